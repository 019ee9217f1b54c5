#include "render/chart.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

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

// The owner of every texel, row by row.
std::vector<std::uint32_t> all_owners(Chart &chart) {
  std::vector<std::uint32_t> places(chart.tile_count()), out(std::size_t{chart.size()} * chart.size());
  std::iota(places.begin(), places.end(), 0U);
  const std::vector<Chart::Owners> owners = chart.owners(places);
  for (std::size_t place = 0; place < owners.size(); ++place) {
    const std::uint32_t left = (chart.tile(place) & 0xFFFFU) * chart_tile, top = (chart.tile(place) >> 16U) * chart_tile;
    for (std::uint32_t i = 0; i < owners[place].size(); ++i) {
      const std::uint32_t x = left + i % chart_tile, y = top + i / chart_tile;
      if (x < chart.size() && y < chart.size()) out[std::size_t{y} * chart.size() + x] = owners[place][i];
    }
  }
  return out;
}

TEST(Chart, OwnsEveryTexelWhoseCentreItCovers) {
  const Squares squares;
  Chart chart(squares.uv, squares.indices, 200);
  const auto owners = all_owners(chart);
  for (std::uint32_t y = 0; y < 200; ++y)
    for (std::uint32_t x = 0; x < 200; ++x) {
      const vec2 p((static_cast<float>(x) + 0.5F) / 200, (static_cast<float>(y) + 0.5F) / 200);
      const std::uint32_t t = owners[y * 200 + x];
      if (p.x > 0.1F && p.x < 0.4F && p.y > 0.1F && p.y < 0.4F) {
        ASSERT_LT(t, 2U) << x << ' ' << y;
        ASSERT_TRUE(std::abs(p.x - p.y) <= 1e-4F || t == (p.x > p.y ? 0U : 1U)) << x << ' ' << y;
      }
    }
}

TEST(Chart, ExtendsIntoTheGutterAndNoFarther) {
  const Squares squares;
  Chart chart(squares.uv, squares.indices, 200);
  const auto owners = all_owners(chart);
  for (std::uint32_t x = 0; x < 200; ++x) {
    const bool reached = (x >= 20 - chart_gutter && x < 80 + chart_gutter) || (x >= 120 - chart_gutter && x < 180 + chart_gutter);
    EXPECT_EQ(owners[50 * 200 + x] != no_triangle, reached) << x;
  }
  EXPECT_GE(chart_gutter, 4U) << "linear filtering and a pixel's derivatives need this much";
}

TEST(Chart, GivesGutterTexelsToTheNearestChart) {
  std::vector<vec2> uv{{0.1F, 0.1F}, {0.49F, 0.1F}, {0.1F, 0.9F}, {0.53F, 0.1F}, {0.9F, 0.1F}, {0.9F, 0.9F}};
  const std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5};
  Chart chart(uv, indices, 100);
  const auto owners = all_owners(chart);
  EXPECT_EQ(owners[9 * 100 + 46], 0U);
  EXPECT_EQ(owners[9 * 100 + 56], 1U);
}

TEST(Chart, WorksOutASquareTheSameAloneAsWithAllOthers) {
  const Squares squares;
  Chart whole(squares.uv, squares.indices, 200), single(squares.uv, squares.indices, 200);
  const auto owners = all_owners(whole);
  for (std::uint32_t place = 0; place < single.tile_count(); place += 7) {
    const std::uint32_t twice[] = {place, place}; // known the second time
    for (const Chart::Owners &one : single.owners(twice)) {
      const std::uint32_t left = (single.tile(place) & 0xFFFFU) * chart_tile, top = (single.tile(place) >> 16U) * chart_tile;
      for (std::uint32_t i = 0; i < one.size(); ++i) ASSERT_EQ(one[i], owners[(top + i / chart_tile) * 200 + left + i % chart_tile]);
    }
  }
}

TEST(Chart, FindsTheSmallestValueOfASquareBelowALimit) {
  const Squares squares;
  Chart chart(squares.uv, squares.indices, 200);
  std::vector<float> values(8, 50.0F);
  values[2] = -3;
  const auto owners = all_owners(chart);
  for (const float limit : {100.0F, 10.0F}) {
    const std::vector<float> minima = chart.tile_minima(values, limit);
    ASSERT_EQ(minima.size(), 625U);
    for (std::uint32_t y = 0; y < 200; ++y)
      for (std::uint32_t x = 0; x < 200; ++x) {
        if (owners[y * 200 + x] == no_triangle) continue;
        const float minimum = minima[y / 8 * 25 + x / 8];
        if (x < 100) ASSERT_EQ(minimum, -3.0F) << x << ' ' << y;
        else ASSERT_EQ(minimum, limit > 50 ? 50.0F : std::numeric_limits<float>::infinity()) << x << ' ' << y;
      }
    EXPECT_EQ(minima[0], std::numeric_limits<float>::infinity()) << "far from any triangle";
  }
}

TEST(Chart, SurvivesTrianglesWithoutAreaAndPlacesBeyondTheChart) {
  const std::vector<vec2> uv{{0.5F, 0.5F}, {0.5F, 0.5F}, {0.5F, 0.5F}, {-3, -3}, {5, -3}, {1, 7}};
  const std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5};
  Chart chart(uv, indices, 60); // not a whole number of squares
  const auto owners = all_owners(chart);
  EXPECT_EQ(owners.front(), 1U);
  EXPECT_EQ(owners.back(), 1U);
  Chart none({}, {}, 64);
  for (const std::uint32_t owner : all_owners(none)) ASSERT_EQ(owner, no_triangle);
}

} // namespace
} // namespace myo::render
