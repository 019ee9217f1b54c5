#include "format/write.h"

#include "format/as_written.h"

#include "../../support/sample_body.h"
#include "../../support/gltf_validator.h"
#include "../../support/scratch.h"
#include "base/files.h"
#include "base/hash.h"
#include "format/check.h"
#include "format/manifest.h"
#include "format/order.h"
#include "format/schema.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace myo::format {
namespace {

using nlohmann::json;
using tests::sample_body;
using tests::Scratch;

json glb_json(const std::filesystem::path &file) {
  const auto bytes = read_file(file).value();
  std::uint32_t size = 0;
  std::memcpy(&size, bytes.data() + 12, 4);
  return json::parse(reinterpret_cast<const char *>(bytes.data()) + 20, reinterpret_cast<const char *>(bytes.data()) + 20 + size);
}

TEST(WriteAtlas, SameBodyGivesTheSameBytes) {
  const Scratch scratch;
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "a"));
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "b"));
  for (const auto name : {glb_file, json_file, fields_file})
    EXPECT_EQ(read_file(scratch / "a" / name).value(), read_file(scratch / "b" / name).value()) << name;
}

TEST(WriteAtlas, NodesHaveUniqueNamesAndSayWhatTheyAre) {
  const Scratch scratch;
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "a"));
  const json gltf = glb_json(scratch / "a" / glb_file);
  std::set<std::string> names;
  for (const json &node : gltf["nodes"]) EXPECT_TRUE(names.insert(node["name"]).second) << node["name"];
  EXPECT_EQ(names.count("Right muscle (FMA3)"), 1U);
  EXPECT_EQ(gltf["nodes"][2]["extras"]["id"], "FMA3");
  EXPECT_EQ(gltf["nodes"][2]["extras"]["kind"], "muscle");
  EXPECT_EQ(gltf["nodes"][2]["extras"]["side"], "right");
  EXPECT_EQ(gltf["meshes"].size(), sample_body().structures.size());
  EXPECT_EQ(gltf["skins"][0]["joints"].size(), 3U);
  EXPECT_EQ(gltf["asset"]["copyright"], "Sample body, made in code, MIT");
}

TEST(WriteAtlas, ManifestReadsBackEqual) {
  const Scratch scratch;
  const Body body = sample_body();
  ASSERT_TRUE(write_atlas(body, scratch / "a"));
  const auto read = read_manifest(scratch / "a");
  ASSERT_TRUE(read) << read.error().line();
  const Body &back = read->body;
  ASSERT_EQ(back.structures.size(), body.structures.size());
  EXPECT_EQ(back.structures[3].id, "FMA3.2");
  EXPECT_EQ(back.structures[3].fma, "FMA3");
  EXPECT_EQ(back.structures[4].kind, Kind::skin);
  EXPECT_TRUE(back.structures[4].generated);
  EXPECT_EQ(read->meshes[0].vertices, body.structures[0].mesh.positions.size());
  ASSERT_EQ(back.joints.size(), 3U);
  EXPECT_EQ(back.joints[2].parent, 1U);
  EXPECT_EQ(back.joints[2].centre, body.joints[2].centre);
  EXPECT_EQ(back.joints[2].axes, body.joints[2].axes) << "a float must survive its decimal text to the last bit";
  ASSERT_EQ(back.patches.size(), 2U);
  EXPECT_EQ(back.patches[1].bone_structure, 1U);
  EXPECT_EQ(back.patches[1].how, Found::generated);
  EXPECT_EQ(back.patches[0].outline, body.patches[0].outline);
  EXPECT_EQ(back.patches[0].edge_mm, body.patches[0].edge_mm);
  EXPECT_EQ(back.patches[0].indices, body.patches[0].indices);
  EXPECT_EQ(back.expected[0].patch, 0U);
  EXPECT_EQ(back.expected[1].patch, none);
  EXPECT_EQ(back.expected[1].reason, "nearest is 9 mm away");
  ASSERT_EQ(back.regions.size(), 1U);
  EXPECT_EQ(back.regions[0].vertices.size(), 40U);
  EXPECT_EQ(back.trigger_points[0].structure, 2U);
  EXPECT_EQ(back.landmarks[1].side, Side::right);
  EXPECT_EQ(back.credits[0].url, "https://example.org");
  EXPECT_EQ(back.notes, body.notes);
}

// What has not changed is not written again, and the folder is the new atlas all the same.
TEST(WriteAtlas, TakesOverWhatComesOutTheSame) {
  const Scratch scratch;
  const auto file = [&](std::string_view name) {
    struct stat info {};
    EXPECT_EQ(::stat((scratch / "a" / name).c_str(), &info), 0);
    return info;
  };
  Body body = sample_body();
  as_written(body);
  const auto first = write_ready_atlas(body, scratch / "a");
  ASSERT_TRUE(first) << first.error().line();
  EXPECT_TRUE(first->anew);
  const auto glb = file(glb_file), json = file(json_file);
  const auto again = write_ready_atlas(body, scratch / "a");
  ASSERT_TRUE(again) << again.error().line();
  EXPECT_FALSE(again->anew);
  EXPECT_EQ(file(json_file).st_ino, json.st_ino);
  EXPECT_EQ(file(json_file).st_ctim.tv_nsec, json.st_ctim.tv_nsec) << "not even touched";

  body.structures[0].latin = "Os aliud"; // in body.json alone
  const auto renamed = write_ready_atlas(body, scratch / "a");
  ASSERT_TRUE(renamed) << renamed.error().line();
  EXPECT_TRUE(renamed->anew);
  EXPECT_EQ(file(glb_file).st_ino, glb.st_ino);
  EXPECT_EQ(file(glb_file).st_nlink, 1U) << "the older folder is gone";
  EXPECT_NE(file(json_file).st_ino, json.st_ino);
  ASSERT_TRUE(write_ready_atlas(body, scratch / "b"));
  for (const auto name : {glb_file, json_file, fields_file})
    EXPECT_EQ(read_file(scratch / "a" / name).value(), read_file(scratch / "b" / name).value()) << name;

  auto bytes = read_file(scratch / "a" / glb_file).value();
  bytes[bytes.size() / 2] ^= std::byte{1};
  ASSERT_TRUE(write_file(scratch / "a" / glb_file, bytes));
  ASSERT_TRUE(write_ready_atlas(body, scratch / "a"));
  EXPECT_EQ(read_file(scratch / "a" / glb_file).value(), read_file(scratch / "b" / glb_file).value()) << "a damaged file is not taken over";
}

TEST(WriteAtlas, WhatIsReadyHasUnitNormalsAndChartsThatTurnOver) {
  Body body = sample_body();
  for (vec3 &n : body.structures[0].mesh.normals) n *= 1.001F;
  for (vec2 &uv : body.structures[4].mesh.uv) uv *= 0.123456F;
  as_written(body);
  for (const Structure &s : body.structures) {
    for (const vec3 n : s.mesh.normals) EXPECT_NEAR(glm::length(n), 1, 1e-6F);
    for (const vec2 uv : s.mesh.uv) EXPECT_EQ(uv.y, 1.0F - (1.0F - uv.y));
  }
}

// Viewers show vertex colours instead of materials, or multiply the two: then a whole body is grey or dark.
TEST(WriteAtlas, LooksLikeABodyInAnyViewer) {
  const Scratch scratch;
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "a"));
  const json gltf = glb_json(scratch / "a" / glb_file);
  for (const json &mesh : gltf["meshes"]) EXPECT_FALSE(mesh["primitives"][0]["attributes"].contains("COLOR_0")) << mesh["name"];
  const auto colour = [&](std::size_t node) {
    const json &primitive = gltf["meshes"][gltf["nodes"][node]["mesh"].get<std::size_t>()]["primitives"][0];
    const json &material = gltf["materials"][primitive["material"].get<std::size_t>()];
    EXPECT_EQ(material["pbrMetallicRoughness"]["metallicFactor"], 0);
    return std::pair{material["name"].get<std::string>(), material["pbrMetallicRoughness"]["baseColorFactor"].get<std::vector<double>>()};
  };
  const auto [bone, pale] = colour(0);
  EXPECT_EQ(bone, "bone");
  EXPECT_GT(pale[1], 0.6);
  const auto [muscle, red] = colour(2);
  EXPECT_EQ(muscle, "muscle");
  EXPECT_GT(red[0], 3 * red[1]);
  const auto [skin, thin] = colour(4);
  EXPECT_EQ(skin, "skin");
  EXPECT_LT(thin[3], 0.5) << "what lies under the skin shows";
}

TEST(WriteAtlas, OpennessThatLiesBeyondTheFieldsIsRefused) {
  const Scratch scratch;
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "a"));
  std::string text = read_text(scratch / "a" / json_file, 1U << 24U).value();
  const std::string good = "\"openness\":{\"offset\":0}";
  const std::size_t at = text.find(good);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, good.size(), "\"openness\":{\"offset\":99999999}");
  ASSERT_TRUE(write_text(scratch / "a" / json_file, text));
  const auto read = read_manifest(scratch / "a");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().line().find("beyond the end of fields.bin"), std::string::npos) << read.error().line();
}

TEST(WriteAtlas, NamesThatAreNotUtf8AreMended) {
  const Scratch scratch;
  Body body = sample_body();
  body.structures[0].name = "Bone \xFF";
  ASSERT_TRUE(write_atlas(body, scratch / "a"));
  EXPECT_TRUE(read_manifest(scratch / "a"));
}

TEST(WriteAtlas, RefusesABodyThatCannotBeBelieved) {
  const Scratch scratch;
  Body body = sample_body();
  body.structures[1].mesh.positions[3].y = std::numeric_limits<float>::quiet_NaN();
  const Status status = write_atlas(body, scratch / "a");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().line().find('\n'), std::string::npos);
  EXPECT_NE(status.error().line().find("vertex 3"), std::string::npos) << status.error().line();
  EXPECT_FALSE(std::filesystem::exists(scratch / "a"));
}

// Writes in a child that is killed while the new atlas is half written, as often as needed to hit it at work.
TEST(WriteAtlas, KilledHalfWayLeavesTheOldAtlasWhole) {
  const Scratch scratch;
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "a"));
  const auto before = read_file(scratch / "a" / glb_file).value();
  const Body big = sample_body(120, 120);
  bool hit = false;
  const auto half = [&](pid_t child) { return scratch / ("a.part-" + std::to_string(child)); };
  for (int attempt = 0; attempt < 60 && !hit; ++attempt) {
    const pid_t child = ::fork();
    if (child == 0) {
      static_cast<void>(write_atlas(big, scratch / "a"));
      ::_exit(0);
    }
    for (int i = 0; i < 4000; ++i) { // until the fresh folder appears, then at once
      if (std::filesystem::exists(half(child))) break;
      if (::waitpid(child, nullptr, WNOHANG) == child) break;
      ::usleep(200);
    }
    ::kill(child, SIGKILL);
    int status = 0;
    if (::waitpid(child, &status, 0) == child && WIFSIGNALED(status) && std::filesystem::exists(half(child))) hit = true;
    if (!hit) {
      ASSERT_TRUE(write_atlas(sample_body(), scratch / "a"));
    }
  }
  ASSERT_TRUE(hit) << "the child was never caught in the act";
  EXPECT_EQ(read_file(scratch / "a" / glb_file).value(), before);
  EXPECT_TRUE(read_manifest(scratch / "a"));
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "a")) << "what the killed run left must not be in the way";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), std::filesystem::directory_iterator()), 1);
}

TEST(WriteAtlas, FolderThatMayNotBeWritten) {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "closed");
  std::filesystem::permissions(scratch / "closed", std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const auto attempt = [&]() -> int { // the superuser may write anywhere, so become somebody else where possible
    if (::geteuid() == 0) {
      std::filesystem::permissions(scratch.path(), std::filesystem::perms::all);
      if (::setegid(65534) != 0 || ::seteuid(65534) != 0) return 3;
    }
    const Status status = write_atlas(sample_body(), scratch / "closed" / "a");
    if (status) return 1;
    const std::string line = status.error().line();
    return line.find("choose a folder you may write to") != std::string::npos && line.find('\n') == std::string::npos ? 0 : 2;
  };
  const pid_t child = ::fork();
  if (child == 0) ::_exit(attempt());
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(WriteAtlas, DiskFullLeavesTheOldAtlasWhole) {
  if (::geteuid() != 0) GTEST_SKIP() << "only the superuser can mount a small disk to fill";
  const Scratch scratch;
  const std::filesystem::path disk = scratch / "disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=256k") != 0) GTEST_SKIP() << "this machine lets nobody mount a disk";
  const Status small = write_atlas(sample_body(), disk / "a");
  const auto before = read_file(disk / "a" / glb_file);
  const Status big = write_atlas(sample_body(120, 120), disk / "a");
  const auto after = read_file(disk / "a" / glb_file);
  const bool readable = read_manifest(disk / "a").has_value();
  const bool litter = std::distance(std::filesystem::directory_iterator(disk), std::filesystem::directory_iterator()) != 1;
  ::umount(disk.c_str());
  ASSERT_TRUE(small) << small.error().line();
  ASSERT_FALSE(big);
  EXPECT_NE(big.error().line().find("free some space"), std::string::npos) << big.error().line();
  EXPECT_EQ(before.value(), after.value());
  EXPECT_TRUE(readable);
  EXPECT_FALSE(litter);
}

TEST(WriteAtlas, KhronosValidatorFindsNothing) {
  const bool strict = std::getenv("MYOSCOPE_TESTS_STRICT") != nullptr, present = tests::has_validator();
  if (!present && !strict) GTEST_SKIP() << "needs node and `npm ci` in tests/support/validator; tests/run installs both";
  ASSERT_TRUE(present) << "tests/run should have installed node and the validator";
  const Scratch scratch;
  Body many = sample_body(); // so many joints that their indices take 16 bits
  for (int j = 0; j < 300; ++j) many.joints.push_back({"extra_" + std::to_string(j), 2, vec3(0.01F * static_cast<float>(j)), mat3(1), "judged", 0});
  many.structures[0].mesh.joints[0] = u16vec4(299, 0, 0, 0);
  Body large = sample_body(300, 20); // so many vertices that indices take 32 bits
  ASSERT_TRUE(write_atlas(sample_body(), scratch / "plain"));
  ASSERT_TRUE(write_atlas(many, scratch / "many"));
  ASSERT_TRUE(write_atlas(large, scratch / "large"));
  for (const char *name : {"plain", "many", "large"}) EXPECT_TRUE(tests::validates(scratch / name / glb_file)) << name;
}

} // namespace
} // namespace myo::format
