#include "assemble/surroundings.h"

#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

bool all(const format::Structure &) { return true; }

TEST(Surroundings, TheDeepestSolidAnswers) {
  format::Body body;
  body.structures.push_back(shapes::bone("a", "a", Side::midline, shapes::sphere({0, 0, 0}, 0.012F)));
  body.structures.push_back(shapes::bone("b", "b", Side::midline, shapes::sphere({0.009F, 0, 0}, 0.006F))); // half inside the first
  Bounds room;
  room.add(vec3(0));
  const Surroundings both(body, room, all);
  EXPECT_NEAR(both({0, 0, 0}).distance, -0.012F, 1e-3F); // the second's surface is nearer, and would call this outside
  EXPECT_NEAR(both({0.02F, 0, 0}).distance, 0.005F, 1e-3F);
  EXPECT_GT(both({0.02F, 0, 0}).away.x, 0.9F);
  const Surroundings second(body, room, [](const format::Structure &s) { return s.id == "b"; });
  EXPECT_GT(second({0, 0, 0}).distance, 0);
  EXPECT_TRUE(Surroundings(body, room, [](const format::Structure &) { return false; }).empty());
}

TEST(Surroundings, WhatLiesBesideASetOfSmallPartsIsNotInside) {
  // Two plates apart in one structure; between them is outside, though each plate's nearest face looks away at its rim.
  format::Mesh set = shapes::box({-0.03F, -0.001F, -0.03F}, {-0.01F, 0.001F, 0.03F}, 6);
  const format::Mesh other = shapes::box({0.01F, -0.001F, -0.03F}, {0.03F, 0.001F, 0.03F}, 6);
  const auto base = static_cast<std::uint32_t>(set.positions.size());
  set.positions.insert(set.positions.end(), other.positions.begin(), other.positions.end());
  for (const std::uint32_t i : other.indices) set.indices.push_back(base + i);
  format::Body body;
  body.structures.push_back(shapes::muscle("set", "set", Side::midline, set));
  Bounds room;
  room.add(vec3(0));
  const Surroundings plates(body, room, all);
  for (const vec3 p : {vec3(0), vec3(0.002F, 0.0004F, 0.01F), vec3(-0.005F, -0.003F, 0.02F), vec3(0.035F, 0.0005F, 0.0F)})
    EXPECT_GT(plates(p).distance, 0) << p.x << " " << p.y << " " << p.z;
  EXPECT_LT(plates({0.02F, 0, 0}).distance, 0);
}

TEST(ClearSheet, LiftsASheetOffABallAndKeepsItsEnds) {
  format::Body body;
  body.structures.push_back(shapes::bone("ball", "ball", Side::midline, shapes::sphere({0, 0, 0}, 0.03F, 40)));
  const vec3 origin[] = {{-0.05F, 0.022F, -0.04F}, {-0.05F, 0.022F, 0.04F}};
  const vec3 insertion[] = {{0.05F, 0.022F, -0.04F}, {0.05F, 0.022F, 0.04F}};
  form::SheetShape shape; // straight through the ball's upper part, 8 mm deep
  shape.across = 30, shape.along = 40, shape.thickness = 0.004F, shape.outward = {0, 1, 0};
  form::LoftMesh sheet = form::loft_sheet(origin, {}, insertion, shape);
  const form::LoftMesh before = sheet;
  Bounds room;
  for (const vec3 p : sheet.positions) room.add(p);
  const auto buried = [](const form::LoftMesh &mesh) {
    return std::count_if(mesh.positions.begin(), mesh.positions.end(), [](vec3 p) { return glm::length(p) < 0.0295F; });
  };
  ASSERT_GT(buried(sheet), 200);
  clear_sheet(sheet, shape.along, shape.across, Surroundings(body, room, all), 0.0003F, 40);
  EXPECT_EQ(buried(sheet), 0);
  for (std::size_t c = 0; c <= 30; ++c) {
    EXPECT_EQ(sheet.positions[c], before.positions[c]);
    EXPECT_EQ(sheet.positions[40 * 31 + c], before.positions[40 * 31 + c]);
  }
  for (std::size_t i = 0; i < sheet.positions.size(); ++i) {
    ASSERT_NEAR(glm::length(sheet.normals[i]), 1, 1e-3F);
    EXPECT_LT(glm::distance(sheet.positions[i], before.positions[i]), 0.03F) << "lifted, not flung away";
  }
}

} // namespace
} // namespace myo::assemble
