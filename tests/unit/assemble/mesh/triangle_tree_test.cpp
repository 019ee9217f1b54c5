#include "assemble/mesh/triangle_tree.h"

#include "../shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

TEST(TriangleTree, KnowsDistanceAndSide) {
  const format::Mesh ball = shapes::sphere(vec3(0.1F, 0, 0), 0.02F, 40);
  const TriangleTree tree(ball, ball.normals);
  for (const vec3 p : {vec3(0.1F, 0.03F, 0), vec3(0.14F, 0.01F, -0.02F), vec3(0.105F, 0, 0), vec3(0.1F, -0.015F, 0.002F)}) {
    const TriangleTree::Hit hit = tree.nearest(p);
    EXPECT_NEAR(hit.distance, glm::distance(p, vec3(0.1F, 0, 0)) - 0.02F, 1e-4F);
    EXPECT_NEAR(glm::distance(hit.point, p), std::abs(hit.distance), 1e-6F);
    EXPECT_GT(glm::dot(hit.normal, glm::normalize(hit.point - vec3(0.1F, 0, 0))), 0.99F);
  }
}

TEST(TriangleTree, LooksNoFartherThanAsked) {
  const format::Mesh ball = shapes::sphere(vec3(0), 0.02F);
  const TriangleTree tree(ball, ball.normals);
  EXPECT_FALSE(tree.nearest(vec3(0.05F, 0, 0), 0.02F).found());
  EXPECT_TRUE(tree.nearest(vec3(0.05F, 0, 0), 0.04F).found());
  EXPECT_GE(tree.depth(), 0.02F) << "the middle lies no deeper than it says";
}

TEST(TriangleTree, LastExitIsWhereAWayLeavesForGood) {
  const format::Mesh box = shapes::box(vec3(-0.01F), vec3(0.01F), 3);
  const TriangleTree tree(box, box.normals);
  EXPECT_NEAR(tree.last_exit(vec3(0.001F, 0.002F, -0.05F), vec3(0, 0, 1), 0.1F), 0.06F, 1e-5F) << "through both walls";
  EXPECT_NEAR(tree.last_exit(vec3(0.001F, 0.002F, 0), vec3(0, 0, 1), 0.1F), 0.01F, 1e-5F) << "from within";
  EXPECT_EQ(tree.last_exit(vec3(0.001F, 0.002F, -0.05F), vec3(0, 0, 1), 0.05F), 0) << "beyond the reach";
  EXPECT_EQ(tree.last_exit(vec3(0.02F, 0, -0.05F), vec3(0, 0, 1), 0.1F), 0) << "past it";
}

} // namespace
} // namespace myo::assemble
