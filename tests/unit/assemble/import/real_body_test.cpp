// The publisher's musculoskeletal parts, where the environment variable MYOSCOPE_BODYPARTS3D names them.
#include "assemble/import/bodyparts3d/import.h"

#include "assemble/mesh/measure.h"
#include "base/hash.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <map>

namespace myo::assemble {
namespace {

using anatomy::Side;
using format::Kind;

class RealBody : public testing::Test {
protected:
  struct Import {
    format::Body body;
    ImportReport report;
    std::string failure;
  };
  static const Import &import() {
    static const Import result = [] {
      Import made;
      const auto library = anatomy::read_library(std::string(MYO_SOURCE_DIR) + "/assets/anatomy");
      if (!library) {
        made.failure = library.error().line();
        return made;
      }
      Progress progress;
      auto body =
          bodyparts3d::import_structures(std::getenv("MYOSCOPE_BODYPARTS3D"), *library, progress, {}, &made.report);
      if (body)
        made.body = std::move(*body);
      else
        made.failure = body.error().line();
      return made;
    }();
    return result;
  }
  void SetUp() override {
    const char *path = std::getenv("MYOSCOPE_BODYPARTS3D");
    if (path == nullptr || *path == '\0')
      GTEST_SKIP() << "MYOSCOPE_BODYPARTS3D is not set: real-data tests are skipped";
    ASSERT_EQ(import().failure, "");
  }
  static const format::Structure &at(std::string_view id) {
    for (const format::Structure &s : import().body.structures)
      if (s.id == id) return s;
    throw std::runtime_error("no structure " + std::string(id));
  }
};

TEST_F(RealBody, HasItsBonesMusclesAndDiscs) {
  std::map<Kind, int> kinds;
  for (const format::Structure &s : import().body.structures) ++kinds[s.kind];
  EXPECT_GE(import().report.parts, 515U);
  EXPECT_GE(kinds[Kind::bone], 195);
  EXPECT_EQ(kinds[Kind::disc], 23);
  EXPECT_GE(kinds[Kind::muscle], 235);
  EXPECT_EQ(kinds[Kind::cartilage], 14);
}

TEST_F(RealBody, TheVocabularyKnowsEveryBoneAndNearlyEveryMuscle) {
  int bones = 0, known_bones = 0, muscles = 0, known_muscles = 0;
  for (const format::Structure &s : import().body.structures) {
    if (s.kind == Kind::bone) ++bones, known_bones += s.bone.empty() ? 0 : 1;
    if (s.kind == Kind::muscle) ++muscles, known_muscles += s.muscle.empty() ? 0 : 1;
  }
  EXPECT_GE(known_bones, bones * 95 / 100) << known_bones << " of " << bones;
  EXPECT_GE(known_muscles, muscles * 70 / 100) << known_muscles << " of " << muscles;
}

TEST_F(RealBody, CracksAreClosed) {
  const ImportReport &report = import().report;
  EXPECT_LT(report.repair.open_after, report.repair.open_before / 100);
  EXPECT_GT(report.closed_after, report.parts * 85 / 100);
  EXPECT_LT(report.triangles_kept, 900'000U);
  EXPECT_GT(report.triangles_kept, 400'000U);
  for (const format::Structure &s : import().body.structures) EXPECT_GT(volume_m3(s.mesh), 0) << s.id << ' ' << s.name;
}

TEST_F(RealBody, TheAtlasLiesBetweenAxisAndOcciput) {
  const float c2 = centroid(at("FMA12520").mesh).y, c1 = centroid(at("FMA12519").mesh).y;
  const float occiput = centroid(at("FMA52735").mesh).y;
  EXPECT_LT(c2, c1);
  EXPECT_LT(c1, occiput);
  EXPECT_LT(occiput - c2, 0.12F);
}

TEST_F(RealBody, SidesAreTheBodysOwnAndPaired) {
  EXPECT_LT(centroid(at("FMA13395").mesh).x, -0.05F); // right scapula
  std::map<std::string, std::map<Side, const format::Structure *>> pairs;
  for (const format::Structure &s : import().body.structures) {
    if (s.side == Side::midline) continue;
    EXPECT_GT(centroid(s.mesh).x * anatomy::sign(s.side), -0.001F) << s.name;
    std::string name = s.name;
    for (const char *side : {"left", "Left", "right", "Right"})
      if (const std::size_t at = name.find(side); at != std::string::npos)
        name.erase(at, std::string_view(side).size());
    pairs[name][s.side] = &s;
  }
  EXPECT_GE(pairs.size(), 224U);
  for (const auto &[name, sides] : pairs) {
    ASSERT_EQ(sides.size(), 2U) << name;
    const format::Structure &left = *sides.at(Side::left), &right = *sides.at(Side::right);
    EXPECT_EQ(left.bone, right.bone);
    EXPECT_EQ(left.muscle, right.muscle);
    vec3 mirrored = centroid(right.mesh);
    mirrored.x = -mirrored.x;
    EXPECT_LT(glm::distance(centroid(left.mesh), mirrored), 0.02F) << name;
  }
}

} // namespace
} // namespace myo::assemble
