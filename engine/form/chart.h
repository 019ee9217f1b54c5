// Flat charts of a surface for a texture: each chart is a patch of one body segment seen along one of six directions.
// One uv a vertex, so vertices are split along chart borders; copies keep exactly the same position.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::form {

struct ChartWish {
  int size_px = 2048;     // the texture is square
  int gutter_px = 6;      // free pixels around each chart, at least
  float smallest_cm2 = 5; // smaller charts are merged into a neighbour where that folds nothing
};
struct Distortion {
  double p50 = 1, p95 = 1, p99 = 1; // area-weighted ratio of the two stretches of a triangle
  double flipped_area = 0;          // share of the area whose orientation is reversed or lost
  double fill = 0;                  // share of the texture covered by charts
  double pixels_per_mm = 0;
};
struct Charts {
  std::vector<std::uint32_t> source;  // for each new vertex, the vertex it copies
  std::vector<vec2> uv;               // for each new vertex, [0,1]^2, y down
  std::vector<std::uint32_t> indices; // same triangles in the same order, with new vertices
  std::vector<std::uint32_t> chart;   // for each triangle
  std::uint32_t count = 0;
  Distortion distortion;
};

// `segment` is a small label for each vertex (which limb or part it belongs to); `frames` one orthonormal frame a
// segment whose columns are the box directions (may be empty: the world's axes). Deterministic.
[[nodiscard]] Charts make_charts(std::span<const vec3> positions, std::span<const vec3> normals,
                                 std::span<const std::uint32_t> indices, std::span<const std::uint32_t> segment,
                                 std::span<const mat3> frames = {}, const ChartWish &wish = {});

} // namespace myo::form
