#include "heat/field.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::heat {
namespace {

// A plane of 4 mm squares, 0.4 m a side, from x = 0 to the left, cut into two charts along y = 0 by doubled vertices; one
// region whose distance is given.
struct Plane {
  format::Body body;
  explicit Plane(float (*distance_mm)(vec2 mm), Side side = Side::midline, float first_x = 0) {
    format::Structure &s = body.structures.emplace_back();
    s.kind = format::Kind::skin;
    constexpr int cells = 100;
    for (const int half : {0, 1}) {
      const auto base = static_cast<std::uint32_t>(s.mesh.positions.size());
      for (int y = 0; y <= cells / 2; ++y)
        for (int x = 0; x <= cells; ++x)
          s.mesh.positions.push_back({first_x + 0.004F * float(x), 0.004F * float(half == 0 ? y - cells / 2 : y), 0});
      for (std::uint32_t y = 0; y < cells / 2; ++y)
        for (std::uint32_t x = 0; x < cells; ++x) {
          const std::uint32_t i = base + y * (cells + 1) + x, up = i + cells + 1;
          for (const std::uint32_t k : {i, i + 1, up + 1, i, up + 1, up}) s.mesh.indices.push_back(k);
        }
    }
    add(distance_mm, side);
  }
  void add(float (*distance_mm)(vec2 mm), Side side = Side::midline) {
    const auto &positions = body.structures[0].mesh.positions;
    format::RegionField &r = body.regions.emplace_back();
    r.carrier = 0, r.side = side, r.cap_mm = 60;
    for (std::uint32_t v = 0; v < positions.size(); ++v)
      if (const float d = distance_mm(1000.0F * vec2(positions[v])); d < r.cap_mm) r.vertices.push_back(v), r.distance_mm.push_back(d);
  }
  [[nodiscard]] float at(const std::vector<float> &values, vec2 mm) const { // of the nearest vertex
    const auto &p = body.structures[0].mesh.positions;
    const auto nearest = std::ranges::min_element(p, {}, [&](vec3 q) { return glm::distance(vec2(q) * 1000.0F, mm); });
    return values[static_cast<std::size_t>(nearest - p.begin())];
  }
};

// A square of 100 mm around (200, 0).
float square(vec2 mm) {
  const vec2 q = glm::abs(mm - vec2(200, 0)) - 50.0F;
  return glm::length(glm::max(q, vec2(0))) + std::min(std::max(q.x, q.y), 0.0F);
}

TEST(RegionDistances, RoundCornersAndKeepStraightEdges) {
  const Plane plane(square);
  const std::vector<float> soft = region_distances(plane.body, 0);
  for (const vec2 middle : {vec2(152, 0), vec2(248, 0), vec2(200, 48), vec2(200, -48)})
    EXPECT_NEAR(plane.at(soft, middle), square(middle), 1.5F) << middle.x << ' ' << middle.y;
  EXPECT_GT(plane.at(soft, {248, 48}), 1.5F) << "just inside a corner";
  EXPECT_LT(plane.at(soft, {200, 0}), -25);
  EXPECT_EQ(plane.at(soft, {396, 200}), 60) << "far away";
}

TEST(RegionDistances, KeepTheAreaInside) {
  const Plane plane(square);
  const std::vector<float> soft = region_distances(plane.body, 0);
  const auto inside = [&](const auto &distance) {
    double sum = 0;
    const auto &p = plane.body.structures[0].mesh.positions;
    for (std::size_t i = 0; i < p.size(); ++i)
      if (p[i].y != 0) sum += glm::clamp(0.5F - distance(i) / 4, 0.0F, 1.0F);
    return sum;
  };
  const double before = inside([&](std::size_t i) { return square(1000.0F * vec2(plane.body.structures[0].mesh.positions[i])); });
  EXPECT_NEAR(inside([&](std::size_t i) { return soft[i]; }) / before, 1, 0.01);
}

TEST(RegionDistances, TakeNoNoticeOfTheSeamsOfAChart) {
  const Plane plane(square);
  const std::vector<float> soft = region_distances(plane.body, 0);
  const auto &p = plane.body.structures[0].mesh.positions;
  int doubled = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t j = i + 1; j < p.size() && p[i].y == 0; ++j) {
      if (p[i] != p[j]) continue;
      EXPECT_EQ(soft[i], soft[j]);
      ++doubled;
    }
  EXPECT_EQ(doubled, 101);
}

// One square as two halves that adjoin.
TEST(RegionDistances, OfRegionsThatAdjoinHaveNoNotchBetweenThem) {
  Plane halves([](vec2 mm) { return std::max(square(mm), mm.x - 200); });
  halves.add([](vec2 mm) { return std::max(square(mm), 200 - mm.x); });
  const std::vector<std::uint32_t> both{0, 1};
  const std::vector<float> one = region_distances(halves.body, both), alone = region_distances(halves.body, 0);
  EXPECT_GT(halves.at(alone, {196, 48}), -0.5F) << "a half by itself gives way there, 2 mm inside its corner";
  for (const float x : {176.0F, 188.0F, 200.0F, 212.0F, 224.0F})
    for (const float y : {-1.0F, 1.0F}) EXPECT_NEAR(halves.at(one, {x, 48 * y}), -2, 2.5F) << x;
  EXPECT_LT(halves.at(one, {200, 0}), -5) << "nor a line";
}

TEST(RegionDistances, LeaveANarrowRegionItsShape) {
  const Plane plane([](vec2 mm) { return std::abs(mm.y - 60) - 8; });
  const std::vector<float> soft = region_distances(plane.body, 0);
  EXPECT_LT(plane.at(soft, {200, 60}), -4);
  EXPECT_NEAR(plane.at(soft, {200, 68}), 0, 1.5F);
}

// A half disc that ends at the midline, as the builder cuts it.
TEST(ZoneDistances, EndStraightAtTheMidline) {
  const Plane plane([](vec2 mm) { return std::max(glm::length(mm) - 50, -mm.x); }, Side::left, -0.2F);
  const Zone zone{0, 3, 0, Side::left, 0};
  const std::vector<float> soft = region_distances(plane.body, 0), cut = zone_distances(plane.body, zone);
  for (const float y : {-24.0F, 0.0F, 24.0F}) {
    EXPECT_LT(plane.at(soft, {4, y}), -2) << "the midline is no edge to be softened";
    EXPECT_LT(plane.at(soft, {-4, y}), -2) << "goes on beyond, so that the cut decides";
    EXPECT_GE(plane.at(cut, {-4, y}), 3.9F);
    EXPECT_NEAR(plane.at(cut, {0, y}), 0, 0.01F);
  }
  EXPECT_NEAR(plane.at(soft, {48, 0}), -2, 2);
}

} // namespace
} // namespace myo::heat
