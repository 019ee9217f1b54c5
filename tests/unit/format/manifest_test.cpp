#include "format/manifest.h"

#include "../../support/sample_body.h"
#include "base/hash.h"
#include "format/fields.h"

#include <functional>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace myo::format {
namespace {

using nlohmann::json;

struct ManifestFault {
  const char *name;
  std::function<void(json &)> make;
  const char *said;
};

class DecodeManifest : public testing::TestWithParam<ManifestFault> {};

TEST_P(DecodeManifest, RefusesWithOneClearLine) {
  const Encoded encoded = encode_manifest(tests::sample_body(), {10, 20});
  json root = json::parse(encoded.json);
  GetParam().make(root);
  const auto result = decode_manifest(root.dump(), encoded.fields, "folder");
  ASSERT_FALSE(result);
  const std::string line = result.error().line();
  EXPECT_NE(line.find(GetParam().said), std::string::npos) << line;
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, DecodeManifest,
    testing::Values(
        ManifestFault{"OtherSchema", [](json &j) { j["schema"] = "myoscope body 2"; }, "myoscope body 2"},
        ManifestFault{"NoSchema", [](json &j) { j.erase("schema"); }, "no schema"},
        ManifestFault{"NotAnObject", [](json &j) { j = json::array(); }, "no schema"},
        ManifestFault{"NoJoints", [](json &j) { j.erase("joints"); }, "joints"},
        ManifestFault{"JointsNoList", [](json &j) { j["joints"] = 3; }, "list"},
        ManifestFault{"TwinJoints", [](json &j) { j["joints"][2]["id"] = j["joints"][1]["id"]; }, "two joints"},
        ManifestFault{"TwinStructures", [](json &j) { j["structures"][1]["id"] = j["structures"][0]["id"]; }, "two structures"},
        ManifestFault{"ParentLater", [](json &j) { j["joints"][1]["parent"] = "right.glenohumeral"; }, "not there"},
        ManifestFault{"UnknownKind", [](json &j) { j["structures"][0]["kind"] = "plank"; }, "plank"},
        ManifestFault{"UnknownSide", [](json &j) { j["landmarks"][0]["side"] = "up"; }, "up"},
        ManifestFault{"PointOfTwo", [](json &j) { j["landmarks"][0]["point"] = {1, 2}; }, "point"},
        ManifestFault{"PointOfText", [](json &j) { j["landmarks"][0]["point"][1] = "x"; }, "number"},
        ManifestFault{"PointBeyondFloat", [](json &j) { j["landmarks"][0]["point"][1] = 1e300; }, "beyond"},
        ManifestFault{"LandmarkJoint", [](json &j) { j["landmarks"][0]["joint"] = "knee"; }, "knee"},
        ManifestFault{"PatchStructure", [](json &j) { j["patches"][0]["bone_structure"] = "FMA9"; }, "FMA9"},
        ManifestFault{"PatchBeyondFields", [](json &j) { j["patches"][0]["surface"]["vertices"] = 1ULL << 62; }, "fields.bin"},
        ManifestFault{"PatchOffset", [](json &j) { j["patches"][0]["surface"]["offset"] = ~0ULL; }, "fields.bin"},
        ManifestFault{"PatchNegative", [](json &j) { j["patches"][0]["surface"]["offset"] = -4; }, "count"},
        ManifestFault{"RegionBeyondFields", [](json &j) { j["regions"][0]["field"]["count"] = 1000000; }, "fields.bin"},
        ManifestFault{"ExpectedPatch", [](json &j) { j["expected"][0]["patch"] = 99; }, "99"},
        ManifestFault{"HashNoHex", [](json &j) { j["glb"]["xxh3"] = "zz"; }, "hex"},
        ManifestFault{"OtherFields", [](json &j) { j["fields"]["xxh3"] = "0000000000000000"; }, "another body.json"},
        ManifestFault{"NoteNoText", [](json &j) { j["notes"][0] = 1; }, "note"}),
    [](const auto &fault) { return std::string(fault.param.name); });

TEST(DecodeManifestText, RefusesWhatIsNoJson) {
  const Encoded encoded = encode_manifest(tests::sample_body(), {});
  for (const std::string &text : {std::string(), std::string("{"), std::string(200000, '['), encoded.json.substr(0, encoded.json.size() / 2),
                                 std::string("{\"schema\": 1e999}")}) {
    const auto result = decode_manifest(text, encoded.fields, "folder");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().line().find('\n'), std::string::npos);
    EXPECT_NE(result.error().line().find("body.json"), std::string::npos) << result.error().line();
  }
}

TEST(OpenFields, RefusesEveryTruncationAndEveryFlippedByte) {
  const Encoded encoded = encode_manifest(tests::sample_body(), {});
  ASSERT_TRUE(open_fields(encoded.fields, "f"));
  for (std::size_t size = 0; size < encoded.fields.size(); size += 7)
    EXPECT_FALSE(open_fields(std::span(encoded.fields).first(size), "f")) << size;
  for (std::size_t i = 0; i < encoded.fields.size(); i += 5) {
    if (i >= 12 && i < 16) continue; // reserved
    auto flipped = encoded.fields;
    flipped[i] ^= std::byte{0x10};
    EXPECT_FALSE(open_fields(flipped, "f")) << i;
  }
}

} // namespace
} // namespace myo::format
