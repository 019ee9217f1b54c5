#include "assemble/regions.h"

#include "assemble/region_shape.h"
#include "assemble/trigger_points.h"
#include "form/isosurface.h"
#include "form/remesh.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using namespace myo;
using namespace myo::assemble;
using anatomy::PointForm;
using anatomy::Region;
using anatomy::Side;

constexpr double R = 100; // mm, the ball's radius

format::Mesh ball() {
  form::Field f;
  f.lattice = form::lattice_over({vec3(-0.1F), vec3(0.1F)}, 0.015F, 0.005F);
  for (int z = 0; z < f.lattice.size.z; ++z)
    for (int y = 0; y < f.lattice.size.y; ++y)
      for (int x = 0; x < f.lattice.size.x; ++x) f.values.push_back(glm::length(f.lattice.point(x, y, z)) - 0.1F);
  const form::Surface s = form::remesh(
      form::isosurface(f), {[](vec3) { return 0.005F; }, [](vec3 p) { return 0.1F * glm::normalize(p); }, 4});
  format::Mesh m;
  m.positions = s.positions;
  m.indices = s.indices;
  m.normals = form::vertex_normals(m.positions, m.indices);
  for (const vec3 &p : m.positions) { // the upper half follows joint 1
    m.joints.emplace_back(p.y > 0 ? 1 : 0, 0, 0, 0);
    m.weights.emplace_back(1, 0, 0, 0);
  }
  return m;
}

PointForm at(const char *id, vec3 off = vec3(0)) {
  PointForm p;
  p.landmark = id;
  p.offset_mm = off;
  return p;
}

// A head that is a ball: landmarks on its axes; "side" lies on the left and on the right.
struct World {
  format::Body body;
  anatomy::Library library;

  World() {
    body.name = "ball";
    body.joints = {{.id = "low"}, {.id = "high", .parent = 0}};
    body.structures.push_back({.id = "skin", .kind = format::Kind::skin, .mesh = ball()});
    const auto put = [&](const char *id, Side side, vec3 p) { body.landmarks.push_back({id, side, p, 0}); };
    put("centre", Side::midline, vec3(0));
    put("top", Side::midline, {0, 0.1F, 0});
    put("bottom", Side::midline, {0, -0.1F, 0});
    put("back", Side::midline, {0, 0, -0.1F});
    for (const Side side : {Side::left, Side::right}) put("side", side, {0.1F * anatomy::sign(side), 0, 0});
    library.bones = {{.id = "b0", .kind = "bone", .frame = "low"}, {.id = "b1", .kind = "bone", .frame = "high"}};
    library.joints = {{.id = "low"}, {.id = "high", .parent = "low"}};
    library.skin_parts = {{"lower", {"b0"}}, {"upper", {"b1"}}};
    anatomy::Segment axis;
    axis.id = "axis";
    axis.a = at("bottom"), axis.b = at("top");
    axis.reference = "lateral", axis.zero = "anterior";
    library.segments = {axis};
  }
  Region &add(const char *id, const char *kind) {
    Region r;
    r.id = id, r.kind = kind;
    library.regions.push_back(r);
    return library.regions.back();
  }
  void place(Corners corners = Corners::exact) {
    Progress progress;
    const Status status = place_regions(body, library, progress, corners);
    ASSERT_TRUE(status) << status.error().line();
  }
  const format::RegionField &field(const char *id, Side side) const {
    const auto f = std::find_if(body.regions.begin(), body.regions.end(),
                                [&](const format::RegionField &r) { return r.region == id && r.side == side; });
    EXPECT_NE(f, body.regions.end()) << id;
    return *f;
  }
  void expect_area(const char *id, double mm2, double tolerance = 0.02) const {
    for (const Side side : {Side::left, Side::right})
      EXPECT_NEAR(100 * field(id, side).area_cm2, mm2, tolerance * mm2) << id;
  }
};

double cap_area(double radius) {
  return 2 * M_PI * R * R * (1 - std::cos(radius / R));
}

TEST(Regions, RoundedCornersKeepTheSidesAndLoseTheTips) {
  // A strip with flat ends has four corners; its middle stays where it was.
  const auto strip = [](Corners corners) {
    World w;
    Region &r = w.add("strip", "strip");
    r.points = {at("side", {0, -30, 0}), at("side", {0, 30, 0})};
    r.half_width_mm = 20, r.round_caps = false, r.project = "lateral";
    w.place(corners);
    return w.field("strip", Side::left);
  };
  const format::RegionField exact = strip(Corners::exact), rounded = strip(Corners::rounded);
  const double lost = 100.0 * static_cast<double>(exact.area_cm2 - rounded.area_cm2);
  // A radius of 0.55 x 20 mm takes (4 - pi) r^2 = 104 mm2 off the four corners of a true offset; marching on 5 mm
  // triangles rounds somewhat more, but never the sides.
  EXPECT_GT(lost, 60);
  EXPECT_LT(lost, 0.1 * 100 * static_cast<double>(exact.area_cm2));
  const auto deepest = [](const format::RegionField &f) { return *std::min_element(f.distance_mm.begin(), f.distance_mm.end()); };
  EXPECT_NEAR(deepest(exact), deepest(rounded), 1.5);
}

TEST(Regions, ADiscHasItsRadiusAlongTheSkinAndHalvesAtTheMidline) {
  World w;
  Region &side = w.add("side_disc", "disc");
  side.at = at("side"), side.radius_mm = 40, side.project = "lateral";
  Region &mid = w.add("top_disc", "disc");
  mid.at = at("top"), mid.radius_mm = 40, mid.project = "superior", mid.paired = false;
  w.place();
  w.expect_area("side_disc", cap_area(40));
  w.expect_area("top_disc", cap_area(40) / 2);
  // The field is the distance along the ball to the edge.
  const format::RegionField &f = w.field("side_disc", Side::left);
  const format::Mesh &m = w.body.structures[0].mesh;
  for (std::size_t i = 0; i < f.vertices.size(); ++i) {
    const double exact = R * std::acos(std::clamp(10.0 * m.positions[f.vertices[i]].x, -1.0, 1.0)) - 40;
    EXPECT_NEAR(f.distance_mm[i], exact, 0.3 + 0.04 * std::abs(exact));
  }
  // Never beyond the midline.
  const format::RegionField &half = w.field("top_disc", Side::right);
  for (std::size_t i = 0; i < half.vertices.size(); ++i) {
    if (half.distance_mm[i] < -0.6F) {
      EXPECT_LT(m.positions[half.vertices[i]].x, 0);
    }
  }
}

TEST(Regions, HalvesThatMeetAreOneAcrossTheMidline) {
  World w;
  Region &mid = w.add("top_disc", "disc");
  mid.at = at("top"), mid.radius_mm = 40, mid.project = "superior", mid.paired = false;
  Region &side = w.add("side_disc", "disc");
  side.at = at("side"), side.radius_mm = 40, side.project = "lateral";
  w.place(Corners::rounded);
  const format::Mesh &m = w.body.structures[0].mesh;
  w.expect_area("top_disc", cap_area(40) / 2, 0.05); // of the half alone
  for (const Side which : {Side::left, Side::right}) {
    const format::RegionField &f = w.field("top_disc", which);
    int on_midline = 0, at_the_rim = 0;
    for (std::size_t i = 0; i < f.vertices.size(); ++i) {
      const vec3 p = m.positions[f.vertices[i]] / millimetre;
      const double from_top = R * std::acos(std::clamp(static_cast<double>(p.y) / R, -1.0, 1.0));
      if (std::abs(p.x) > 4) continue;
      if (from_top < 25) { // deep inside, and no edge
        EXPECT_LT(f.distance_mm[i], -6) << p.x << " " << from_top;
        ++on_midline;
      } else if (std::abs(from_top - 40) < 6) { // the edge runs on as if there were no midline
        EXPECT_NEAR(f.distance_mm[i], from_top - 40, 1.6) << p.x;
        ++at_the_rim;
      }
      EXPECT_LT(f.distance_mm[i], 60);
    }
    EXPECT_GT(on_midline, 5);
    EXPECT_GT(at_the_rim, 2);
    for (std::size_t i = 0; i < f.vertices.size(); ++i) { // and it does not go far on the other side
      const float beyond = -anatomy::sign(which) * m.positions[f.vertices[i]].x / millimetre;
      if (beyond > 13) {
        EXPECT_GT(f.distance_mm[i], 0) << beyond;
      }
    }
  }
  // What lies away from the midline is nobody's half.
  for (std::size_t i = 0; i < w.field("side_disc", Side::left).vertices.size(); ++i)
    if (w.field("side_disc", Side::left).distance_mm[i] < 0) {
      EXPECT_GT(m.positions[w.field("side_disc", Side::left).vertices[i]].x, 0);
    }
}

TEST(Regions, ABandKeepsToItsLevelsAndSector) {
  World w;
  Region &r = w.add("band", "band");
  r.segment = "axis", r.from = {"axis", 0.5}, r.to = {"axis", 0.7}, r.sector_low = 30, r.sector_high = 120;
  w.place();
  w.expect_area("band", 2 * M_PI * R * (0.2 * 2 * R) * 90 / 360);
}

TEST(Regions, ABandAllRoundIsCutAtTheMidlineAndByItsClip) {
  World w;
  Region &r = w.add("ring", "band");
  r.segment = "axis", r.from = {"axis", 0.4}, r.to = {"axis", 0.6}, r.sector_low = 0, r.sector_high = 360;
  Region c = r;
  c.id = "clipped";
  c.clip = {{"posterior", at("centre"), at("side"), at("top")}};
  w.library.regions.push_back(c);
  w.place();
  w.expect_area("ring", M_PI * R * (0.2 * 2 * R));
  w.expect_area("clipped", M_PI * R * (0.1 * 2 * R), 0.03);
}

TEST(Regions, APolygonIsParallelInAPlaneAndGreatCirclesOnASphere) {
  World w;
  Region &plane = w.add("plane", "polygon");
  plane.chart = "plane:posterior", plane.facing = 0;
  plane.points = {at("back", {20, 0, 20}), at("back", {60, 0, 20}), at("back", {60, 0, -20}), at("back", {20, 0, -20})};
  Region &octant = w.add("octant", "polygon");
  octant.chart = "sphere:centre";
  octant.points = {at("top"), at("side"), at("back")};
  w.place();
  double exact = 0; // of the skin over the square, seen along the view
  for (int i = 0; i < 400; ++i)
    for (int k = 0; k < 400; ++k) {
      const double x = 20 + 0.1 * (i + 0.5), y = -20 + 0.1 * (k + 0.5);
      exact += 0.01 * R / std::sqrt(R * R - x * x - y * y);
    }
  w.expect_area("plane", exact);
  w.expect_area("octant", 4 * M_PI * R * R / 8);
}

TEST(Regions, AStripHasFlatOrRoundEnds) {
  World w;
  Region &flat = w.add("flat", "strip");
  flat.points = {at("side", {0, 30, 0}), at("side", {0, -30, 0})};
  flat.half_width_mm = 10, flat.project = "lateral", flat.round_caps = false;
  Region round = flat;
  round.id = "round", round.round_caps = true;
  w.library.regions.push_back(round);
  w.place();
  const double length = 2 * R * std::asin(0.3);
  w.expect_area("flat", 2 * R * std::sin(10 / R) * length, 0.04);
  w.expect_area("round", 2 * R * std::sin(10 / R) * length + cap_area(10), 0.04);
}

TEST(Regions, MinusLeavesNoDoublePaintAndPartsBound) {
  World w;
  Region &disc = w.add("disc", "disc");
  disc.at = at("side"), disc.radius_mm = 30, disc.project = "lateral";
  Region &band = w.add("rest", "band");
  band.segment = "axis", band.from = {"axis", 0.3}, band.to = {"axis", 0.7}, band.sector_low = 0,
  band.sector_high = 180, band.minus = {"disc"};
  Region upper = w.library.regions.front();
  upper.id = "upper", upper.skin_of = {"upper"};
  w.library.regions.push_back(upper);
  w.place();
  w.expect_area("rest", M_PI * R * (0.4 * 2 * R) - cap_area(30));
  w.expect_area("upper", cap_area(30) / 2, 0.1); // the joints' border runs along triangle edges here
  const format::RegionField &a = w.field("disc", Side::left), &b = w.field("rest", Side::left);
  std::vector<float> in_disc(w.body.structures[0].mesh.positions.size(), 60);
  for (std::size_t i = 0; i < a.vertices.size(); ++i) in_disc[a.vertices[i]] = a.distance_mm[i];
  for (std::size_t i = 0; i < b.vertices.size(); ++i)
    EXPECT_FALSE(b.distance_mm[i] < -0.5F && in_disc[b.vertices[i]] < -0.5F);
}

TEST(Regions, APieceThatHangsOnByAThreadGoes) {
  World w;
  Region &wall = w.add("wall", "band"); // leaves a bridge of 5 mm at its rear end and a small piece beyond
  wall.segment = "axis", wall.from = {"axis", 0.62}, wall.to = {"axis", 0.72}, wall.sector_low = 20, wall.sector_high = 177;
  Region &field = w.add("field", "band");
  field.segment = "axis", field.from = {"axis", 0.3}, field.to = {"axis", 0.78}, field.sector_low = 20, field.sector_high = 180;
  field.minus = {"wall"};
  w.place();
  // Only what lies below the wall is left, and the bridge's stump.
  w.expect_area("field", 2 * M_PI * R * (0.32 * 2 * R) * 160 / 360, 0.03);
}

TEST(Regions, ScaleMultipliesEveryMillimetre) {
  World w;
  w.library.scales = {{"head", "top", "bottom", 400}}; // the ball is half as long as the reference
  Region &r = w.add("disc", "disc");
  r.at = at("side"), r.radius_mm = 40, r.project = "lateral", r.scale = "head";
  w.place();
  w.expect_area("disc", cap_area(20), 0.03);
}

TEST(Regions, NamesWhatCannotBeDrawn) {
  World w;
  Region &r = w.add("lost", "disc");
  r.at = at("nowhere"), r.radius_mm = 40;
  w.place();
  EXPECT_TRUE(w.body.regions.empty());
  ASSERT_FALSE(w.body.notes.empty());
  EXPECT_NE(w.body.notes[0].find("nowhere"), std::string::npos);
  w.body.structures.clear();
  Progress progress;
  EXPECT_FALSE(place_regions(w.body, w.library, progress));
}

TEST(PolygonDistance, IsSignedAndExactInsideAndOut) {
  const std::vector<vec2> square{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  EXPECT_FLOAT_EQ(polygon_distance(square, {5, 4}), -4);
  EXPECT_FLOAT_EQ(polygon_distance(square, {5, -3}), 3);
  EXPECT_FLOAT_EQ(polygon_distance(square, {13, 14}), 5);
}

TEST(TriggerPoints, LieOnTheirMuscleAtTheShareOrTheLandmarks) {
  World w;
  format::Structure muscle{.id = "m", .kind = format::Kind::muscle, .side = Side::left, .muscle = "long_one"};
  for (int i = 0; i <= 60; ++i)
    for (int k = 0; k < 8; ++k) { // a tube from y = 0 to 60 mm inside the ball
      const float a = static_cast<float>(k) * glm::quarter_pi<float>();
      muscle.mesh.positions.emplace_back(0.05F + 0.004F * std::cos(a), 0.001F * static_cast<float>(i),
                                         0.004F * std::sin(a));
      muscle.mesh.joints.emplace_back(i > 30 ? 1 : 0, 0, 0, 0);
      muscle.mesh.weights.emplace_back(1, 0, 0, 0);
    }
  w.body.structures.push_back(muscle);
  for (const anatomy::Role role : {anatomy::Role::origin, anatomy::Role::insertion}) {
    format::Patch p;
    p.muscle = "long_one", p.role = role, p.side = Side::left, p.area_mm2 = 10;
    p.centroid = {0.05F, role == anatomy::Role::origin ? 0.0F : 0.06F, 0};
    w.body.patches.push_back(p);
  }
  anatomy::Pattern share;
  share.id = "share", share.muscles = {"long_one"}, share.fraction = 0.75;
  anatomy::Pattern marked = share;
  marked.id = "marked", marked.at = {"side"};
  w.library.patterns = {share, marked};
  ASSERT_TRUE(place_trigger_points(w.body, w.library));
  ASSERT_EQ(w.body.trigger_points.size(), 2U); // the muscle is on the left only
  const format::TriggerPoint &t = w.body.trigger_points[0];
  EXPECT_EQ(t.pattern, "share");
  EXPECT_EQ(t.side, Side::left);
  EXPECT_NEAR(t.point.y, 0.045F, 0.01F);
  EXPECT_EQ(t.joint, 1U);
  EXPECT_EQ(t.structure, 1U);
  EXPECT_GT(t.point.x, 0.05F);                              // towards the skin
  EXPECT_NEAR(w.body.trigger_points[1].point.y, 0, 0.016F); // the landmark's level, y = 0
}

} // namespace
