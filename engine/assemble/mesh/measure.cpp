#include "assemble/mesh/measure.h"

#include "assemble/mesh/edges.h"

namespace myo::assemble {

double area_m2(const SurfaceView &surface) {
  double sum = 0;
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
    const glm::dvec3 a = surface.positions[surface.indices[i]];
    const glm::dvec3 b = surface.positions[surface.indices[i + 1]];
    const glm::dvec3 c = surface.positions[surface.indices[i + 2]];
    sum += 0.5 * glm::length(glm::cross(b - a, c - a));
  }
  return sum;
}

double volume_m3(const SurfaceView &surface) {
  if (surface.positions.empty()) return 0;
  const glm::dvec3 origin = surface.positions[0]; // near the surface, so that large terms do not cancel
  double sum = 0;
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
    const glm::dvec3 a = glm::dvec3(surface.positions[surface.indices[i]]) - origin;
    const glm::dvec3 b = glm::dvec3(surface.positions[surface.indices[i + 1]]) - origin;
    const glm::dvec3 c = glm::dvec3(surface.positions[surface.indices[i + 2]]) - origin;
    sum += glm::dot(a, glm::cross(b, c));
  }
  return sum / 6.0;
}

Bounds bounds(std::span<const vec3> points) {
  Bounds result;
  for (const vec3 p : points) result.add(p);
  return result;
}

vec3 centroid(const SurfaceView &surface) {
  glm::dvec3 sum{0};
  double weight = 0;
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
    const glm::dvec3 a = surface.positions[surface.indices[i]];
    const glm::dvec3 b = surface.positions[surface.indices[i + 1]];
    const glm::dvec3 c = surface.positions[surface.indices[i + 2]];
    const double area = glm::length(glm::cross(b - a, c - a));
    sum += area * (a + b + c) / 3.0;
    weight += area;
  }
  if (weight > 0) return vec3(sum / weight);
  for (const vec3 p : surface.positions) sum += glm::dvec3(p);
  return surface.positions.empty() ? vec3(0) : vec3(sum / double(surface.positions.size()));
}

EdgeCount count_edges(const SurfaceView &surface) {
  EdgeCount count;
  const std::vector<std::uint64_t> edges = sorted_edges(surface.indices);
  for (std::size_t i = 0; i < edges.size();) {
    std::size_t j = i + 1;
    while (j < edges.size() && edges[j] == edges[i]) ++j;
    const std::size_t users = j - i;
    (users == 1 ? count.open : users == 2 ? count.manifold : count.crowded) += 1;
    i = j;
  }
  return count;
}

} // namespace myo::assemble
