#include "form/triangle_tree.h"

#include "../shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

TEST(TriangleTree, KnowsDistanceAndSide) {
  const format::Mesh ball = shapes::sphere(vec3(0.1F, 0, 0), 0.02F, 40);
  const form::TriangleTree tree(ball.positions, ball.indices, ball.normals);
  for (const vec3 p : {vec3(0.1F, 0.03F, 0), vec3(0.14F, 0.01F, -0.02F), vec3(0.105F, 0, 0), vec3(0.1F, -0.015F, 0.002F)}) {
    const form::TriangleTree::Hit hit = tree.nearest(p);
    EXPECT_NEAR(hit.distance, glm::distance(p, vec3(0.1F, 0, 0)) - 0.02F, 1e-4F);
    EXPECT_NEAR(glm::distance(hit.point, p), std::abs(hit.distance), 1e-6F);
    EXPECT_GT(glm::dot(hit.normal, glm::normalize(hit.point - vec3(0.1F, 0, 0))), 0.99F);
  }
}

TEST(TriangleTree, LooksNoFartherThanAsked) {
  const format::Mesh ball = shapes::sphere(vec3(0), 0.02F);
  const form::TriangleTree tree(ball.positions, ball.indices, ball.normals);
  EXPECT_FALSE(tree.nearest(vec3(0.05F, 0, 0), 0.02F).found());
  EXPECT_TRUE(tree.nearest(vec3(0.05F, 0, 0), 0.04F).found());
  EXPECT_GE(tree.depth(), 0.02F) << "the middle lies no deeper than it says";
}

TEST(TriangleTree, LastExitIsWhereAWayLeavesForGood) {
  const format::Mesh box = shapes::box(vec3(-0.01F), vec3(0.01F), 3);
  const form::TriangleTree tree(box.positions, box.indices, box.normals);
  EXPECT_NEAR(tree.last_exit(vec3(0.001F, 0.002F, -0.05F), vec3(0, 0, 1), 0.1F), 0.06F, 1e-5F) << "through both walls";
  EXPECT_NEAR(tree.last_exit(vec3(0.001F, 0.002F, 0), vec3(0, 0, 1), 0.1F), 0.01F, 1e-5F) << "from within";
  EXPECT_EQ(tree.last_exit(vec3(0.001F, 0.002F, -0.05F), vec3(0, 0, 1), 0.05F), 0) << "beyond the reach";
  EXPECT_EQ(tree.last_exit(vec3(0.02F, 0, -0.05F), vec3(0, 0, 1), 0.1F), 0) << "past it";
}

TEST(TriangleTree, FollowsItsCornersElsewhere) {
  const format::Mesh ball = shapes::sphere(vec3(0), 0.02F);
  form::TriangleTree tree(ball.positions, ball.indices, ball.normals);
  std::vector<vec3> moved = ball.positions;
  for (vec3 &p : moved) p = 1.5F * p + vec3(0.1F, 0, 0);
  tree.move_to(moved, ball.indices, ball.normals);
  const form::TriangleTree fresh(moved, ball.indices, ball.normals);
  for (const vec3 p : {vec3(0.1F, 0.01F, 0), vec3(0.14F, 0, 0.01F), vec3(0, 0, 0)}) {
    EXPECT_EQ(tree.nearest(p).distance, fresh.nearest(p).distance);
    EXPECT_EQ(tree.nearest(p).triangle, fresh.nearest(p).triangle);
    const auto hit = tree.nearest(p);
    vec3 on(0);
    for (int k = 0; k < 3; ++k) on += hit.share[k] * moved[ball.indices[3 * hit.triangle + static_cast<std::uint32_t>(k)]];
    EXPECT_LT(glm::distance(on, hit.point), 1e-6F);
  }
  EXPECT_FLOAT_EQ(tree.depth(), fresh.depth());
}

} // namespace
} // namespace myo::assemble
