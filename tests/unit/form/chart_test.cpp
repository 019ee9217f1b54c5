#include "form/chart.h"

#include "form/chart_pack.h"
#include "form/remesh.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace {

using namespace myo;
using namespace myo::form;

Surface shape(auto &&f, float r) {
  Field field;
  field.lattice = lattice_over({vec3(-r), vec3(r)}, 0.01F, 0.0025F);
  for (int z = 0; z < field.lattice.size.z; ++z)
    for (int y = 0; y < field.lattice.size.y; ++y)
      for (int x = 0; x < field.lattice.size.x; ++x) field.values.push_back(f(field.lattice.point(x, y, z)));
  return remesh(isosurface(field), {[](vec3) { return 0.005F; }, {}, 3});
}

Charts chart(const Surface &s, const ChartWish &wish = {512, 6, 5}) {
  const std::vector<std::uint32_t> segment(s.positions.size(), 0);
  return make_charts(s.positions, vertex_normals(s.positions, s.indices), s.indices, segment, {}, wish);
}

// Texels covered twice, and the least distance in pixels between two charts, by brute force on the texture.
struct Picture {
  std::size_t twice = 0;
  int gap = 1000;
};
Picture look(const Charts &c, int side) {
  std::vector<int> owner(static_cast<std::size_t>(side * side), -1);
  Picture out;
  for (std::size_t t = 0; t < c.chart.size(); ++t) {
    vec2 p[3];
    for (std::size_t k = 0; k < 3; ++k) p[k] = c.uv[c.indices[3 * t + k]] * static_cast<float>(side) - 0.5F;
    const float twice = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[1].y - p[0].y) * (p[2].x - p[0].x);
    for (int y = 0; y < side; ++y) {
      if (static_cast<float>(y) < std::min({p[0].y, p[1].y, p[2].y}) ||
          static_cast<float>(y) > std::max({p[0].y, p[1].y, p[2].y}))
        continue;
      for (int x = 0; x < side; ++x) {
        bool in = true;
        for (int k = 0; k < 3 && in; ++k) {
          const vec2 a = p[k], b = p[(k + 1) % 3];
          in = ((b.x - a.x) * (static_cast<float>(y) - a.y) - (b.y - a.y) * (static_cast<float>(x) - a.x)) / twice >
               0.01F;
        }
        if (!in) continue;
        int &o = owner[static_cast<std::size_t>(y * side + x)];
        if (o >= 0) ++out.twice;
        o = static_cast<int>(c.chart[t]);
      }
    }
  }
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int o = owner[static_cast<std::size_t>(y * side + x)];
      if (o < 0) continue;
      for (int r = 1; r <= 8; ++r)
        for (int down = 0; down < 2; ++down) {
          const int dx = down == 0 ? r : 0, dy = down == 0 ? 0 : r;
          if (x + dx >= side || y + dy >= side) continue;
          const int q = owner[static_cast<std::size_t>((y + dy) * side + x + dx)];
          if (q >= 0 && q != o) out.gap = std::min(out.gap, r);
        }
    }
  return out;
}

TEST(Charts, OfABallAreSixWithoutFlipsOrOverlap) {
  const Surface s = shape([](vec3 p) { return glm::length(p) - 0.06F; }, 0.06F);
  const Charts c = chart(s);
  EXPECT_EQ(c.count, 6U);
  EXPECT_EQ(c.distortion.flipped_area, 0);
  EXPECT_LT(c.distortion.p50, 1.35);
  EXPECT_LT(c.distortion.p99, 2.1);
  const Picture p = look(c, 512);
  EXPECT_EQ(p.twice, 0U);
  EXPECT_GT(p.gap, 6);
  EXPECT_GT(c.distortion.fill, 0.3);
}

TEST(Charts, SplitVerticesKeepTheirPositionAndTrianglesTheirOrder) {
  const Surface s = shape([](vec3 p) { return glm::length(p) - 0.04F; }, 0.04F);
  const Charts c = chart(s);
  ASSERT_EQ(c.indices.size(), s.indices.size());
  ASSERT_EQ(c.source.size(), c.uv.size());
  EXPECT_GT(c.source.size(), s.positions.size());
  for (std::size_t i = 0; i < c.indices.size(); ++i) EXPECT_EQ(c.source[c.indices[i]], s.indices[i]);
  for (const vec2 &uv : c.uv) EXPECT_TRUE(uv.x > 0 && uv.y > 0 && uv.x < 1 && uv.y < 1);
}

// A spiral sheet seen along its axis' side lies over itself; such layers must not share texels.
TEST(Charts, PartsLayersThatLieOverEachOther) {
  const auto hook = [](vec3 p) { // a thick J: two fins that face the same way, joined below
    const auto box = [&](vec3 c, vec3 h) {
      const vec3 q = glm::abs(p - c) - h;
      return glm::length(glm::max(q, vec3(0))) + std::min(std::max({q.x, q.y, q.z}), 0.0F) - 0.004F;
    };
    return std::min({box({0, 0, 0.03F}, {0.03F, 0.04F, 0.004F}), box({0, 0.01F, -0.03F}, {0.03F, 0.03F, 0.004F}),
                     box({0, -0.04F, 0}, {0.03F, 0.004F, 0.03F})});
  };
  const Charts c = chart(shape(hook, 0.06F));
  EXPECT_EQ(c.distortion.flipped_area, 0);
  EXPECT_EQ(look(c, 512).twice, 0U);
}

TEST(Charts, GiveTheSameBytesTwice) {
  const Surface s = shape([](vec3 p) { return glm::length(p * vec3(1, 0.6F, 1)) - 0.03F; }, 0.06F);
  const Charts a = chart(s), b = chart(s);
  EXPECT_EQ(a.uv, b.uv);
  EXPECT_EQ(a.indices, b.indices);
}

TEST(Pack, PlacesRectanglesApartOrSaysNo) {
  const std::vector<glm::ivec2> sizes{{40, 10}, {30, 50}, {20, 20}, {50, 30}, {10, 60}};
  const auto at = pack(sizes, 100);
  ASSERT_TRUE(at);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    EXPECT_LE((*at)[i].x + sizes[i].x, 100);
    EXPECT_LE((*at)[i].y + sizes[i].y, 100);
    for (std::size_t k = 0; k < i; ++k) {
      const bool apart = (*at)[i].x + sizes[i].x <= (*at)[k].x || (*at)[k].x + sizes[k].x <= (*at)[i].x ||
                         (*at)[i].y + sizes[i].y <= (*at)[k].y || (*at)[k].y + sizes[k].y <= (*at)[i].y;
      EXPECT_TRUE(apart);
    }
  }
  EXPECT_FALSE(pack(sizes, 60));
}

} // namespace
