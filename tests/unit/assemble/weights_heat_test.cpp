#include "assemble/bone_heat.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace myo::assemble {
namespace {

// A bar of n points a centimetre apart.
std::vector<vec3> bar(int n) {
  std::vector<vec3> out;
  for (int i = 0; i < n; ++i) out.emplace_back(0.01F * static_cast<float>(i), 0.0F, 0.0F);
  return out;
}
std::vector<Edge> chain(std::uint32_t n) {
  std::vector<Edge> out;
  for (std::uint32_t i = 0; i + 1 < n; ++i) out.emplace_back(i, i + 1);
  return out;
}

TEST(BoneHeat, IsLinearBetweenTwoPins) {
  const auto points = bar(11);
  const auto edges = chain(11);
  std::vector<std::uint32_t> target(11, no_joint);
  std::vector<float> strength(11, 0.0F);
  std::vector<std::uint32_t> pinned(11, no_joint);
  pinned.front() = 7;
  pinned.back() = 3;
  const auto w = bone_heat({points, edges, target, strength, pinned});
  ASSERT_TRUE(w) << w.error().line();
  for (int i = 0; i < 11; ++i) {
    float seven = 0;
    float sum = 0;
    for (int k = 0; k < 4; ++k) {
      sum += w->weights[static_cast<std::size_t>(i)][k];
      if (w->joints[static_cast<std::size_t>(i)][k] == 7) seven += w->weights[static_cast<std::size_t>(i)][k];
    }
    EXPECT_NEAR(sum, 1.0F, 1e-5F);
    EXPECT_NEAR(seven, 1.0F - 0.1F * static_cast<float>(i), 2e-3F) << i;
  }
}

TEST(BoneHeat, ANearBoneWinsOverAFarOne) {
  const auto points = bar(21);
  const auto edges = chain(21);
  std::vector<std::uint32_t> target(21);
  std::vector<float> strength(21);
  for (std::size_t i = 0; i < 21; ++i) target[i] = i < 10 ? 1U : 2U, strength[i] = 1.0F / (0.005F * 0.005F);
  const auto w = bone_heat({points, edges, target, strength, {}});
  ASSERT_TRUE(w);
  EXPECT_EQ(w->joints.front()[0], 1);
  EXPECT_GT(w->weights.front()[0], 0.99F);
  EXPECT_EQ(w->joints.back()[0], 2);
  // Weaker heat spreads the seam over a longer stretch.
  for (float &s : strength) s = 1.0F / (0.05F * 0.05F);
  const auto soft = bone_heat({points, edges, target, strength, {}});
  ASSERT_TRUE(soft);
  EXPECT_LT(soft->weights[8][0], w->weights[8][0] - 0.05F);
}

TEST(BoneHeat, ColdPartGoesToTheFallbackOrIsRefused) {
  auto points = bar(4);
  points.emplace_back(1.0F, 0.0F, 0.0F);
  const auto edges = chain(4);
  const std::vector<std::uint32_t> target{0, 0, 0, 0, no_joint};
  const std::vector<float> strength(5, 1.0F);
  EXPECT_FALSE(bone_heat({points, edges, target, strength, {}}));
  const auto w = bone_heat({points, edges, target, strength, {}}, 9);
  ASSERT_TRUE(w);
  EXPECT_EQ(w->joints[4][0], 9);
  EXPECT_EQ(w->weights[4][0], 1.0F);
}

TEST(BoneHeat, RefusesSizesThatDiffer) {
  const auto points = bar(4);
  const auto edges = chain(4);
  const std::vector<std::uint32_t> target(3, 0);
  const std::vector<float> strength(4, 1.0F);
  EXPECT_FALSE(bone_heat({points, edges, target, strength, {}}, 0));
  const std::vector<Edge> astray{{0, 9}};
  const std::vector<std::uint32_t> enough(4, 0);
  EXPECT_FALSE(bone_heat({points, astray, enough, strength, {}}, 0));
}

TEST(Harmonic, KeepsPinsAndLeavesUntouchedPartsAlone) {
  auto points = bar(5);
  points.emplace_back(1.0F, 0.0F, 0.0F);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto u = harmonic(points, chain(5), std::vector<float>{0, nan, nan, nan, 1, nan}, 0.25F);
  EXPECT_FLOAT_EQ(u[0], 0);
  EXPECT_NEAR(u[2], 0.5F, 1e-4F);
  EXPECT_FLOAT_EQ(u[4], 1);
  EXPECT_FLOAT_EQ(u[5], 0.25F);
}

TEST(KeepFour, DropsTheSmallAndSumsToOne) {
  const std::vector<std::pair<std::uint32_t, float>> row{{0, .1F}, {1, .3F}, {2, .05F}, {3, .2F}, {4, .35F}};
  u16vec4 joints;
  vec4 weights;
  keep_four(row, joints, weights);
  EXPECT_EQ(joints, u16vec4(4, 1, 3, 0));
  EXPECT_NEAR(weights.x + weights.y + weights.z + weights.w, 1.0F, 1e-6F);
}

TEST(Edges, NearEdgesJoinLoosePieces) {
  const std::vector<vec3> two{{0, 0, 0}, {1, 0, 0}, {0, 0.1F, 0}, {1, 0.1F, 0}};
  EXPECT_EQ(mesh_edges(std::vector<std::uint32_t>{0, 1, 2}).size(), 3U);
  const auto near = near_edges(two, 1);
  EXPECT_EQ(near, (std::vector<Edge>{{0, 2}, {1, 3}}));
}

} // namespace
} // namespace myo::assemble
