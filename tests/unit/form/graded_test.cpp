#include "form/graded.h"
#include "form_kit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace myo;
using namespace myo::form;

GradedWish wish_for(std::function<float(vec3)> value, std::function<float(vec3)> cell) {
  return {.bounds = {vec3(-0.09F), vec3(0.09F)}, .value = std::move(value), .cell = std::move(cell)};
}
float varied(vec3 p) { // three sizes of cells, jumping from the coarsest to the finest
  return p.x > 0.02F ? 0.00125F : p.y > 0 ? 0.005F : p.z > 0.01F ? 0.00125F : 0.01F;
}
void expect_ball(const Surface &s) {
  const Topology t = topology(s);
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.genus, 0);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);
}
TEST(GradedBall, MeetsItselfWhereCellsOfManySizesTouch) {
  const GradedSurface s = graded_ball(wish_for([](vec3 p) { return glm::length(p) - 0.05F; }, varied));
  expect_ball(s.surface);
  EXPECT_TRUE(s.changed.empty());
  const double exact = 4.0 / 3.0 * M_PI * std::pow(0.05, 3);
  EXPECT_NEAR(volume(s.surface), exact, 0.02 * exact); // positive: seen from outside, triangles turn the right way
}

TEST(GradedBall, IsFineWhereWished) {
  const auto sphere = [](vec3 p) { return glm::length(p) - 0.05F; };
  const Surface s = graded_ball(wish_for(sphere, varied)).surface;
  double fine = 0, coarse = 0;
  for (std::size_t t = 0; t < s.indices.size(); t += 3) {
    const vec3 c = (s.positions[s.indices[t]] + s.positions[s.indices[t + 1]] + s.positions[s.indices[t + 2]]) / 3.0F;
    if (c.x > 0.03F) fine += 1;
    if (c.x < -0.03F && c.z < -0.01F && c.y < 0) coarse += 1;
    EXPECT_NEAR(glm::length(c), 0.05F, c.x > 0.03F ? 0.0001F : 0.002F);
  }
  EXPECT_GT(fine, 20 * coarse);
  EXPECT_GT(coarse, 10);
}

TEST(GradedBall, CutsAHandleFillsACavityAndDropsACrumb) {
  const auto shape = [](vec3 p) {
    const float cavity = 0.005F - glm::length(p - vec3(0.04F, 0, 0));
    const float crumb = glm::length(p - vec3(0.07F, 0.07F, 0)) - 0.008F;
    return std::min(std::max(torus(p), cavity), crumb);
  };
  const GradedSurface s = graded_ball(wish_for(shape, varied));
  expect_ball(s.surface);
  EXPECT_FALSE(s.changed.empty());
  EXPECT_LT(s.changed.size(), 2000U);
}

TEST(GradedBall, GivesTheSameBytesTwice) {
  const GradedWish wish = wish_for(torus, varied);
  const Surface a = graded_ball(wish).surface, b = graded_ball(wish).surface;
  EXPECT_EQ(a.positions, b.positions);
  EXPECT_EQ(a.indices, b.indices);
}

} // namespace
