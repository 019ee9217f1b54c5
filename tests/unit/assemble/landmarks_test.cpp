#include "assemble/landmarks.h"

#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Landmark;
using anatomy::Side;

Landmark rule(std::string id, std::vector<std::string> bones, std::string op) {
  Landmark l;
  l.id = std::move(id), l.bones = std::move(bones), l.rule.op = std::move(op);
  return l;
}

// A pair of balls at x = +-100 mm (radius 20 mm) and a box in the midline, whose midline lies at x = 2 mm.
class Landmarks : public testing::Test {
protected:
  void SetUp() override {
    for (const char *id : {"ball", "plate"}) {
      anatomy::Bone b;
      b.id = id, b.name = id, b.kind = "bone", b.paired = std::string(id) == "ball";
      library.bones.push_back(b);
    }
    body.structures.push_back(shapes::bone("l", "ball", Side::left, shapes::sphere({0.102F, 1, 0}, 0.02F)));
    body.structures.push_back(shapes::bone("r", "ball", Side::right, shapes::sphere({-0.098F, 1, 0}, 0.02F)));
    body.structures.push_back(shapes::bone("m", "plate", Side::midline, shapes::box({-0.028F, 0.9F, -0.01F}, {0.032F, 0.98F, 0.01F}, 4)));
  }
  void place() {
    Progress progress;
    const Status s = place_landmarks(body, library, progress);
    ASSERT_TRUE(s) << s.error().line();
  }
  void expect_mm(const char *id, Side side, vec3 mm, float tolerance) {
    const format::Landmark *l = find_landmark(body, id, side);
    ASSERT_NE(l, nullptr) << id;
    EXPECT_LT(glm::distance(l->point / millimetre, mm), tolerance)
        << id << " at " << l->point.x / millimetre << " " << l->point.y / millimetre << " " << l->point.z / millimetre;
  }
  anatomy::Library library;
  format::Body body;
};

TEST_F(Landmarks, MidlineComesFromThePairs) { EXPECT_NEAR(midline_x(body), 0.002F, 1e-4F); }

TEST_F(Landmarks, ExtremesAreMirroredAndPosteriorIsMinusZ) {
  auto lateral = rule("lateral", {"ball"}, "extreme");
  lateral.rule.direction = {1, 0, 0};
  auto back = rule("back", {"ball"}, "extreme");
  back.rule.direction = {0, 1, 0};
  library.landmarks = {lateral, back};
  place();
  expect_mm("lateral", Side::left, {122, 1000, 0}, 1.5F);
  expect_mm("lateral", Side::right, {-118, 1000, 0}, 1.5F);
  expect_mm("back", Side::left, {102, 1000, -20}, 1.5F);
}

TEST_F(Landmarks, SphereAndCentroidFindTheCentre) {
  auto centre = rule("centre", {"ball"}, "sphere");
  centre.rule.low_mm = 15, centre.rule.high_mm = 30;
  library.landmarks = {centre, rule("mean", {"ball"}, "centroid")};
  place();
  expect_mm("centre", Side::left, {102, 1000, 0}, 0.2F);
  expect_mm("mean", Side::right, {-98, 1000, 0}, 0.3F);
}

TEST_F(Landmarks, OrderInTheFileDoesNotMatter) {
  auto between = rule("between", {}, "between");
  between.rule.landmarks = {"a", "b"};
  between.rule.fraction = 0.25, between.rule.offset_mm = {3, 0, 0};
  auto a = rule("a", {"ball"}, "extreme");
  a.rule.direction = {0, 0, 1};
  auto b = rule("b", {"ball"}, "extreme");
  b.rule.direction = {0, 0, -1};
  auto sides = rule("sides", {}, "mean_sides");
  sides.rule.landmarks = {"a"}, sides.midline = true;
  library.landmarks = {between, sides, a, b};
  place();
  expect_mm("between", Side::left, {105, 1010, 0}, 1.5F);
  expect_mm("between", Side::right, {-101, 1010, 0}, 1.5F);
  expect_mm("sides", Side::midline, {2, 1020, 0}, 1.5F);
}

TEST_F(Landmarks, FiltersBoundTheSearch) {
  auto low = rule("low", {"plate"}, "extreme");
  low.rule.direction = {0, 0, 1}, low.midline = true;
  low.rule.where = {{"bbox", "s", "", "", 0, 0.5}};
  auto side = rule("side", {"plate"}, "extreme");
  side.rule.direction = {0, 0, 1};
  side.rule.where = {{"lat", "", "", "", 20, 25}};
  auto above = rule("above", {"ball"}, "extreme");
  above.rule.direction = {1, 0, 0};
  above.rule.where = {{"rel", "s", "top", "", -8, -6}};
  auto top = rule("top", {"ball"}, "extreme");
  top.rule.direction = {0, 0, 1};
  library.landmarks = {low, side, above, top};
  place();
  expect_mm("low", Side::midline, {2, 940, 0}, 12.0F);
  EXPECT_NEAR(find_landmark(body, "low")->point.y, 0.94F, 0.0015F);
  EXPECT_NEAR(find_landmark(body, "side", Side::right)->point.x, -0.0205F, 0.003F);
  EXPECT_NEAR(find_landmark(body, "above", Side::left)->point.y, 1.0135F, 0.002F);
}

TEST_F(Landmarks, NearestFarthestAndChord) {
  auto far = rule("far", {"plate"}, "farthest");
  far.rule.landmarks = {"centre"};
  auto near = rule("near", {"ball"}, "nearest_bone");
  near.rule.landmarks = {"centre"}, near.rule.offset_mm = {0, 0, 40};
  library.landmarks = {far, near, rule("centre", {"ball"}, "centroid")};
  auto a = rule("a", {"ball"}, "extreme");
  a.rule.direction = {0, 0, 1};
  auto b = rule("b", {"ball"}, "extreme");
  b.rule.direction = {0, 0, -1};
  auto chord = rule("chord", {"ball"}, "chord");
  chord.rule.landmarks = {"a", "b"}, chord.rule.direction = {0, 1, 0};
  library.landmarks.insert(library.landmarks.end(), {a, b, chord});
  place();
  expect_mm("near", Side::left, {102, 1020, 0}, 1.5F);
  expect_mm("chord", Side::right, {-98, 1000, -20}, 1.5F);
  EXPECT_LT(find_landmark(body, "far", Side::left)->point.y, 0.91F);
}

TEST_F(Landmarks, WhatCannotBePlacedIsSaid) {
  auto lost = rule("lost", {"femur"}, "extreme");
  lost.midline = true;
  auto cycle = rule("cycle", {}, "offset");
  cycle.rule.landmarks = {"cycle"};
  library.landmarks = {lost, cycle};
  place();
  EXPECT_TRUE(body.landmarks.empty());
  EXPECT_EQ(body.notes.size(), 3U); // one midline, two sides
}

TEST_F(Landmarks, SoftOnesStandWhereTheirRulePutsThemUntilThereIsASkin) {
  auto soft = rule("soft", {}, "offset");
  soft.soft = true, soft.rule.landmarks = {"centre"}, soft.rule.offset_mm = {0, 0, 15};
  library.landmarks = {soft, rule("centre", {"ball"}, "centroid")};
  place();
  EXPECT_EQ(find_landmark(body, "soft", Side::left), nullptr);
  Progress progress;
  ASSERT_TRUE(place_landmarks(body, library, progress, LandmarkPass::skin));
  expect_mm("soft", Side::left, {102, 1015, 0}, 1.5F);
  format::Structure skin;
  skin.id = "skin", skin.kind = format::Kind::skin, skin.mesh = shapes::sphere({0.102F, 1, 0}, 0.04F);
  body.structures.push_back(skin);
  ASSERT_TRUE(place_landmarks(body, library, progress, LandmarkPass::skin));
  expect_mm("soft", Side::left, {102, 1040, 0}, 5.0F);
  EXPECT_NE(find_landmark(body, "centre", Side::left), nullptr);
}

TEST_F(Landmarks, LengthsFollowTheScaleReference) {
  auto a = rule("a", {"ball"}, "extreme");
  a.rule.direction = {0, 0, 1};
  auto b = rule("b", {"ball"}, "extreme");
  b.rule.direction = {0, 0, -1};
  auto shifted = rule("shifted", {}, "offset");
  shifted.rule.landmarks = {"a"}, shifted.rule.offset_mm = {0, 0, 10}, shifted.scale = "ball";
  library.landmarks = {shifted, a, b};
  library.scales = {{"ball", "a", "b", 20}}; // this body's ball measures 40 mm
  place();
  EXPECT_NEAR(find_landmark(body, "shifted", Side::left)->point.y, 1.04F, 1.5e-3F);
}

} // namespace
} // namespace myo::assemble
