#include "form/ribbon.h"
#include "form_kit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

// A bone: the half space below a height (sign +1) or above it (-1).
Footer plane(float height, float sign) {
  return [=](vec3 p) -> std::optional<Footing> { return Footing{{p.x, height, p.z}, {0, sign, 0}}; };
}

Barrier barrier_ball(vec3 centre, float radius) {
  return [=](vec3 p, float within) -> Clearance {
    const float d = glm::distance(p, centre) - radius;
    if (d > within) return {};
    return {d, glm::normalize(p - centre)};
  };
}

RibbonShape strap() {
  RibbonShape shape;
  shape.origin = {{{0, 0, 0}}, plane(0, 1), 0.005F, 0, 0};
  shape.insertion = {{{0, 0.1F, 0}}, plane(0.1F, -1), 0.02F, 0, 0};
  shape.width = 0.014F, shape.thickness = 0.008F;
  shape.outward = vec3(0, 0, 1);
  return shape;
}

TEST(Ribbon, BellyIsClosedAndOfTheAskedSize) {
  const Ribbon r = loft_ribbon(strap(), {});
  ASSERT_FALSE(r.mesh.indices.empty());
  EXPECT_TRUE(closed_and_manifold(r.mesh));
  EXPECT_GT(volume_ml(r.mesh), 3);
  float wide = 0, thick = 0;
  for (const vec3 p : r.mesh.positions) wide = std::max(wide, std::abs(p.x)), thick = std::max(thick, std::abs(p.z));
  EXPECT_NEAR(wide, 0.007F, 3e-4F);
  EXPECT_NEAR(thick, 0.004F, 3e-4F);
}

TEST(Ribbon, EndsLieOnTheirBonesAndFlareOntoThem) {
  RibbonShape shape = strap();
  shape.origin.foot = 0.006F;
  const Ribbon r = loft_ribbon(shape, {});
  float low = 1, high = -1;
  for (const vec3 p : r.origin_rim) {
    EXPECT_NEAR(p.y, 0, 5e-4F);
    low = std::min(low, p.z), high = std::max(high, p.z);
  }
  EXPECT_NEAR(high - low, 0.006F, 5e-4F) << "as deep as the foot";
  for (const vec3 p : r.insertion_rim) EXPECT_NEAR(p.y, 0.1F, 5e-4F);
}

TEST(Ribbon, SheetKeepsTheOrderOfItsLinesAndItsThickness) {
  RibbonShape shape;
  shape.section = Section::sheet;
  shape.origin.line = {{-0.03F, 0, 0}, {0.03F, 0, 0}};
  shape.insertion.line = {{0.02F, 0.08F, 0}, {-0.02F, 0.08F, 0}}; // crossed on purpose: the fibres twist
  shape.thickness = 0.004F;
  shape.outward = vec3(0, 0, 1);
  EXPECT_TRUE(closed_and_manifold(loft_ribbon(shape, {}).mesh));
  shape.insertion.line = {{-0.02F, 0.08F, 0}, {0.02F, 0.08F, 0}};
  const Ribbon r = loft_ribbon(shape, {});
  EXPECT_TRUE(closed_and_manifold(r.mesh));
  float thick = 0, wide = 0;
  for (const vec3 p : r.mesh.positions) {
    if (std::abs(p.y - 0.04F) > 0.01F) continue;
    thick = std::max(thick, std::abs(p.z)), wide = std::max(wide, std::abs(p.x));
  }
  EXPECT_NEAR(thick, 0.002F, 2e-4F);
  EXPECT_NEAR(wide, 0.025F, 2e-3F);
}

TEST(Ribbon, GoesRoundWhatIsInTheWay) {
  const vec3 centre(0, 0.05F, -0.004F);
  const Barrier obstacle = barrier_ball(centre, 0.012F);
  const Ribbon r = loft_ribbon(strap(), obstacle);
  EXPECT_TRUE(closed_and_manifold(r.mesh));
  for (const vec3 p : r.mesh.positions) EXPECT_GT(glm::distance(p, centre), 0.012F - 2e-4F);
}

TEST(Ribbon, IsLiftedOverWhatItMustCover) {
  // A thin wall in front of which the straight way runs; pushed to the nearest side it would stay behind.
  const auto wall = [](vec3 p, float within) -> Clearance {
    const float d = std::max(std::abs(p.z - 0.006F) - 0.002F, std::abs(p.y - 0.05F) - 0.02F);
    if (d > within) return {};
    return {d, p.z > 0.006F ? vec3(0, 0, 1) : vec3(0, 0, -1)};
  };
  const Cover over = [](vec3 p, vec3 way, float reach) -> float {
    if (std::abs(p.y - 0.05F) > 0.02F || way.z < 0.5F) return 0;
    const float d = (0.008F - p.z) / way.z;
    return d > 0 && d < reach ? d : 0;
  };
  RibbonShape shape = strap();
  shape.thickness = 0.003F;
  float behind = 1, before = 1;
  for (const vec3 p : loft_ribbon(shape, wall).mesh.positions)
    if (std::abs(p.y - 0.05F) < 0.01F) behind = std::min(behind, p.z);
  for (const vec3 p : loft_ribbon(shape, wall, {over}).mesh.positions)
    if (std::abs(p.y - 0.05F) < 0.01F) before = std::min(before, p.z);
  EXPECT_LT(behind, 0.004F);
  EXPECT_GT(before, 0.0075F);
}

TEST(Ribbon, TendonsHaveTheirOwnMeasures) {
  RibbonShape shape = strap();
  shape.insertion.tendon = 0.05F, shape.insertion.foot = 0.002F;
  shape.insertion.tendon_width = 0.003F, shape.insertion.tendon_thickness = 0.002F;
  float wide = 0, thick = 0;
  const Ribbon r = loft_ribbon(shape, {});
  for (const vec3 p : r.mesh.positions)
    if (p.y > 0.06F && p.y < 0.09F) wide = std::max(wide, std::abs(p.x)), thick = std::max(thick, std::abs(p.z));
  EXPECT_NEAR(wide, 0.0015F, 2e-4F);
  EXPECT_NEAR(thick, 0.001F, 2e-4F);

  shape = strap();
  shape.section = Section::strip, shape.sinew = true;
  shape.width = 0.006F, shape.thickness = 0.002F;
  const Ribbon sinew = loft_ribbon(shape, {});
  EXPECT_TRUE(closed_and_manifold(sinew.mesh));
  for (std::size_t i = 0; i < sinew.mesh.positions.size(); ++i) {
    EXPECT_EQ(sinew.mesh.uv[i].y, 1);
    EXPECT_LE(std::abs(sinew.mesh.positions[i].z), 0.0015F);
    EXPECT_LE(std::abs(sinew.mesh.positions[i].x), 0.0031F);
  }
}

TEST(Ribbon, FibreCoordinateAndTendonsRunAlongIt) {
  const Ribbon r = loft_ribbon(strap(), {});
  ASSERT_EQ(r.mesh.uv.size(), r.mesh.positions.size());
  for (std::size_t i = 0; i < r.mesh.uv.size(); ++i) {
    const vec2 uv = r.mesh.uv[i];
    EXPECT_NEAR(uv.x, r.mesh.positions[i].y / 0.1F, 0.05F);
    if (uv.x > 0.15F && uv.x < 0.65F) { EXPECT_EQ(uv.y, 0) << uv.x; }
    if (uv.x == 0 || uv.x == 1) { EXPECT_EQ(uv.y, 1); }
  }
}

TEST(Ribbon, SameInputSameBytes) {
  const Barrier obstacle = barrier_ball({0, 0.05F, -0.004F}, 0.012F);
  const Ribbon a = loft_ribbon(strap(), obstacle), b = loft_ribbon(strap(), obstacle);
  EXPECT_EQ(a.mesh.positions, b.mesh.positions);
  EXPECT_EQ(a.mesh.indices, b.mesh.indices);
}

TEST(Ribbon, WithoutEndsThereIsNone) {
  RibbonShape shape = strap();
  shape.insertion.line.clear();
  EXPECT_TRUE(loft_ribbon(shape, {}).mesh.indices.empty());
}

} // namespace
} // namespace myo::form
