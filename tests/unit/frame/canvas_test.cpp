#include "frame/canvas.h"

#include <gtest/gtest.h>

namespace myo::frame {
namespace {

struct Drawn {
  std::vector<packet::OverlayVertex> vertices;
  std::vector<std::uint32_t> indices;
  // Covered area weighted by alpha, which is linear over a triangle.
  [[nodiscard]] double ink() const {
    double sum = 0;
    for (std::size_t i = 0; i < indices.size(); i += 3) {
      const auto &a = vertices[indices[i]], &b = vertices[indices[i + 1]], &c = vertices[indices[i + 2]];
      const vec2 u = b.position_px - a.position_px, v = c.position_px - a.position_px;
      const double alpha = ((a.colour >> 24U) + (b.colour >> 24U) + (c.colour >> 24U)) / (3.0 * 255.0);
      sum += 0.5 * std::abs(u.x * v.y - u.y * v.x) * alpha;
    }
    return sum;
  }
};

class CanvasTest : public testing::Test {
protected:
  text::Typesetter typesetter = text::Typesetter::open().value();
  Canvas canvas{typesetter};
  Drawn finished() {
    Drawn drawn;
    canvas.finish(drawn.vertices, drawn.indices);
    return drawn;
  }
};

TEST_F(CanvasTest, SoftEdgesKeepTheArea) {
  canvas.box({{10, 20}, {110, 70}}, 0, colour(vec3{1}));
  EXPECT_NEAR(finished().ink(), 5000, 5);
  canvas.disc({50, 50}, 20, colour(vec3{1}));
  EXPECT_NEAR(finished().ink(), 1256.6, 15);
  canvas.line({0, 0}, {30, 40}, 4, colour(vec3{1}));
  EXPECT_NEAR(finished().ink(), 200, 2);
  canvas.frame({{0, 0}, {100, 50}}, 6, 3, colour(vec3{1}));
  EXPECT_NEAR(finished().ink(), 2 * 3 * (100 + 50 - 2 * 3) - 0.86 * 3 * 2 * 3 * 1.7, 25);
}

TEST_F(CanvasTest, NothingDrawsNothing) {
  canvas.box({{10, 10}, {10, 40}}, 4, colour(vec3{1}));
  canvas.line({3, 3}, {3, 3}, 4, colour(vec3{1}));
  canvas.fade(nothing(), 0, 0);
  EXPECT_TRUE(finished().indices.empty());
}

TEST_F(CanvasTest, GlyphsPointIntoTheAtlasAndShapesOutside) {
  canvas.write(typesetter.lay_out("Origin", {text::Weight::regular, 20}), {5, 5}, colour(vec3{0}));
  canvas.box({{0, 0}, {10, 10}}, 2, colour(vec3{1}));
  const Drawn drawn = finished();
  int glyphs = 0, solid = 0;
  for (const auto &v : drawn.vertices) {
    if (v.uv.x < 0) ++solid;
    else {
      ++glyphs;
      EXPECT_LE(v.uv.x, 1);
      EXPECT_LE(v.uv.y, 1);
    }
  }
  EXPECT_EQ(glyphs, 6 * 4);
  EXPECT_GT(solid, 8);
  EXPECT_TRUE(finished().vertices.empty()); // emptied
}

TEST(Colour, PacksRedFirst) {
  EXPECT_EQ(colour({1, 0, 0}, 1), 0xFF0000FFU);
  EXPECT_EQ(colour({0, 0, 2}, 0), 0x00FF0000U);
  EXPECT_EQ(srgb_hex(0xFF8000), (vec3{1, 128.0F / 255, 0}));
}

} // namespace
} // namespace myo::frame
