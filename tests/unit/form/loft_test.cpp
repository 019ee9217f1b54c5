#include "form_kit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

// A solid obstacle_ball in the way.
Obstacle obstacle_ball(vec3 centre, float radius) {
  return [=](vec3 p) -> Clearance {
    const vec3 out = p - centre;
    const float d = glm::length(out);
    return {d - radius, d > 0 ? out / d : vec3(0, 0, 1)};
  };
}

TEST(LoftTube, IsAClosedSpindleOfTheAskedSize) {
  const vec3 guide[] = {{0, 0, 0}, {0, 0.1F, 0}};
  TubeShape shape;
  shape.belly = 0.005F, shape.flatness = 1, shape.sides = 32, shape.rings = 40;
  const LoftMesh m = loft_tube(guide, shape);
  EXPECT_TRUE(closed_and_manifold(m));
  EXPECT_GT(volume_ml(m), 0);
  float widest = 0;
  for (const vec3 p : m.positions) widest = std::max(widest, std::hypot(p.x, p.z));
  EXPECT_NEAR(widest, 0.005F, 1e-4F);
  const auto [low, high] = std::minmax_element(m.uv.begin(), m.uv.end(), [](vec2 a, vec2 b) { return a.x < b.x; });
  EXPECT_EQ(low->x, 0);
  EXPECT_EQ(high->x, 1);
  for (std::size_t i = 0; i < m.positions.size(); ++i) {
    EXPECT_NEAR(m.uv[i].x, m.positions[i].y / 0.1F, 1e-3F);
    if (std::abs(m.uv[i].x - 0.5F) < 0.3F) { EXPECT_EQ(m.uv[i].y, 0); }
    if (m.uv[i].x == 0 || m.uv[i].x == 1) { EXPECT_EQ(m.uv[i].y, 1); }
  }
}

TEST(LoftTube, GoesRoundWhatIsInTheWay) {
  const vec3 guide[] = {{0, 0, 0.002F}, {0, 0.1F, 0.002F}};
  const Obstacle obstacle = obstacle_ball({0, 0.05F, 0}, 0.015F);
  const LoftMesh through = loft_tube(guide, {});
  const LoftMesh round = loft_tube(guide, {}, obstacle);
  const auto deepest = [&](const LoftMesh &m) {
    float d = 1;
    for (const vec3 p : m.positions) d = std::min(d, obstacle(p).distance);
    return d;
  };
  EXPECT_LT(deepest(through), -0.01F);
  EXPECT_GT(deepest(round), -0.0005F);
  EXPECT_TRUE(closed_and_manifold(round));
}

TEST(LoftTube, RefusesADegenerateGuide) {
  const vec3 same[] = {{1, 1, 1}, {1, 1, 1}};
  EXPECT_TRUE(loft_tube(same, {}).indices.empty());
  EXPECT_TRUE(loft_tube(std::span<const vec3>{}, {}).indices.empty());
}

TEST(LoftTube, IsTheSameEveryTime) {
  const vec3 guide[] = {{0, 0, 0}, {0.01F, 0.05F, 0}, {0, 0.1F, 0.02F}};
  const LoftMesh a = loft_tube(guide, {}, obstacle_ball({0, 0.05F, 0}, 0.01F));
  const LoftMesh b = loft_tube(guide, {}, obstacle_ball({0, 0.05F, 0}, 0.01F));
  EXPECT_EQ(a.positions, b.positions);
  EXPECT_EQ(a.indices, b.indices);
}

class Sheet : public testing::Test {
protected:
  std::vector<vec3> origin{{0, 0, 0}, {0, 0.3F, 0}};
  std::vector<vec3> insertion{{0.2F, 0.25F, 0}, {0.2F, 0.3F, 0}};
};

TEST_F(Sheet, IsAClosedSlabWithItsThicknessProfile) {
  const LoftMesh m = loft_sheet(origin, {}, insertion, {});
  ASSERT_FALSE(m.indices.empty());
  EXPECT_TRUE(closed_and_manifold(m));
  // The fan's area is 0.5 * (0.3 + 0.05) * 0.2 = 350 cm2; at 1.2 to 6 mm it holds between 42 and 210 ml.
  EXPECT_GT(volume_ml(m), 60);
  EXPECT_LT(volume_ml(m), 210);
  float thickest = 0;
  for (const vec3 p : m.positions) thickest = std::max(thickest, std::abs(p.z));
  EXPECT_NEAR(thickest, 0.003F, 3e-4F);
  // The outer face looks towards `outward` (-z by default).
  float outer = 0;
  for (std::size_t i = 0; i < m.positions.size() / 2; ++i) outer += m.positions[i].z;
  EXPECT_LT(outer, 0);
}

TEST_F(Sheet, IsPushedOffAnObstacle) {
  const Obstacle obstacle = obstacle_ball({0.1F, 0.2F, 0.05F}, 0.06F); // bulges 10 mm through the plane
  const auto poking = [&](const LoftMesh &m) {
    return std::count_if(m.positions.begin(), m.positions.end(), [&](vec3 p) { return obstacle(p).distance < 0; });
  };
  const LoftMesh plain = loft_sheet(origin, {}, insertion, {});
  const LoftMesh lifted = loft_sheet(origin, {}, insertion, {}, obstacle);
  EXPECT_GT(poking(plain), 20);
  EXPECT_EQ(poking(lifted), 0);
  EXPECT_TRUE(closed_and_manifold(lifted));
}

TEST_F(Sheet, PassesThroughItsViaLine) {
  const std::vector<std::vector<vec3>> via{{{0.1F, 0.1F, -0.05F}, {0.1F, 0.3F, -0.05F}}};
  SheetShape shape;
  shape.relax = 0;
  const LoftMesh m = loft_sheet(origin, via, insertion, shape);
  float lowest = 0;
  for (const vec3 p : m.positions) lowest = std::min(lowest, p.z);
  EXPECT_LT(lowest, -0.045F);
}

} // namespace
} // namespace myo::form
