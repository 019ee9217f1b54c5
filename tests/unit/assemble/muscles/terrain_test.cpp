#include "assemble/muscles/terrain.h"

#include "base/math.h"

#include <gtest/gtest.h>

#include <array>

namespace myo::assemble {
namespace {

// A tooth of a suture: a pyramid on a square, tip up. Its corners' normals look outwards, the tip's as told.
form::TriangleTree tooth(vec3 at_tip) {
  constexpr float w = 2 * millimetre, h = 6 * millimetre;
  const std::array<vec3, 5> corners{vec3{-w, 0, -w}, {w, 0, -w}, {w, 0, w}, {-w, 0, w}, {0, h, 0}};
  const std::array<std::uint32_t, 18> faces{0, 4, 1, 1, 4, 2, 2, 4, 3, 3, 4, 0, 0, 1, 2, 0, 2, 3};
  std::array<vec3, 5> normals;
  for (std::size_t i = 0; i < 4; ++i) normals[i] = glm::normalize(corners[i] - vec3{0, 1 * millimetre, 0});
  normals[4] = at_tip;
  return {corners, faces, normals};
}

TEST(Obstacles, OffAToothWhoseNormalMisleadsIsOutside) {
  const form::TriangleTree tree = tooth(glm::normalize(vec3{1, -0.1F, 0}));
  const vec3 above{0, 10 * millimetre, 0};
  ASSERT_LT(tree.nearest(above).distance, 0) << "the tip no longer misleads";
  Obstacles bones;
  bones.add(tree);
  for (const float within : {8 * millimetre, 30 * millimetre}) { // remembered by cells, and not
    const form::Clearance c = bones(above, within);
    EXPECT_NEAR(c.distance, 4 * millimetre, 1e-5F);
    EXPECT_GT(c.away.y, 0.99F) << "not towards the bone";
  }
}

TEST(Obstacles, InsideIsPushedOutTheNearestWay) {
  const form::TriangleTree tree = tooth({0, 1, 0});
  Obstacles bones;
  bones.add(tree);
  const form::Clearance c = bones({0, 0.5F * millimetre, 0}, 8 * millimetre);
  EXPECT_NEAR(c.distance, -0.5F * millimetre, 1e-5F);
  EXPECT_LT(c.away.y, -0.99F);
}

} // namespace
} // namespace myo::assemble
