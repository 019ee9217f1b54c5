// Which triangle of a carrier owns which texel of its heat chart. Pure, no GPU.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::render {

inline constexpr std::uint32_t no_triangle = 0xFFFFFFFFU;
inline constexpr std::uint32_t chart_tile = 8;    // texels a side of the squares that are baked or left alone as a whole
inline constexpr int chart_gutter = 6;            // texels beyond a chart's border that its nearest triangle extends into

struct Chart {
  std::uint32_t size = 0;                         // texels a side
  std::vector<std::uint32_t> triangles;           // one a texel, row by row; no_triangle outside
  std::vector<std::uint32_t> tiles;               // x | y << 16 of every square that owns a texel, row by row
  std::vector<std::uint32_t> tile_start;          // tiles.size() + 1 offsets into tile_vertices
  std::vector<std::uint32_t> tile_vertices;       // the vertices whose values a tile depends on
};

// `uv` in [0,1]^2, y down, one a vertex. A texel belongs to the first triangle that covers its centre; in the gutter to
// the triangle of the nearest covered texel, whose linear field is extended, so that filtering across the border of a
// chart meets no step.
[[nodiscard]] Chart build_chart(std::span<const vec2> uv, std::span<const std::uint32_t> indices, std::uint32_t size);

// The smallest of `values` (one a vertex) for each tile.
[[nodiscard]] std::vector<float> tile_minima(const Chart &chart, std::span<const float> values);

} // namespace myo::render
