#include "assemble/geodesic.h"
#include "assemble/skin.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace myo;
using namespace myo::assemble;

struct Net {
  std::vector<vec3> positions;
  std::vector<std::uint32_t> indices;
};

// A square sheet in mm; `skew` slants the columns so that corners become obtuse.
Net sheet(int n, float step, float skew) {
  Net net;
  for (int y = 0; y <= n; ++y)
    for (int x = 0; x <= n; ++x)
      net.positions.emplace_back(
          (static_cast<float>(x) + skew * static_cast<float>(y) - 0.5F * (1 + skew) * static_cast<float>(n)) * step,
          (static_cast<float>(y) - 0.5F * static_cast<float>(n)) * step, 0.0F);
  for (std::uint32_t y = 0; y < static_cast<std::uint32_t>(n); ++y)
    for (std::uint32_t x = 0; x < static_cast<std::uint32_t>(n); ++x) {
      const std::uint32_t w = static_cast<std::uint32_t>(n) + 1, a = y * w + x;
      for (const std::uint32_t i : {a, a + 1, a + w, a + 1, a + w + 1, a + w}) net.indices.push_back(i);
    }
  return net;
}

// An icosahedron, each triangle divided `levels` times, on a ball.
Net ball(float radius, int levels) {
  const float g = 1.618034F;
  Net net;
  net.positions = {{-1, g, 0},  {1, g, 0},  {-1, -g, 0}, {1, -g, 0}, {0, -1, g},  {0, 1, g},
                   {0, -1, -g}, {0, 1, -g}, {g, 0, -1},  {g, 0, 1},  {-g, 0, -1}, {-g, 0, 1}};
  net.indices = {0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4,  11, 10, 2,  10, 7, 6, 7, 1, 8,
                 3, 9,  4, 3, 4, 2, 3, 2, 6, 3, 6, 8,  3, 8,  9,  4, 9, 5, 2, 4,  11, 6,  2,  10, 8,  6, 7, 9, 8, 1};
  for (int level = 0; level < levels; ++level) {
    std::vector<vec3> points;
    std::vector<std::uint32_t> out;
    for (std::size_t t = 0; t < net.indices.size(); t += 3) { // unwelded; welded by equal positions below
      const vec3 a = net.positions[net.indices[t]], b = net.positions[net.indices[t + 1]],
                 c = net.positions[net.indices[t + 2]];
      const vec3 ab = 0.5F * (a + b), bc = 0.5F * (b + c), ca = 0.5F * (c + a);
      for (const vec3 p : {a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca}) {
        out.push_back(static_cast<std::uint32_t>(points.size()));
        points.push_back(p);
      }
    }
    net = {points, out};
  }
  for (vec3 &p : net.positions) p = radius * glm::normalize(p);
  return net;
}

class OnASheet : public testing::TestWithParam<float> {};

TEST_P(OnASheet, AStraightEdgeGivesExactSignedDistances) {
  const Net net = sheet(60, 2, GetParam());
  const Geodesic g(net.positions, net.indices);
  const vec2 n = glm::normalize(vec2(0.3F, 1));
  std::vector<float> implicit;
  for (const vec3 &p : net.positions)
    implicit.push_back(3 * (glm::dot(n, vec2(p)) - 4.3F)); // slope 3: not a distance yet
  const std::vector<float> d = g.signed_distance(implicit, 30);
  for (std::size_t i = 0; i < d.size(); ++i) {
    const vec2 p = net.positions[i];
    if (std::abs(p.x) > 25 || std::abs(p.y) > 25) continue; // the sheet's own border bends nothing here
    const float exact = std::clamp(glm::dot(n, p) - 4.3F, -30.0F, 30.0F);
    EXPECT_NEAR(d[i], exact, 0.03F) << p.x << " " << p.y;
  }
}

TEST_P(OnASheet, APointSourceIsNearlyRound) {
  const Net net = sheet(60, 2, GetParam());
  const Geodesic g(net.positions, net.indices);
  const SurfacePoint centre{30 * 60 * 2 + 60, {0.4F, 0.3F, 0.3F}};
  vec3 source(0);
  for (int k = 0; k < 3; ++k)
    source += centre.weights[k] * net.positions[net.indices[3 * centre.triangle + static_cast<std::uint32_t>(k)]];
  const std::vector<float> d = g.distance(std::vector{centre}, 40);
  for (std::size_t i = 0; i < d.size(); ++i) {
    const float exact = glm::distance(net.positions[i], source);
    if (exact < 35) {
      EXPECT_NEAR(d[i], exact, 0.01F * exact + 0.05F);
    }
    if (exact > 42) {
      EXPECT_EQ(d[i], 40);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(RightAndObtuse, OnASheet, testing::Values(0.0F, 0.9F, -0.5F));

TEST(Geodesic, FollowsGreatCirclesOnABall) {
  const Net net = ball(50, 5);
  const Geodesic g(net.positions, net.indices);
  std::vector<float> implicit;
  for (const vec3 &p : net.positions) implicit.push_back(20 - p.y); // cap round +y, edge at a latitude
  const std::vector<float> d = g.signed_distance(implicit, 60);
  const float edge = 50 * std::acos(20.0F / 50);
  double inside = 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const float exact =
        std::clamp(50 * std::acos(std::clamp(net.positions[i].y / 50, -1.0F, 1.0F)) - edge, -60.0F, 60.0F);
    EXPECT_NEAR(d[i], exact, 0.012F * std::abs(exact) + 0.05F);
  }
  inside = g.area_inside(d);
  EXPECT_NEAR(inside, 2 * M_PI * 50 * 30, 0.01 * 2 * M_PI * 50 * 30);
}

TEST(Geodesic, NothingInsideIsFarEverywhere) {
  const Net net = sheet(6, 2, 0);
  const Geodesic g(net.positions, net.indices);
  for (const float d : g.signed_distance(std::vector<float>(net.positions.size(), 1.0F), 7)) EXPECT_EQ(d, 7);
}

TEST(Geodesic, SplitVerticesShareOneDistance) {
  const Net net = ball(50, 2); // every triangle has vertices of its own
  const Geodesic g(net.positions, net.indices);
  const std::vector<float> d = g.distance(std::vector{SurfacePoint{0, {1, 0, 0}}}, 500);
  const std::vector<std::uint32_t> weld = weld_map(net.positions);
  for (std::size_t i = 0; i < d.size(); ++i) {
    EXPECT_EQ(d[i], d[weld[i]]);
    EXPECT_LT(d[i], 200); // half way round is 157
  }
}

TEST(Geodesic, DropsCrumbsOfARegion) {
  const Net net = sheet(40, 1, 0);
  const Geodesic g(net.positions, net.indices);
  std::vector<float> implicit;
  for (const vec3 &p : net.positions)
    implicit.push_back(std::min(glm::length(vec2(p) - vec2(-8, 0)) - 8, glm::length(vec2(p) - vec2(14, 10)) - 1.5F));
  g.drop_small_pieces(implicit, 0.1);
  for (std::size_t i = 0; i < implicit.size(); ++i)
    if (net.positions[i].x > 8) {
      EXPECT_GT(implicit[i], 0);
    }
  EXPECT_NEAR(g.area_inside(implicit), M_PI * 64, 3);
}

TEST(WeldMap, FindsTheFirstOfEqualPositions) {
  const std::vector<vec3> p{{1, 0, 0}, {0, 0, 0}, {1, 0, 0}, {-0.0F, 0, 0}};
  EXPECT_EQ(weld_map(p), (std::vector<std::uint32_t>{0, 1, 0, 1}));
}

} // namespace
