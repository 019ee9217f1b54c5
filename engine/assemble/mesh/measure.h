// Numbers about a surface.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

[[nodiscard]] double area_m2(const SurfaceView &surface);
// Signed: positive where triangles face outward. Right for closed surfaces, close for nearly closed ones.
[[nodiscard]] double volume_m3(const SurfaceView &surface);
[[nodiscard]] Bounds bounds(std::span<const vec3> points);
// Area-weighted mean of the triangles' centres; the mean of the points when there is no area.
[[nodiscard]] vec3 centroid(const SurfaceView &surface);

// Edges by how many triangles share them: one = open, more than two = not manifold.
struct EdgeCount {
  std::size_t open = 0, manifold = 0, crowded = 0;
};
[[nodiscard]] EdgeCount count_edges(const SurfaceView &surface);

} // namespace myo::assemble
