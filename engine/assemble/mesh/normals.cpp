#include "assemble/mesh/normals.h"

#include "assemble/mesh/measure.h"

#include <cmath>

namespace myo::assemble {

std::vector<vec3> smooth_normals(const SurfaceView &surface) {
  std::vector<glm::dvec3> sums(surface.positions.size(), glm::dvec3(0));
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
    std::uint32_t corner[3] = {surface.indices[i], surface.indices[i + 1], surface.indices[i + 2]};
    const glm::dvec3 p[3] = {surface.positions[corner[0]], surface.positions[corner[1]], surface.positions[corner[2]]};
    const glm::dvec3 weighted = glm::cross(p[1] - p[0], p[2] - p[0]); // length = twice the area
    const double twice_area = glm::length(weighted);
    if (!(twice_area > 0)) continue;
    for (int k = 0; k < 3; ++k) {
      const glm::dvec3 u = p[(k + 1) % 3] - p[k], v = p[(k + 2) % 3] - p[k];
      const double angle = std::atan2(twice_area, glm::dot(u, v));
      sums[corner[k]] += angle * weighted;
    }
  }
  std::vector<vec3> normals(sums.size());
  const vec3 centre = bounds(surface.positions).centre();
  for (std::size_t v = 0; v < sums.size(); ++v) {
    const double length = glm::length(sums[v]);
    if (length > 0) {
      normals[v] = vec3(sums[v] / length);
      continue;
    }
    const vec3 away = surface.positions[v] - centre;
    normals[v] = glm::length(away) > 0 ? glm::normalize(away) : vec3(0, 1, 0);
  }
  return normals;
}

} // namespace myo::assemble
