#include "form/strand.h"

#include "form/isosurface.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::form {
namespace {

constexpr float mm = 1e-3F;

// A strap along x, 100 mm long, its middle `high` over the plane y = 0 and `aside` along z.
RibbonShape strap(float high, float aside, Section section = Section::belly) {
  RibbonShape s;
  s.section = section;
  s.outward = vec3(0, 1, 0);
  s.width = 20 * mm, s.thickness = 10 * mm, s.bed = 0;
  for (RibbonEnd *end : {&s.origin, &s.insertion}) {
    const float x = end == &s.origin ? 0.0F : 100 * mm;
    if (section == Section::sheet) end->line = {vec3(x, high, aside - 15 * mm), vec3(x, high, aside + 15 * mm)};
    else end->line = {vec3(x, high, aside)};
  }
  return s;
}

double millilitres(const LoftMesh &m) { return 1e6 * volume({m.positions, m.indices}); }

// Of the points, those that lie more than half a millimetre deep in the other.
double share_inside(const LoftMesh &of, const LoftMesh &other) {
  const TriangleTree surface(other.positions, other.indices, other.normals);
  const auto in = std::count_if(of.positions.begin(), of.positions.end(), [&](vec3 p) {
    return std::abs(surface.nearest(p).distance) > 0.5F * mm && winding(other.positions, other.indices, p) > 0.5;
  });
  return static_cast<double>(in) / static_cast<double>(of.positions.size());
}

struct Pair {
  Ribbon a, b;
};

Pair packed(const RibbonShape &x, const RibbonShape &y, Relation how, const Barrier &bones = {}) {
  Strand a(x, bones, {}), b(y, bones, {});
  const auto start_a = a.course().points(), start_b = b.course().points();
  const Relation back = how == Relation::over ? Relation::under : how == Relation::under ? Relation::over : Relation::beside;
  const std::vector<Neighbour> of_a{{&b, how}}, of_b{{&a, back}};
  for (int round = 0; round < 20; ++round) {
    auto next_a = give_way(a, start_a, of_a, bones), next_b = give_way(b, start_b, of_b, bones);
    a.move_to(std::move(next_a)), b.move_to(std::move(next_b));
  }
  return {fill_strand(a, of_a, bones), fill_strand(b, of_b, bones)};
}

float mean_high(const Ribbon &r) {
  float sum = 0;
  int count = 0;
  for (int row = r.rows / 3; row <= 2 * r.rows / 3; ++row)
    for (int side = 0; side < r.sides; ++side, ++count) sum += r.mesh.positions[static_cast<std::size_t>(row * r.sides + side)].y;
  return sum / static_cast<float>(count);
}

TEST(Strand, KnowsItsMiddleAndItsShare) {
  const RibbonShape shape = strap(0, 0);
  const Strand s(shape, {}, {});
  const vec3 above(50 * mm, 5 * mm, 0);
  const Strand::Near near = s.near(above, 1);
  ASSERT_TRUE(near.found());
  EXPECT_NEAR(near.distance, 5 * mm, 0.1F * mm);
  EXPECT_NEAR(near.u, 0.5F, 0.02F);
  EXPECT_NEAR(near.v, 0.5F, 0.02F);
  EXPECT_FALSE(near.edge);
  EXPECT_NEAR(s.share(near, above), 1, 0.1F) << "on its wanted surface";
  const vec3 aside(50 * mm, 0, 30 * mm);
  EXPECT_TRUE(s.near(aside, 1).edge);
  EXPECT_GT(s.share(s.near(aside, 1), aside), 1.5F);
  EXPECT_FALSE(s.near(aside, 5 * mm).found()) << "nothing within reach";
}

TEST(Strand, BelliesInOnePlaceMakeRoomForEachOther) {
  const Pair p = packed(strap(0, -3 * mm), strap(0, 3 * mm), Relation::beside);
  EXPECT_LE(share_inside(p.a.mesh, p.b.mesh), 0.02);
  EXPECT_LE(share_inside(p.b.mesh, p.a.mesh), 0.02);
  EXPECT_GT(millilitres(p.a.mesh), 4) << "neither is starved";
  EXPECT_GT(millilitres(p.b.mesh), 4);
  EXPECT_NEAR(millilitres(p.a.mesh), millilitres(p.b.mesh), 1) << "and neither is preferred";
}

TEST(Strand, TheOneThatLiesOverGoesToItsSide) {
  // Laid a little under the other, it comes to lie over it.
  const Pair p = packed(strap(-1 * mm, 0, Section::sheet), strap(1 * mm, 0, Section::sheet), Relation::over);
  EXPECT_GT(mean_high(p.a), mean_high(p.b) + 3 * mm);
  EXPECT_LE(share_inside(p.a.mesh, p.b.mesh), 0.02);
}

TEST(Strand, BoneHasTheLastWord) {
  const Barrier floor = [](vec3 q, float within) {
    const float d = q.y + 2 * mm;
    return d <= within ? Clearance{d, vec3(0, 1, 0)} : Clearance{};
  };
  const Pair p = packed(strap(0, 0), strap(4 * mm, 0), Relation::under, floor);
  for (const Ribbon *r : {&p.a, &p.b})
    for (const vec3 q : r->mesh.positions) EXPECT_GE(q.y, -2.2F * mm);
}

TEST(Strand, FacesDoNotCrossInANarrowPlace) {
  const Barrier gorge = [](vec3 q, float within) { // 3 mm wide, for a belly of 10
    const float d = 1.5F * mm - std::abs(q.y);
    return d <= within ? Clearance{d, vec3(0, q.y > 0 ? -1 : 1, 0)} : Clearance{};
  };
  const RibbonShape shape = strap(0, 0);
  const Ribbon r = fill_strand(Strand(shape, gorge, {}), {}, gorge);
  const auto at = [&](int row, int side) { return r.mesh.positions[static_cast<std::size_t>(row * r.sides + side)]; };
  for (int row = 1; row < r.rows; ++row)
    for (int side = 1; side < r.sides / 2; ++side) EXPECT_GT(at(row, side).y, at(row, r.sides - side).y);
  EXPECT_GT(millilitres(r.mesh), 0.5);
}

TEST(Strand, TrimDrawsInWhatLiesInANeighbour) {
  const RibbonShape low = strap(0, 0), high = strap(7 * mm, 0);
  Ribbon a = loft_ribbon(low, {}), b = loft_ribbon(high, {});
  const double before = share_inside(a.mesh, b.mesh);
  ASSERT_GT(before, 0.05);
  const TriangleTree surface(b.mesh.positions, b.mesh.indices, b.mesh.normals);
  const TriangleTree *const other = &surface;
  trim(a, {&other, 1}, {});
  EXPECT_LT(share_inside(a.mesh, b.mesh), 0.5 * before);
  EXPECT_GT(millilitres(a.mesh), 2);
}

TEST(Strand, FillsTheHollowToItsNeighbourButGrowsNotIntoTheOpen) {
  const RibbonShape low = strap(0, 0, Section::sheet), high = strap(13 * mm, 0, Section::sheet), far = strap(22 * mm, 0, Section::sheet);
  const auto top = [](const Ribbon &r) {
    float y = -1;
    for (const vec3 p : r.mesh.positions)
      if (std::abs(p.x - 50 * mm) < 10 * mm && std::abs(p.z) < 5 * mm) y = std::max(y, p.y);
    return y;
  };
  const auto bottom = [](const Ribbon &r) {
    float y = 1;
    for (const vec3 p : r.mesh.positions)
      if (std::abs(p.x - 50 * mm) < 10 * mm && std::abs(p.z) < 5 * mm) y = std::min(y, p.y);
    return y;
  };
  const Pair near = packed(low, high, Relation::under);
  EXPECT_NEAR(top(near.a), 6.5F * mm, 0.4F * mm) << "3 mm lay between them";
  EXPECT_NEAR(bottom(near.b), 6.5F * mm, 0.4F * mm);
  EXPECT_LE(top(near.a), bottom(near.b) + 0.1F * mm);
  EXPECT_NEAR(bottom(near.a), -5 * mm, 0.3F * mm) << "nothing lies there";
  const Pair apart = packed(low, far, Relation::under);
  EXPECT_NEAR(top(apart.a), 5 * mm, 0.3F * mm) << "12 mm is no hollow";
}

} // namespace
} // namespace myo::form
