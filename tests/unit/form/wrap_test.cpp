#include "form/wrap.h"
#include "form_kit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace myo;
using namespace myo::form;

Field field_of(const Bounds &bounds, float step, auto &&f) {
  Field field;
  field.lattice = lattice_over(bounds, 3 * step, step);
  for (int z = 0; z < field.lattice.size.z; ++z)
    for (int y = 0; y < field.lattice.size.y; ++y)
      for (int x = 0; x < field.lattice.size.x; ++x) field.values.push_back(f(field.lattice.point(x, y, z)));
  return field;
}
Bounds cube(float r) {
  return {vec3(-r), vec3(r)};
}

std::vector<vec3> sphere_points(vec3 centre, float radius, float spacing) {
  const int n = static_cast<int>(4 * M_PI * radius * radius / (spacing * spacing)) + 1;
  std::vector<vec3> out;
  for (int i = 0; i < n; ++i) { // spiral
    const double z = 1 - (2.0 * i + 1) / n, a = i * M_PI * (3 - std::sqrt(5.0)), r = std::sqrt(1 - z * z);
    out.push_back(centre + radius * vec3(r * std::cos(a), r * std::sin(a), z));
  }
  return out;
}

TEST(Isosurface, IsAClosedSphereOfTheRightSize) {
  const Surface s = isosurface(field_of(cube(0.05F), 0.0025F, [](vec3 p) { return glm::length(p) - 0.05F; }));
  const Topology t = topology(s);
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);
  EXPECT_EQ(t.genus, 0);
  const double exact = 4.0 / 3.0 * M_PI * std::pow(0.05, 3);
  EXPECT_NEAR(volume(s), exact, 0.01 * exact);
  EXPECT_NEAR(area(s), 4 * M_PI * 0.0025, 0.01 * 4 * M_PI * 0.0025);
}

TEST(Isosurface, CountsTheHandleOfATorus) {
  EXPECT_EQ(topology(isosurface(field_of(cube(0.055F), 0.0025F, torus))).genus, 1);
}

TEST(MakeBall, CutsAHandleFillsACavityAndDropsACrumb) {
  const auto shape = [](vec3 p) {
    const float cavity = 0.005F - glm::length(p - vec3(0.04F, 0, 0));
    const float crumb = glm::length(p - vec3(0.08F, 0.08F, 0)) - 0.008F;
    return std::min(std::max(torus(p), cavity), crumb);
  };
  Field f = field_of(cube(0.095F), 0.0025F, shape);
  EXPECT_GT(topology(isosurface(f)).components, 1U);
  EXPECT_GT(make_ball(f), 0U);
  const Topology t = topology(isosurface(f));
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.genus, 0);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);
}

TEST(MakeBall, LeavesABallAlone) {
  Field f = field_of(cube(0.05F), 0.0025F, [](vec3 p) { return glm::length(p) - 0.04F; });
  const std::vector<float> before = f.values;
  EXPECT_EQ(make_ball(f), 0U);
  EXPECT_EQ(f.values, before);
}

TEST(ClosingField, CoversASphereByItsOffset) {
  const WrapRegion r{"ball", sphere_points(vec3(0.01F, 0.02F, 0), 0.04F, 0.002F), 0.0025F, 0.014F, 0.005F, 0, 0};
  const Field f = closing_field(r);
  for (const vec3 d : {vec3(1, 0, 0), vec3(0, -1, 0), glm::normalize(vec3(1, 1, -1))}) {
    EXPECT_NEAR(f.sample(vec3(0.01F, 0.02F, 0) + 0.045F * d), 0, 0.0006F);
    EXPECT_LT(f.sample(vec3(0.01F, 0.02F, 0)), 0);
  }
}

TEST(ClosingField, BridgesANarrowGapAndKeepsAWideOneOpen) {
  WrapRegion r{"pair", sphere_points(vec3(-0.045F, 0, 0), 0.04F, 0.002F), 0.0025F, 0.014F, 0.002F, 0, 0};
  for (const vec3 &p : sphere_points(vec3(0.045F, 0, 0), 0.04F, 0.002F)) r.points.push_back(p);
  EXPECT_LT(closing_field(r).sample(vec3(0)), 0); // gap of 10 mm, closing 14
  r.closing = 0.003F;
  EXPECT_GT(closing_field(r).sample(vec3(0)), 0);
}

TEST(Wrap, JoinsRegionsOfDifferentStepsAndRefusesNothing) {
  Progress progress;
  const std::vector<WrapRegion> two{
      {"a", sphere_points(vec3(-0.02F, 0, 0), 0.03F, 0.0015F), 0.0015F, 0.01F, 0.003F, 0.006F, 1},
      {"b", sphere_points(vec3(0.02F, 0, 0), 0.03F, 0.002F), 0.0025F, 0.01F, 0.003F, 0.006F, 1}};
  const auto both = wrap(two, progress);
  ASSERT_TRUE(both);
  EXPECT_LT((*both)(vec3(0)), 0);
  EXPECT_LT((*both)(vec3(-0.02F, 0, 0)), 0);
  EXPECT_NEAR((*both)(vec3(0.053F, 0, 0)), 0, 0.0008F);
  EXPECT_NEAR((*both)(vec3(-0.053F, 0, 0)), 0, 0.0008F);
  EXPECT_GT((*both)(vec3(0.2F, 0, 0)), 0.05F);
  EXPECT_GE(both->bounds().high.x, 0.053F);
  EXPECT_FALSE(wrap({}, progress));
}

TEST(SoftMin, NeverExceedsTheMinimumAndMeetsItAway) {
  EXPECT_FLOAT_EQ(soft_min(1, 2, 0.5F), 1);
  EXPECT_LT(soft_min(1, 1.1F, 0.5F), 1);
}

} // namespace
