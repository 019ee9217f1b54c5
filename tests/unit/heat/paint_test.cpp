// Touches of the brush on sheets, on the tiny body and in the ranking.
#include "heat/heat.h"
#include "heat/match.h"
#include "heat/paint.h"
#include "support/shapes.h"
#include "support/tiny_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace myo::heat {
namespace {

using testing::ElementsAre;

constexpr float pi = glm::pi<float>();
constexpr const char *pain_of_both = "multifidus_cervicis_mid";

// A skin of one sheet over [-1, 1] squared.
format::Body sheet_body(const std::function<vec3(float u, float v)> &place, int side = 81) {
  format::Body body;
  format::Structure &skin = body.structures.emplace_back();
  skin.kind = format::Kind::skin, skin.mesh = tests::sheet(side, side, place);
  return body;
}
// 200 mm a side, in the plane z = 0.
vec3 on_the_plane(float u, float v) { return {0.1F * u, 0.1F * v, 0}; }
// Two leaves 5 mm apart that hang together by a bend at y = 0: what is folded here is flat in (u, v).
vec3 on_the_fold(float u, float v) {
  constexpr float half = 0.0025F, bend = pi * half / 2;
  const float along = 0.1F * v;
  if (along > bend) return {0.1F * u, along - bend, half};
  if (along < -bend) return {0.1F * u, -along - bend, -half};
  return {0.1F * u, -half * std::cos(along / half), half * std::sin(along / half)};
}

format::RegionField &add_region(format::Body &body, const char *id, Side side, const std::function<float(vec3)> &distance_mm) {
  format::RegionField &field = body.regions.emplace_back();
  field.region = id, field.side = side, field.carrier = 0;
  const auto &positions = body.structures[0].mesh.positions;
  for (std::uint32_t v = 0; v < positions.size(); ++v)
    if (const float d = distance_mm(positions[v]); d < field.cap_mm) field.vertices.push_back(v), field.distance_mm.push_back(d);
  return field;
}

Painted paint(const format::Body &body, const std::vector<Dab> &dabs) {
  const auto painted = Paint(body).of(dabs);
  return painted ? *painted : Painted{};
}
float at(const format::Body &body, const Painted &painted, int felt, vec3 place) { // of the nearest vertex
  const auto &p = body.structures[painted.carrier].mesh.positions;
  const auto nearest = std::ranges::min_element(p, {}, [&](vec3 q) { return glm::distance(q, place); });
  return painted.distance_mm[static_cast<std::size_t>(felt - 1)][static_cast<std::size_t>(nearest - p.begin())];
}
float disc_cm2(float radius_mm) { return pi * radius_mm * radius_mm / 100; }

TEST(Paint, ATouchIsADisc) {
  const format::Body body = sheet_body(on_the_plane);
  for (const float radius : {5.0F, 15.0F, 40.0F}) {
    const Painted painted = paint(body, {{{0.0113F, -0.0071F, 0}, radius, 3}});
    EXPECT_NEAR(painted.area_cm2[2] / disc_cm2(radius), 1, radius < 10 ? 0.06F : 0.02F) << radius;
    EXPECT_EQ(painted.area_cm2[0], 0) << "felt most, and nowhere less";
    EXPECT_TRUE(painted.shows(3) && !painted.shows(2) && !painted.shows(1));
    const auto &positions = body.structures[0].mesh.positions;
    for (std::size_t v = 0; v < positions.size(); ++v) {
      const float exact = glm::distance(positions[v], vec3(0.0113F, -0.0071F, 0)) / millimetre - radius, is = painted.distance_mm[2][v];
      if (is < unpainted_mm) EXPECT_NEAR(is, exact, 0.03F * (exact + radius) + 0.1F) << v;
      else EXPECT_GT(exact, 10) << "known some way beyond the edge";
    }
  }
}

TEST(Paint, TakesATouchBesideTheSkinToIt) {
  const format::Body body = sheet_body(on_the_plane);
  const Painted above = paint(body, {{{0.02F, 0.01F, 0.03F}, 15, 2}}), on = paint(body, {{{0.02F, 0.01F, 0}, 15, 2}});
  EXPECT_EQ(above.distance_mm, on.distance_mm);
  EXPECT_NEAR(paint(body, {{{0.3F, 0, 0}, 15, 2}}).area_cm2[1] / disc_cm2(15), 0.5F, 0.05F) << "beside it: half a disc at its rim";
}

TEST(Paint, AnEraserLeavesNoRim) {
  const format::Body body = sheet_body(on_the_plane);
  const Dab dab{{0.01F, 0, 0}, 20, 3}, eraser{dab.at, 20, 0};
  const Painted gone = paint(body, {dab, eraser});
  EXPECT_TRUE(gone.empty());
  EXPECT_TRUE(gone.marks.empty());
  // Not even as the soft edge of nothing, which reaches half a millimetre and, from afar, some more.
  for (const std::vector<float> &distance : gone.distance_mm) EXPECT_GT(std::ranges::min(distance), 2);
  const Painted ring = paint(body, {dab, {dab.at, 8, 0}});
  EXPECT_NEAR(ring.area_cm2[2], disc_cm2(20) - disc_cm2(9.5F), 0.4F);
  EXPECT_GT(at(body, ring, 1, dab.at), 5);
  EXPECT_LT(at(body, ring, 3, dab.at + vec3(0.015F, 0, 0)), -3);
  const Painted again = paint(body, {dab, eraser, {dab.at, 20, 2}});
  EXPECT_NEAR(again.area_cm2[1] / disc_cm2(20), 1, 0.02F) << "what was erased can be painted";
}

TEST(Paint, LaterTouchesCoverEarlierOnes) {
  const format::Body body = sheet_body(on_the_plane);
  const Dab most{{0, 0, 0}, 25, 3}, little{{0, 0, 0}, 10, 1};
  const Painted spot = paint(body, {most, little});
  EXPECT_NEAR(spot.area_cm2[0], disc_cm2(11.5F), 0.4F);
  EXPECT_NEAR(spot.area_cm2[2], disc_cm2(25) - disc_cm2(11.5F), 0.4F);
  EXPECT_LT(at(body, spot, 1, {0, 0, 0}), -5) << "it hurts there";
  EXPECT_GT(at(body, spot, 2, {0, 0, 0}), 5) << "but only a little";
  const Painted covered = paint(body, {little, most});
  EXPECT_FALSE(covered.shows(1));
  EXPECT_NEAR(covered.area_cm2[2] / disc_cm2(25), 1, 0.02F);
}

TEST(Paint, StaysOnTheSheetThatItWasPutOn) {
  const format::Body body = sheet_body(on_the_fold, 161);
  const auto &positions = body.structures[0].mesh.positions;
  const auto through = [&](const Painted &painted) { // painted cm2, about, on the leaf behind
    return std::ranges::count_if(positions, [&](const vec3 &p) { return p.z < -0.002F && painted.distance_mm[0][static_cast<std::size_t>(&p - positions.data())] < 0; });
  };
  const Painted far = paint(body, {{{0, 0.04F, 0.0025F}, 25, 3}});
  EXPECT_NEAR(far.area_cm2[2] / disc_cm2(25), 1, 0.03F);
  EXPECT_EQ(through(far), 0) << "5 mm behind it";
  const Painted near = paint(body, {{{0, 0.01F, 0.0025F}, 25, 3}});
  EXPECT_NEAR(near.area_cm2[2] / disc_cm2(25), 1, 0.05F) << "the same disc, round the bend";
  EXPECT_GT(through(near), 50);
}

TEST(Paint, TakesNoNoticeOfTheSeamsOfAChart) {
  format::Body body = sheet_body(on_the_plane, 41);
  const format::Mesh half = tests::sheet(41, 41, [](float u, float v) { return on_the_plane(u, v) + vec3(0.2F, 0, 0); });
  format::Mesh &skin = body.structures[0].mesh;
  const auto base = static_cast<std::uint32_t>(skin.positions.size());
  skin.positions.insert(skin.positions.end(), half.positions.begin(), half.positions.end());
  for (vec3 &p : skin.positions)
    if (std::abs(p.x - 0.1F) < 1e-5F) p.x = 0.1F; // where they meet
  skin.normals.insert(skin.normals.end(), half.normals.begin(), half.normals.end());
  for (const std::uint32_t i : half.indices) skin.indices.push_back(base + i);
  const Painted across = paint(body, {{{0.095F, 0, 0}, 30, 3}});
  EXPECT_NEAR(across.area_cm2[2] / disc_cm2(30), 1, 0.03F);
}

TEST(Paint, WhatIsUndoneIsAsIfItHadNeverBeen) {
  const format::Body body = sheet_body(on_the_plane);
  std::vector<Dab> dabs;
  for (int i = 0; i < 12; ++i) dabs.push_back({{0.008F * float(i) - 0.05F, 0.003F * float(i % 5), 0}, 6 + float(i), i % 4});
  Paint one(body);
  ASSERT_TRUE(one.of(dabs));
  const std::vector<Dab> fewer(dabs.begin(), dabs.begin() + 5);
  const auto undone = one.of(fewer), fresh = Paint(body).of(fewer);
  EXPECT_EQ(undone->distance_mm, fresh->distance_mm);
  EXPECT_EQ(undone->version, fresh->version);
  const auto redone = one.of(dabs);
  EXPECT_EQ(redone->distance_mm, Paint(body).of(dabs)->distance_mm);
  EXPECT_EQ(one.of(dabs), redone) << "nothing is worked out twice";
  EXPECT_EQ(one.of({}), nullptr);
  EXPECT_EQ(one.of(dabs)->version, redone->version);
}

TEST(Paint, TellsWhichPartOfARegionItCovers) {
  format::Body body = sheet_body(on_the_plane);
  const auto disc = [](vec2 middle_mm, float radius_mm) {
    return [=](vec3 p) { return glm::distance(1000.0F * vec2(p), middle_mm) - radius_mm; };
  };
  add_region(body, "near", Side::left, disc({40, 0}, 20));
  add_region(body, "near", Side::right, disc({-40, 0}, 20));
  add_region(body, "wide", Side::midline, disc({0, 0}, 95));
  add_region(body, "edge", Side::midline, disc({40, 40}, 20)); // 1 mm of it is touched
  const auto words = [](const Painted &painted) {
    std::vector<std::string> list;
    for (const Mark &m : painted.marks) list.push_back(fmt::format("{} {} {}", m.region, to_string(m.where), m.felt));
    return list;
  };
  const Painted half = paint(body, {{{0.04F, 0, 0}, 20 / std::sqrt(2.0F), 2}});
  EXPECT_THAT(words(half), ElementsAre("near left 2")) << "a wide one that a smaller one lies in is not meant";
  EXPECT_NEAR(half.marks[0].share, 0.5F, 0.03F);
  const Painted whole = paint(body, {{{0.04F, 0, 0}, 21, 3}});
  EXPECT_THAT(words(whole), ElementsAre("near left 3", "wide any 3")) << "a spill of 3 % counts, of less it does not";
  EXPECT_NEAR(whole.marks[0].share, 1, 0.03F) << "its edge is as soft as its triangles are large";
  // A small touch in the midst of a wide region: below 3 %, and yet meant.
  const Painted small = paint(body, {{{0, -0.06F, 0}, 5, 1}});
  EXPECT_THAT(words(small), ElementsAre("wide any 1"));
  EXPECT_LT(small.marks[0].share, 0.01F);
  // The strongest counts where it makes up a tenth of the paint.
  const Dab around{{0.04F, 0, 0}, 20, 1};
  EXPECT_THAT(words(paint(body, {around, {around.at, 5, 3}})), testing::Contains("near left 1"));
  EXPECT_THAT(words(paint(body, {around, {around.at, 9, 3}})), testing::Contains("near left 3"));
}

// A region of one side, whose distances go on a little beyond the midline, ends there.
TEST(Paint, KnowsTheSides) {
  format::Body body = sheet_body(on_the_plane);
  for (const Side side : {Side::left, Side::right})
    add_region(body, "half", side, [side](vec3 p) { return std::max(glm::length(1000.0F * vec2(p)) - 50, -anatomy::sign(side) * 1000 * p.x - 20); });
  const Painted painted = paint(body, {{{0.03F, 0, 0}, 20, 3}});
  ASSERT_EQ(painted.marks.size(), 1U);
  EXPECT_EQ(painted.marks[0].where, Where::left);
  EXPECT_NEAR(painted.marks[0].share, disc_cm2(20) / (0.5F * disc_cm2(50)), 0.03F);
  const Painted both = paint(body, {{{0.03F, 0, 0}, 20, 3}, {{-0.03F, 0, 0}, 20, 3}});
  ASSERT_EQ(both.marks.size(), 2U);
  EXPECT_NEAR(both.marks[0].share, both.marks[1].share, 0.01F);
}

TEST(Paint, OfABodyWithoutSkinIsNothing) {
  format::Body body;
  EXPECT_EQ(Paint(body).of({{{0, 0, 0}, 15, 3}}), nullptr);
  body.structures.emplace_back().kind = format::Kind::skin; // without a triangle
  EXPECT_EQ(Paint(body).of({{{0, 0, 0}, 15, 3}}), nullptr);
}

struct PaintedBody {
  anatomy::Library library = tests::tiny_library();
  format::Body body = tests::tiny_body();
  rig::Rig rig = rig::Rig::build(body, library).value();
  Settings settings;
  [[nodiscard]] vec3 on_skin(float x, float y) const { // the skin of the back, seen from behind
    for (const format::Structure &s : body.structures)
      if (s.kind == format::Kind::skin)
        return *std::ranges::min_element(s.mesh.positions, {}, [&](vec3 p) { return glm::distance(vec2(p), vec2(x, y)); });
    return vec3(0);
  }
  [[nodiscard]] Heat show() const { return evaluate(body, library, rig, settings, {}, Paint(body).of(settings.dabs)); }
};

TEST(Paint, AloneLeadsToThePattern) {
  PaintedBody body;
  body.settings.dabs = {{body.on_skin(-0.03F, 1.575F), 18, 3}, {body.on_skin(-0.065F, 1.39F), 22, 3}};
  const auto painted = Paint(body.body).of(body.settings.dabs);
  ASSERT_GE(painted->marks.size(), 2U);
  std::vector<std::string> most{painted->marks[0].region, painted->marks[1].region};
  std::ranges::sort(most);
  EXPECT_THAT(most, ElementsAre("scap_medial_upper", "suboccipital"));
  for (const Mark &mark : painted->marks) EXPECT_EQ(mark.where, Where::right) << mark.region;
  const auto matches = Matcher(body.library).match(painted->marks, {}, 3);
  ASSERT_FALSE(matches.empty());
  EXPECT_EQ(matches[0].pattern->id, pain_of_both);
  EXPECT_EQ(matches[0].where, Where::right);
  // Rubbed out at the head, it is no longer what explains it best.
  std::vector<Dab> fewer = body.settings.dabs;
  fewer.push_back({fewer[0].at, 30, 0});
  const auto rest = Matcher(body.library).match(Paint(body.body).of(fewer)->marks, {}, 3);
  ASSERT_FALSE(rest.empty());
  EXPECT_LT(rest[0].score, matches[0].score);
}

TEST(Paint, IsShownInPlaceOfThePatterns) {
  PaintedBody body;
  body.settings.active = {{pain_of_both, Sides::right, 1}};
  body.settings.dabs = {{body.on_skin(-0.03F, 1.575F), 18, 3}, {body.on_skin(-0.03F, 1.5F), 12, 1}};
  const Heat kept = body.show();
  EXPECT_EQ(kept.shown_paint(), nullptr) << "the pattern is";
  EXPECT_FALSE(kept.painted->marks.empty()) << "ranked all the same";
  body.settings.show_marks = true;
  const Heat shown = body.show();
  ASSERT_NE(shown.shown_paint(), nullptr);
  EXPECT_TRUE(shown.on && shown.zones.empty());
  ASSERT_EQ(shown.legend.rows.size(), 2U);
  EXPECT_EQ(shown.legend.rows[0].words, "hurts most");
  EXPECT_EQ(shown.legend.rows[1].words, "hurts a little");
  body.settings.dabs[1].radius_mm = 13;
  EXPECT_NE(body.show().bake_hash, shown.bake_hash);
  body.settings.marks = {{"suboccipital", Where::left, 2, 1}};
  EXPECT_EQ(body.show().zones.size(), 1U) << "beside what was ticked";
  EXPECT_EQ(body.show().legend.rows.size(), 3U);
  body.settings.marks.clear();
  for (Dab &dab : body.settings.dabs) dab.felt = 0;
  EXPECT_FALSE(body.show().on) << "nothing is left to be shown";
}

} // namespace
} // namespace myo::heat
