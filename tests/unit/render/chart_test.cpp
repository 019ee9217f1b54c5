#include "render/chart.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::render {
namespace {

// Two separate squares of two triangles each.
struct Squares {
  std::vector<vec2> uv;
  std::vector<std::uint32_t> indices;
  Squares() {
    for (const auto &[low, high] : {std::pair(vec2(0.1F), vec2(0.4F)), std::pair(vec2(0.6F, 0.1F), vec2(0.9F, 0.9F))}) {
      const auto first = static_cast<std::uint32_t>(uv.size());
      for (const vec2 t : {vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 1)}) uv.push_back(glm::mix(low, high, t));
      for (const std::uint32_t i : {0U, 1U, 2U, 0U, 2U, 3U}) indices.push_back(first + i);
    }
  }
};

TEST(Chart, OwnsEveryTexelWhoseCentreItCovers) {
  const Squares squares;
  const Chart chart = build_chart(squares.uv, squares.indices, 200);
  for (std::uint32_t y = 0; y < 200; ++y)
    for (std::uint32_t x = 0; x < 200; ++x) {
      const vec2 p((static_cast<float>(x) + 0.5F) / 200, (static_cast<float>(y) + 0.5F) / 200);
      const std::uint32_t t = chart.triangles[y * 200 + x];
      if (p.x > 0.1F && p.x < 0.4F && p.y > 0.1F && p.y < 0.4F) {
        ASSERT_LT(t, 2U) << x << ' ' << y;
        ASSERT_TRUE(std::abs(p.x - p.y) <= 1e-4F || t == (p.x > p.y ? 0U : 1U)) << x << ' ' << y;
      }
    }
}

TEST(Chart, ExtendsIntoTheGutterAndNoFarther) {
  const Squares squares;
  const Chart chart = build_chart(squares.uv, squares.indices, 200);
  for (std::uint32_t x = 0; x < 200; ++x) {
    const bool reached = (x >= 20 - chart_gutter && x < 80 + chart_gutter) || (x >= 120 - chart_gutter && x < 180 + chart_gutter);
    EXPECT_EQ(chart.triangles[50 * 200 + x] != no_triangle, reached) << x;
  }
  EXPECT_GE(chart_gutter, 4) << "linear filtering and a pixel's derivatives need this much";
}

TEST(Chart, GivesGutterTexelsToTheNearestChart) {
  std::vector<vec2> uv{{0.1F, 0.1F}, {0.49F, 0.1F}, {0.1F, 0.9F}, {0.53F, 0.1F}, {0.9F, 0.1F}, {0.9F, 0.9F}};
  const std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5};
  const Chart chart = build_chart(uv, indices, 100);
  EXPECT_EQ(chart.triangles[9 * 100 + 46], 0U);
  EXPECT_EQ(chart.triangles[9 * 100 + 56], 1U);
}

TEST(Chart, ListsTheTilesThatOwnTexelsWithTheirVertices) {
  const Squares squares;
  const Chart chart = build_chart(squares.uv, squares.indices, 200);
  std::vector<std::uint8_t> listed(25 * 25);
  for (const std::uint32_t tile : chart.tiles) listed[(tile >> 16U) * 25 + (tile & 0xFFFFU)] = 1;
  for (std::uint32_t y = 0; y < 200; ++y)
    for (std::uint32_t x = 0; x < 200; ++x)
      ASSERT_TRUE(chart.triangles[y * 200 + x] == no_triangle || listed[y / 8 * 25 + x / 8] == 1) << x << ' ' << y;
  EXPECT_EQ(listed[0], 0);
  ASSERT_EQ(chart.tile_start.size(), chart.tiles.size() + 1);
  std::vector<float> values(8, 50.0F);
  values[2] = -3;
  const std::vector<float> minima = tile_minima(chart, values);
  for (std::size_t t = 0; t < minima.size(); ++t) EXPECT_EQ(minima[t], (chart.tiles[t] & 0xFFFFU) < 12 ? -3.0F : 50.0F) << t;
}

TEST(Chart, SurvivesTrianglesWithoutAreaAndPlacesBeyondTheChart) {
  const std::vector<vec2> uv{{0.5F, 0.5F}, {0.5F, 0.5F}, {0.5F, 0.5F}, {-3, -3}, {5, -3}, {1, 7}};
  const std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5};
  const Chart chart = build_chart(uv, indices, 64);
  EXPECT_EQ(chart.triangles[0], 1U);
  EXPECT_EQ(chart.triangles.back(), 1U);
  EXPECT_TRUE(build_chart({}, {}, 64).tiles.empty());
}

} // namespace
} // namespace myo::render
