// Each kind of part against what geometry says of it, and the surface that is made of them.
#include "form/sculpt/decimate.h"
#include "form/sculpt/sculpture.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace myo;
using namespace myo::form;
using namespace myo::form::sculpt;
using anatomy::PartOp;
using anatomy::SheetPart;

namespace {

constexpr double pi = 3.14159265358979323846;

SheetPart part(anatomy::Form form, PartOp op = PartOp::add, double blend = 0) {
  SheetPart p;
  p.name = "part", p.op = op, p.blend = blend, p.form = std::move(form);
  return p;
}
anatomy::EllipsoidForm ball(vec3 at, float r) { return {at, vec3(r), vec3(0), 2}; }
anatomy::TubeForm tube(std::vector<vec3> points, double r) {
  anatomy::TubeForm t;
  t.points = std::move(points);
  t.wide = t.thin = {r};
  return t;
}
Sculpted made(std::vector<SheetPart> parts, float step = 0.9F, bool symmetric = false, int components = 1) {
  return mesh(Sculpture(parts, symmetric), {step, 0.03F, components});
}
void expect_sound(const Sculpted &s, long genus) {
  EXPECT_EQ(s.topology.open_edges, 0U);
  EXPECT_EQ(s.topology.crowded_edges, 0U);
  EXPECT_EQ(s.topology.bow_ties, 0U);
  EXPECT_EQ(s.topology.genus, genus);
}

TEST(Sculpt, ABallHasABallsVolume) {
  const Sculpted s = made({part(ball({3, -2, 5}, 20))});
  expect_sound(s, 0);
  EXPECT_NEAR(volume(s.surface), 4.0 / 3 * pi * 8000, 0.01 * 33510);
  for (std::size_t i = 0; i < s.surface.positions.size(); ++i) {
    const vec3 out = s.surface.positions[i] - vec3(3, -2, 5);
    EXPECT_NEAR(glm::length(out), 20, 0.06);
    EXPECT_GT(glm::dot(s.normals[i], out) / 20, 0.99F);
  }
}

TEST(Sculpt, AFlatCutTubeIsACylinder) {
  anatomy::TubeForm t = tube({{0, 0, 0}, {0, 0, 40}}, 8);
  t.cap = 0;
  EXPECT_NEAR(volume(made({part(t)}, 0.6F).surface), pi * 64 * 40, 0.015 * pi * 64 * 40);
}

TEST(Sculpt, ATubeKeepsItsCalipersReadings) {
  anatomy::TubeForm t = tube({{0, 0, 0}, {0, 0, 30}, {0, 0, 60}}, 1);
  t.wide = {10, 6, 10}, t.thin = {4, 3, 4}, t.thin_back = {2, 2, 2};
  const SolidPtr solid = make_tube(t);
  EXPECT_NEAR(solid->distance({10, 0, 1}), 0, 0.2);
  EXPECT_NEAR(solid->distance({6, 0, 30}), 0, 0.05);
  EXPECT_NEAR(solid->distance({0, 3, 30}), 0, 0.05);  // front = posterior
  EXPECT_NEAR(solid->distance({0, -2, 30}), 0, 0.05); // back
  EXPECT_LT(solid->distance({0, 0, 30}), 0);
}

TEST(Sculpt, AShiftedTubeRunsBesideItsLine) {
  anatomy::TubeForm t = tube({{0, 0, 0}, {0, 0, 30}, {0, 0, 60}}, 2);
  t.wide_dir = {1, 0, 0};
  t.shift_wide = {10}, t.shift_thin = {0, 5, 0};
  const SolidPtr solid = make_tube(t);
  EXPECT_NEAR(solid->distance({12, 0, 1}), 0, 0.2);
  EXPECT_NEAR(solid->distance({10, 7, 30}), 0, 0.05); // thin's front is posterior
  EXPECT_GT(solid->distance({0, 0, 30}), 5);
  t.twist_deg = {90};
  EXPECT_NEAR(make_tube(t)->distance({-5, 12, 30}), 0, 0.05); // wide turns towards thin
}

TEST(Sculpt, ARingHasAHole) {
  anatomy::TubeForm t = tube({{20, 0, 0}, {0, 20, 0}, {-20, 0, 0}, {0, -20, 0}}, 5);
  t.closed = true;
  expect_sound(made({part(t)}), 1);
}

TEST(Sculpt, CutsGoThrough) {
  expect_sound(made({part(ball({0, 0, 0}, 15)), part(tube({{-30, 0, 0}, {30, 0, 0}}, 4), PartOp::cut, 1)}), 1);
}

// Two balls that overlap by 4 mm, each in a frame of its own: the joint's surfaces lie apart by the gap, on both sides of
// the middle, and the rest of the balls is as it was.
TEST(Sculpt, NeighboursGiveWayToEachOther) {
  const std::vector<SheetPart> first{part(ball({0, 0, 0}, 12))}, second{part(ball({0, 0, 0}, 10))};
  const Sculpture a(first, false), b(second, false);
  const mat4 to_b = glm::translate(glm::rotate(mat4(1), 90 * degree, vec3(0, 0, 1)), vec3(-18, 0, 0)); // b's centre is 18 mm to the side
  const auto beside = [](const Sculpture &own, const Sculpture &other, const mat4 &to) {
    return mesh(Sculpture(own, {{&other, to, 1.5F}}), {0.6F, 0.03F, 1});
  };
  const Sculpted of_a = beside(a, b, to_b), of_b = beside(b, a, glm::inverse(to_b));
  expect_sound(of_a, 0);
  expect_sound(of_b, 0);
  float high_a = -1e3F, low_a = 1e3F, low_b = 1e3F;
  for (const vec3 p : of_a.surface.positions) high_a = std::max(high_a, p.x), low_a = std::min(low_a, p.x);
  for (const vec3 p : of_b.surface.positions) low_b = std::min(low_b, vec3(glm::inverse(to_b) * vec4(p, 1)).x);
  EXPECT_NEAR(high_a, 10 - 0.75, 0.3); // the middle of the overlap, 8 to 12 mm, less half the gap and the soft rim
  EXPECT_NEAR(low_b, 10 + 0.75, 0.3);
  EXPECT_NEAR(low_a, -12, 0.1);
  EXPECT_GT(low_b - high_a, 1.3F);
  // Who stands apart by more than the gap keeps its shape.
  const Sculpted alone = beside(a, b, glm::translate(mat4(1), vec3(-40, 0, 0)));
  EXPECT_NEAR(volume(alone.surface), 4.0 / 3 * pi * 1728, 0.01 * 7238);
}

// A faint line on a ball: fine, it keeps its triangles; the rest of the ball has as few as ever.
TEST(Sculpt, AFineLineIsNotThinnedAway) {
  anatomy::TubeForm line = tube({{-14, 0, 14.2F}, {0, 0, 20}, {14, 0, 14.2F}}, 0.5);
  const auto with = [&](bool fine) {
    std::vector<SheetPart> parts{part(ball({0, 0, 0}, 20)), part(line)};
    parts[1].fine = fine;
    return mesh(Sculpture(parts, false), {0.6F, 0.13F, 1, 0.03F});
  };
  const Sculpted coarse = with(false), fine = with(true);
  expect_sound(fine, 0);
  const auto above = [](const Sculpted &s, bool upper) {
    return std::count_if(s.surface.positions.begin(), s.surface.positions.end(), [&](vec3 p) { return (p.z > 10 && std::abs(p.y) < 2) == upper; });
  };
  EXPECT_GT(above(fine, true), 2 * above(coarse, true));
  EXPECT_NEAR(static_cast<double>(above(fine, false)), static_cast<double>(above(coarse, false)), 0.35 * static_cast<double>(above(coarse, false)));
}

TEST(Sculpt, KeepLeavesWhatLiesInside) {
  const Sculpted s = made({part(ball({0, 0, 0}, 15)), part(anatomy::HalfForm{{0, 0, 0}, {0, 0, 1}}, PartOp::keep)});
  expect_sound(s, 0);
  EXPECT_NEAR(volume(s.surface), 2.0 / 3 * pi * 3375, 0.02 * 7069);
  for (const vec3 p : s.surface.positions) EXPECT_LT(p.z, 0.1F);
}

TEST(Sculpt, APlatePassesThroughItsPoints) {
  anatomy::PlateForm p;
  p.outline = {{-20, 0, -20}, {20, 0, -20}, {20, 0, 20}, {-20, 0, 20}};
  p.inside = {{0, 6, 0}};
  p.outline_thick = {3, 3, 3, 3}, p.inside_thick = {5};
  const SolidPtr solid = make_plate(p);
  EXPECT_NEAR(solid->distance({0, 6 + 2.5F, 0}), 0, 0.15);
  EXPECT_NEAR(solid->distance({0, 6 - 2.5F, 0}), 0, 0.15);
  EXPECT_NEAR(solid->distance({20, 0, 20}), 0, 0.4); // the outline is the silhouette
  expect_sound(made({part(p)}), 0);
}

TEST(Sculpt, AThinPlateDoesNotPerforate) {
  anatomy::PlateForm p;
  p.outline = {{-20, -7, -22}, {21, 9, -20}, {23, 2, 20}, {-20, -4, 19}};
  p.inside = {{0, 3, 0}};
  p.outline_thick = {2, 4, 2, 6}, p.inside_thick = {1};
  expect_sound(made({part(p)}), 0);
}

TEST(Sculpt, AWallJoinsItsRails) {
  anatomy::WallForm w;
  w.rails = {{{0, 0, 0}, {0, 10, 30}}, {{25, 0, 0}, {25, 10, 30}}};
  w.thick = {{4}, {4}};
  const SolidPtr solid = make_wall(w);
  const vec3 middle(12.5F, 5, 15), out = glm::normalize(vec3(0, 3, -1));
  EXPECT_NEAR(solid->distance(middle + 2.0F * out), 0, 0.02);
  EXPECT_NEAR(solid->distance(middle - 2.0F * out), 0, 0.02);
  expect_sound(made({part(w)}), 0);
}

TEST(Sculpt, AVaultPassesThroughItsPoints) {
  anatomy::VaultForm v;
  v.points = {{70, 0, 0}, {-70, 0, 0}, {0, 90, 0}, {0, -85, 0}, {0, 0, 75}, {0, 0, -60}};
  const SolidPtr solid = make_vault(v);
  for (const vec3 p : v.points) EXPECT_NEAR(solid->distance(p), 0, 0.01);
  v.thick = 6;
  const SolidPtr shell = make_vault(v);
  EXPECT_GT(shell->distance({0, 0, 60}), 5);
  EXPECT_LT(shell->distance({0, 0, 72}), 0);
}

TEST(Sculpt, SymmetricSheetsAreSymmetric) {
  const std::vector<SheetPart> parts{part(ball({0, 0, 0}, 10)), part(tube({{4, 0, 0}, {25, 3, 6}}, 3), PartOp::add, 2)};
  const Sculpture s(parts, true);
  for (const vec3 p : {vec3(20, 1, 3), vec3(5, 8, 2), vec3(26, 4, 6)}) EXPECT_FLOAT_EQ(s.distance(p), s.distance(p * vec3(-1, 1, 1)));
  EXPECT_LT(s.distance({-20, 2.3F, 4.6F}), 0);
}

// Unlike halves: each side has its own horn and its own width, and along the midline one melts into the other.
TEST(Sculpt, HalvesMeetWithoutAStep) {
  const auto half = [](float horn, float radius) {
    const std::vector<SheetPart> parts{part(tube({{0, 0, -15}, {0, 0, 15}}, static_cast<double>(radius))), part(tube({{4, 0, 0}, {horn, 3, 6}}, 3), PartOp::add, 2)};
    return std::make_unique<const Sculpture>(parts, true);
  };
  const Sculpture s(Sculpture::Halves{half(25, 8), half(20, 9), {}});
  const auto l = half(25, 8), r = half(20, 9);
  for (const vec3 p : {vec3(20, 1, 3), vec3(5, 8, 2), vec3(26, 4, 6)}) {
    EXPECT_FLOAT_EQ(s.distance(p), l->distance(p));
    EXPECT_FLOAT_EQ(s.distance(p * vec3(-1, 1, 1)), r->distance(p));
  }
  for (float x = -4; x < 4; x += 0.05F) EXPECT_LT(std::abs(s.distance({x + 0.05F, 8.5F, 10}) - s.distance({x, 8.5F, 10})), 0.1F);
  const Sculpted surface = mesh(s, {0.6F, 0.03F, 1});
  expect_sound(surface, 0);
  for (std::size_t i = 0; i < surface.normals.size(); ++i) { // no cliff: nothing in the middle of the shaft looks sideways
    const vec3 p = surface.surface.positions[i];
    if (std::abs(p.x) < 3 && std::abs(p.z) < 10 && std::abs(p.y) > 7) { EXPECT_GT(std::abs(surface.normals[i].y), 0.8F); }
  }
}

// A midline bone whose end leans by 4 mm to the right: the end does, what is silent stays.
TEST(Sculpt, ALeaningMidlineBendsTheWhole) {
  const std::vector<SheetPart> parts{part(ball({0, 0, 0}, 12)), part(tube({{0, 8, 0}, {0, 25, -8}, {0, 45, -20}}, 3), PartOp::add, 2)};
  const std::vector<anatomy::MidlinePoint> midline{{{0, -10, 0}, 0}, {{0, 10, 0}, 0}, {{0, 25, -8}, -1}, {{0, 45, -20}, -4}};
  const Lean lean(midline);
  for (const anatomy::MidlinePoint &p : midline) EXPECT_NEAR(lean.at(p.at), p.deviation, 0.05);
  EXPECT_NEAR(lean.at({0, -12, 5}), 0, 0.1F);
  EXPECT_LE(std::abs(lean.at({0, 50, -24})), lean.most());
  const Sculpture straight(parts, true), bent(Sculpture::Halves{std::make_unique<const Sculpture>(parts, true), nullptr, lean});
  for (const vec3 p : {vec3(2, 45, -18), vec3(-3, 30, -8), vec3(11, 2, 3)}) EXPECT_NEAR(bent.distance(lean.bent(p)), straight.distance(p), 1e-5F);
  const Sculpted surface = mesh(bent, {0.6F, 0.03F, 1});
  expect_sound(surface, 0);
  float tip = 0, most = 0;
  for (const vec3 p : surface.surface.positions)
    if (p.y > most) most = p.y, tip = p.x;
  EXPECT_NEAR(tip, -4, 0.8F);
  EXPECT_NEAR(volume(surface.surface), volume(made(parts, 0.6F, true).surface), 0.01 * 9000);
}

TEST(Sculpt, PiecesShareTheirWholeAndKeepApart) {
  const std::vector<SheetPart> whole_parts{part(ball({0, 0, 0}, 20))}, upper_parts{part(anatomy::HalfForm{{0, 0, 4}, {0, 0, -1}})};
  const Sculpture whole(whole_parts, false), space(upper_parts, false);
  const Sculpted upper = mesh(Sculpture(Sculpture::Cut{&whole, &space, {}, 0.2F, 0, 0}), {0.9F, 0.03F, 1});
  const Sculpted rest = mesh(Sculpture(Sculpture::Cut{&whole, nullptr, {&space}, 0.2F, 0, 0}), {0.9F, 0.03F, 1});
  expect_sound(upper, 0), expect_sound(rest, 0);
  EXPECT_NEAR(volume(upper.surface) + volume(rest.surface), 4.0 / 3 * pi * 8000, 0.015 * 33510);
  float lowest = 100, highest = -100;
  for (const vec3 p : upper.surface.positions) lowest = std::min(lowest, p.z);
  for (const vec3 p : rest.surface.positions) highest = std::max(highest, p.z);
  EXPECT_NEAR(lowest - highest, 0.2, 0.05);
}

TEST(Sculpt, CrumbsAreDroppedAndCounted) {
  const Sculpted s = made({part(ball({0, 0, 0}, 10)), part(ball({30, 0, 0}, 3))});
  EXPECT_EQ(s.dropped, 1U);
  EXPECT_EQ(s.topology.components, 1U);
  EXPECT_EQ(made({part(ball({0, 0, 0}, 10)), part(ball({30, 0, 0}, 3))}, 0.9F, false, 2).dropped, 0U);
}

TEST(Sculpt, TheSameSheetGivesTheSameSurface) {
  const std::vector<SheetPart> parts{part(ball({0, 0, 0}, 10)), part(tube({{4, 0, 0}, {25, 3, 6}}, 3), PartOp::add, 2)};
  const Sculpted a = made(parts), b = made(parts);
  EXPECT_EQ(a.surface.positions, b.surface.positions);
  EXPECT_EQ(a.surface.indices, b.surface.indices);
}

TEST(Decimate, KeepsFormAndTopology) {
  anatomy::TubeForm t = tube({{20, 0, 0}, {0, 20, 0}, {-20, 0, 0}, {0, -20, 0}}, 5);
  t.closed = true;
  const std::vector<SheetPart> parts{part(t)};
  const Sculpted fine = mesh(Sculpture(parts, false), {0.6F, 0.001F, 1});
  ASSERT_EQ(fine.topology.genus, 1);
  ASSERT_EQ(fine.topology.open_edges + fine.topology.crowded_edges + fine.topology.bow_ties, 0U);
  const Surface coarse = decimate(fine.surface, 0.08F);
  const Topology after = topology(coarse);
  EXPECT_EQ(after.genus, 1);
  EXPECT_EQ(after.open_edges + after.crowded_edges + after.bow_ties, 0U);
  EXPECT_LT(coarse.indices.size(), fine.surface.indices.size() / 6);
  EXPECT_NEAR(volume(coarse), volume(fine.surface), 0.02 * volume(fine.surface));
}

} // namespace
