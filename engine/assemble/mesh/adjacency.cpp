#include "assemble/mesh/adjacency.h"

#include "assemble/mesh/edges.h"
#include "assemble/mesh/point_tree.h"

#include <numeric>

namespace myo::assemble {
namespace {

// Sorted, unique (from, to) pairs -> neighbour lists.
Neighbours lists(std::vector<std::uint64_t> pairs, std::size_t vertices) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  Neighbours result;
  result.start.assign(vertices + 1, 0);
  result.items.reserve(pairs.size());
  for (const std::uint64_t pair : pairs) {
    ++result.start[(pair >> 32U) + 1];
    result.items.push_back(std::uint32_t(pair));
  }
  std::partial_sum(result.start.begin(), result.start.end(), result.start.begin());
  return result;
}

} // namespace

Neighbours edge_neighbours(const SurfaceView &surface) {
  std::vector<std::uint64_t> pairs;
  pairs.reserve(2 * surface.indices.size());
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = surface.indices[i + k], b = surface.indices[i + (k + 1) % 3];
      if (a == b) continue;
      pairs.push_back(directed_edge(a, b));
      pairs.push_back(directed_edge(b, a));
    }
  return lists(std::move(pairs), surface.positions.size());
}

Neighbours vertex_triangles(const SurfaceView &surface) {
  std::vector<std::uint64_t> pairs;
  pairs.reserve(surface.indices.size());
  for (std::size_t i = 0; i < 3 * surface.triangles(); ++i)
    pairs.push_back(directed_edge(surface.indices[i], std::uint32_t(i / 3)));
  return lists(std::move(pairs), surface.positions.size());
}

Neighbours nearest_neighbours(std::span<const vec3> points, std::size_t count) {
  const PointTree tree(points);
  std::vector<std::uint64_t> pairs;
  pairs.reserve(2 * count * points.size());
  for (std::uint32_t i = 0; i < points.size(); ++i)
    for (const PointTree::Hit &hit : tree.nearest(points[i], count + 1)) {
      if (hit.index == i) continue;
      pairs.push_back(directed_edge(i, hit.index));
      pairs.push_back(directed_edge(hit.index, i));
    }
  return lists(std::move(pairs), points.size());
}

Components components(const SurfaceView &surface) {
  std::vector<std::uint32_t> parent(surface.positions.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&parent](std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
    parent[root(surface.indices[i + 1])] = root(surface.indices[i]);
    parent[root(surface.indices[i + 2])] = root(surface.indices[i]);
  }
  Components result;
  result.of_triangle.resize(surface.triangles());
  std::vector<std::uint32_t> number(surface.positions.size(), format::none);
  for (std::size_t t = 0; t < surface.triangles(); ++t) {
    std::uint32_t &n = number[root(surface.indices[3 * t])];
    if (n == format::none) {
      n = std::uint32_t(result.triangles.size());
      result.triangles.push_back(0);
    }
    ++result.triangles[n];
    result.of_triangle[t] = n;
  }
  return result;
}

Surface keep_triangles(const SurfaceView &surface, const std::vector<bool> &keep) {
  std::vector<std::uint32_t> number(surface.positions.size(), format::none);
  for (std::size_t i = 0; i < surface.indices.size(); ++i)
    if (keep[i / 3]) number[surface.indices[i]] = 0;
  Surface result;
  for (std::size_t v = 0; v < number.size(); ++v) {
    if (number[v] == format::none) continue;
    number[v] = std::uint32_t(result.positions.size());
    result.positions.push_back(surface.positions[v]);
  }
  for (std::size_t i = 0; i < surface.indices.size(); ++i)
    if (keep[i / 3]) result.indices.push_back(number[surface.indices[i]]);
  return result;
}

} // namespace myo::assemble
