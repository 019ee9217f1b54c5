// Who is whose neighbour: along a surface's edges, across its connected pieces, and through space.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

// Compressed neighbour lists: vertex v has items[start[v]] .. items[start[v + 1]), ascending, without v itself.
struct Neighbours {
  std::vector<std::uint32_t> start, items;
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t v) const {
    return std::span(items).subspan(start[v], start[v + 1] - start[v]);
  }
  [[nodiscard]] std::size_t size() const { return start.empty() ? 0 : start.size() - 1; }
};

// Vertices that share an edge.
[[nodiscard]] Neighbours edge_neighbours(const SurfaceView &surface);
// Triangles at each vertex.
[[nodiscard]] Neighbours vertex_triangles(const SurfaceView &surface);
// The `count` nearest points of each, made symmetric. Joins a muscle's separate bundles, which edges do not.
[[nodiscard]] Neighbours nearest_neighbours(std::span<const vec3> points, std::size_t count = 8);

// Connected pieces by shared vertices. Components are numbered in the order of their first triangle.
struct Components {
  std::vector<std::uint32_t> of_triangle;
  std::vector<std::size_t> triangles; // one element a component
  [[nodiscard]] std::size_t count() const { return triangles.size(); }
};
[[nodiscard]] Components components(const SurfaceView &surface);
// The triangles of `surface` for which `keep` is true, with unused vertices dropped; both keep their
// order.
[[nodiscard]] Surface keep_triangles(const SurfaceView &surface, const std::vector<bool> &keep);

} // namespace myo::assemble
