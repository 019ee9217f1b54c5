#include "atlas/cache.h"
#include "atlas/load.h"
#include "rig/muscle_path.h"
#include "rig/rig.h"
#include "support/neck_poses.h"

#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <set>

namespace myo::atlas {
namespace {

class RealAtlas : public testing::Test {
protected:
  void SetUp() override {
    const char *folder = std::getenv("MYOSCOPE_TEST_ATLAS");
    if (folder == nullptr || !std::filesystem::exists(std::filesystem::path(folder) / "body.json"))
      GTEST_SKIP() << "no imported atlas: MYOSCOPE_BODYPARTS3D names no data set";
    folder_ = folder;
    Progress progress;
    auto atlas = load_atlas(folder_, progress);
    ASSERT_TRUE(atlas) << atlas.error().line();
    atlas_ = std::move(*atlas);
  }
  [[nodiscard]] vec3 centre(std::string_view bone, Side side) const {
    const auto found = atlas_.bone(bone, side);
    EXPECT_FALSE(found.empty()) << bone;
    return found.empty() ? vec3(0) : atlas_.bounds(found.front()).centre();
  }
  std::filesystem::path folder_;
  Atlas atlas_;
};

TEST_F(RealAtlas, StandsInTheWorldFrame) {
  EXPECT_LT(centre("scapula", Side::right).x, 0.0F) << "+X is the body's left";
  EXPECT_GT(centre("scapula", Side::left).x, 0.0F);
  const std::uint32_t inion = atlas_.landmark("inion", Side::midline);
  const std::uint32_t glabella = atlas_.landmark("glabella", Side::midline);
  ASSERT_NE(inion, none);
  ASSERT_NE(glabella, none);
  // The data set's origin lies behind the neck, so the sign of z alone says nothing.
  EXPECT_LT(atlas_.body().landmarks[inion].point.z + 0.1F, atlas_.body().landmarks[glabella].point.z) << "+Z is anterior";
  EXPECT_GT(atlas_.bounds().size().y, 1.4F);
  EXPECT_LT(atlas_.bounds().size().y, 2.1F);
}

TEST_F(RealAtlas, LevelsMeetTheirBudgets) {
  std::array<std::size_t, detail_count> total{};
  for (std::uint32_t s = 0; s < atlas_.body().structures.size(); ++s)
    for (std::size_t d = 0; d < detail_count; ++d) total[d] += atlas_.levels(s).of[d].count / 3;
  std::cout << "triangles: " << total[0] << " full, " << total[1] << " interactive, " << total[2] << " coarse\n";
  EXPECT_GT(total[1], 150'000U);
  EXPECT_LT(total[1], 400'000U);
  EXPECT_LT(total[2], 180'000U);
}

TEST_F(RealAtlas, CacheIsQuickAndSaysTheSame) {
  const auto began = std::chrono::steady_clock::now();
  const auto cached = read_cache(folder_);
  const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  std::cout << "cache read in " << ms << " ms\n"; // told, not judged: the machine may be busy
  ASSERT_TRUE(cached);
  Progress progress;
  const auto fresh = load_atlas(folder_, progress, CacheUse::off);
  ASSERT_TRUE(fresh);
  EXPECT_EQ(cached->hash(), fresh->hash());
  for (std::size_t s = 0; s < fresh->body().structures.size(); ++s) {
    ASSERT_EQ(cached->body().structures[s].mesh.positions, fresh->body().structures[s].mesh.positions);
    ASSERT_EQ(cached->levels(static_cast<std::uint32_t>(s)).indices, fresh->levels(static_cast<std::uint32_t>(s)).indices);
  }
}

TEST_F(RealAtlas, SeedPatternHasItsPlaces) {
  EXPECT_NE(atlas_.trigger_point("multifidus_cervicis_mid", Side::right), none);
  EXPECT_FALSE(atlas_.kind(format::Kind::skin).empty());
  EXPECT_FALSE(atlas_.body().credits.empty()) << "the data set's credit";
}

TEST_F(RealAtlas, MusclesWithAMeshHaveOriginAndInsertion) {
  std::set<std::tuple<std::string, Side, format::Role>> has;
  for (const auto &p : atlas_.body().patches) has.insert({p.muscle, p.side, p.role});
  for (const auto &s : atlas_.body().structures) {
    if (s.kind != format::Kind::muscle || s.muscle.empty()) continue;
    for (const auto role : {format::Role::origin, format::Role::insertion}) {
      if (has.count({s.muscle, s.side, role}) != 0) continue;
      // Some begin or end on no bone that is here (a tendon, the iliotibial tract, the thyroid cartilage): then every
      // expected row says so, or there is none.
      for (const auto &e : atlas_.body().expected)
        if (e.muscle == s.muscle && e.side == s.side && e.role == role) {
          EXPECT_FALSE(e.reason.empty()) << s.name << " has no " << anatomy::to_string(role) << " on " << e.bone << ", unexplained";
        }
      std::cout << s.id << " " << s.name << " has no " << anatomy::to_string(role) << " on bone\n";
    }
  }
}

class Vocabulary : public RealAtlas {
protected:
  void SetUp() override {
    RealAtlas::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    auto read = anatomy::read_library(std::filesystem::path(MYO_SOURCE_DIR) / "assets/anatomy");
    ASSERT_TRUE(read) << read.error().line();
    library_ = std::move(*read);
  }
  anatomy::Library library_;
};

TEST_F(Vocabulary, NeckPosesKeepTheGazeLevel) { tests::check_neck_poses(library_, atlas_.body()); }

TEST_F(Vocabulary, EveryMotionHasItsJoint) {
  const auto rig = rig::Rig::build(atlas_.body(), library_);
  ASSERT_TRUE(rig) << rig.error().line();
  for (const anatomy::Motion &motion : library_.motions)
    EXPECT_NE(rig->coordinate({motion.joint, motion.sided ? Side::right : Side::midline, motion.plus}), nullptr)
        << motion.joint << "." << motion.plus;
}

TEST_F(Vocabulary, MusclesGoStraightEnough) {
  const format::Body &body = atlas_.body();
  const auto rig = rig::Rig::build(body, library_);
  ASSERT_TRUE(rig) << rig.error().line();
  const rig::Pose rest = evaluate(*rig, {});
  for (std::uint32_t s = 0; s < body.structures.size(); ++s) {
    const rig::MusclePath path = rig::muscle_path(body, rest, s);
    if (path.points.empty()) continue;
    EXPECT_NEAR(path.length_m, rig::rest_length_m(body, s), 1e-5) << body.structures[s].id;
    const double straight = double(glm::distance(path.points.front(), path.points.back()));
    EXPECT_LE(path.length_m, 1.81 * straight) << body.structures[s].id << " wanders";
  }
}

} // namespace
} // namespace myo::atlas
