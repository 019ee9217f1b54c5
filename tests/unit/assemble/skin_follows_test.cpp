// Skin over what has been saved anew.
#include "assemble/embedded/skin_follows.h"

#include "form/triangle_tree.h"

#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

constexpr float mm = millimetre;

// A flat skin, 80 x 80 mm, its outside up, so high over the middle of a ball of 20 mm.
format::Mesh skin_at(float height_mm) {
  format::Mesh m;
  shapes::add_face(m, vec3(-40, height_mm, 40) * mm, vec3(80, 0, 0) * mm, vec3(0, 0, -80) * mm, 40, 40);
  return m;
}
format::Mesh ball(float radius_mm) { return shapes::sphere(vec3(0), radius_mm * mm); }

// How far the skin has risen at its vertex nearest to (x, z), millimetres.
float risen(const format::Mesh &before, const format::Mesh &now, float x, float z) {
  std::size_t best = 0;
  const auto off = [&](std::size_t v) { return glm::distance(before.positions[v], vec3(x * mm, before.positions[v].y, z * mm)); };
  for (std::size_t v = 0; v < before.positions.size(); ++v)
    if (off(v) < off(best)) best = v;
  return (now.positions[best].y - before.positions[best].y) / mm;
}

TEST(SkinFollows, WhatComesNearerLiftsItByAsMuch) {
  const format::Mesh before = ball(20), now = ball(22), flat = skin_at(24);
  ASSERT_NEAR(flat.normals[0].y, 1, 1e-6F);
  format::Mesh skin = flat;
  const Reshaped shape{&before, &now};
  EXPECT_GT(let_skin_follow(skin, {&shape, 1}), 0U);
  EXPECT_NEAR(risen(flat, skin, 0, 0), 2, 0.05F);
  EXPECT_LT(risen(flat, skin, 20, 0), 2);
  EXPECT_GT(risen(flat, skin, 20, 0), 0.1F);
  EXPECT_EQ(risen(flat, skin, 38, 38), 0) << "it lies far below there";
  EXPECT_EQ(skin.indices, flat.indices);
  bool leans = false;
  for (std::size_t v = 0; v < skin.normals.size(); ++v) {
    EXPECT_NEAR(glm::length(skin.normals[v]), 1, 1e-4F);
    leans = leans || skin.normals[v].y < 0.999F;
    if (std::abs(skin.positions[v].x) > 38 * mm && std::abs(skin.positions[v].z) > 38 * mm) { EXPECT_EQ(skin.normals[v], flat.normals[v]); }
  }
  EXPECT_TRUE(leans);
}

TEST(SkinFollows, NothingComesThroughIt) {
  const format::Mesh before = ball(20), now = ball(30), flat = skin_at(21);
  format::Mesh skin = flat;
  const Reshaped shape{&before, &now};
  let_skin_follow(skin, {&shape, 1});
  const form::TriangleTree tree(now.positions, now.indices, now.normals);
  for (const vec3 p : skin.positions)
    if (glm::length(vec2(p.x, p.z)) < 18 * mm) { EXPECT_GT(tree.nearest(p).distance, 0.5F * mm); }
  format::Mesh fresh = flat; // what is new comes from below as well
  const Reshaped born{nullptr, &now};
  let_skin_follow(fresh, {&born, 1});
  EXPECT_GT(risen(flat, fresh, 0, 0), 9);
}

TEST(SkinFollows, WhatShrinksOrLiesBehindItLeavesItAlone) {
  const format::Mesh before = ball(20), smaller = ball(17), larger = ball(22), flat = skin_at(24);
  format::Mesh skin = flat;
  const Reshaped shrinks{&before, &smaller}, grows{&before, &larger};
  EXPECT_EQ(let_skin_follow(skin, {&shrinks, 1}), 0U);
  EXPECT_EQ(skin.positions, flat.positions);
  format::Mesh other = flat; // of another part of the body, which turns towards the ball
  for (std::size_t i = 0; i < other.indices.size(); i += 3) std::swap(other.indices[i + 1], other.indices[i + 2]);
  for (vec3 &n : other.normals) n = -n;
  EXPECT_EQ(let_skin_follow(other, {&grows, 1}), 0U);
  format::Mesh deep = skin_at(38); // 18 mm over it: what grows down there lifts nothing
  EXPECT_EQ(let_skin_follow(deep, {&grows, 1}), 0U);
}

} // namespace
} // namespace myo::assemble
