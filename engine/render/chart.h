// Which triangle of a carrier owns which texel of its heat chart. Worked out one square of texels at a time, and only for
// squares that a zone reaches: most of a body is never touched. Pure, no GPU.
#pragma once

#include "base/math.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace myo::render {

inline constexpr std::uint32_t no_triangle = 0xFFFFFFFFU;
inline constexpr std::uint32_t chart_tile = 8;    // texels a side of a square
inline constexpr std::uint32_t chart_gutter = 6;  // texels beyond a chart's border that its nearest triangle extends into

class Chart {
public:
  using Tile = std::uint32_t;                                               // x | y << 16, in squares
  using Owners = std::array<std::uint32_t, chart_tile * chart_tile>;        // a triangle a texel, row by row

  Chart() = default;
  // `uv` in [0,1]^2, y down, one a vertex; `indices` below its size; `size` texels a side.
  Chart(std::vector<vec2> uv, std::span<const std::uint32_t> indices, std::uint32_t size);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::size_t vertex_count() const { return uv_.size(); }
  [[nodiscard]] std::size_t tile_count() const { return std::size_t{across_} * across_; }
  [[nodiscard]] Tile tile(std::size_t place) const;                         // row by row

  // For each square the smallest of `values` (one a vertex) at the corners of triangles that may own a texel of it.
  // Triangles whose corners all reach `limit` are passed over: a square of theirs alone holds infinity.
  [[nodiscard]] std::vector<float> tile_minima(std::span<const float> values, float limit) const;

  // Owners of the texels of the squares at `places`, in their order; what was worked out before is remembered.
  // A texel belongs to the first triangle that covers its centre; in the gutter to the triangle of the nearest covered
  // texel, whose linear field is extended, so that filtering across the border of a chart meets no step.
  [[nodiscard]] std::vector<Owners> owners(std::span<const std::uint32_t> places);

private:
  struct Span { std::uint32_t low_x, low_y, high_x, high_y; };              // of squares, both ends included
  [[nodiscard]] Span reach(std::size_t triangle) const;
  void lay_out(const std::vector<std::uint32_t> &places);
  [[nodiscard]] Owners lay_out_one(Tile tile, std::span<const std::uint32_t> triangles) const;

  std::uint32_t size_ = 0, across_ = 0;
  std::vector<vec2> uv_;                                                    // in texels
  std::vector<std::uint32_t> indices_;
  std::vector<std::uint32_t> known_;                                        // place -> index into laid_out_, or no_triangle
  std::vector<Owners> laid_out_;
};

} // namespace myo::render
