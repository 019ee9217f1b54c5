#include "assemble/mesh/sampler.h"

#include <cmath>

namespace myo::assemble {
namespace {

// The plastic-number sequence: successive points fill the unit square evenly (Roberts 2018, "R2").
vec2 evenly(std::uint64_t k) {
  const double u = 0.5 + double(k) * 0.7548776662466927;
  const double v = 0.5 + double(k) * 0.5698402909980532;
  return {float(u - std::floor(u)), float(v - std::floor(v))};
}

// Unit square to barycentric weights, area-preserving; folds the far half of the parallelogram back.
vec3 in_triangle(vec2 uv) {
  if (uv.x + uv.y > 1.0F) uv = vec2(1.0F) - uv;
  return {1.0F - uv.x - uv.y, uv.x, uv.y};
}

} // namespace

Samples sample_surface(const SurfaceView &surface, double density) {
  Samples samples;
  if (!(density > 0)) return samples;
  samples.area_mm2 = 1.0 / density;
  double cumulated = 0; // in samples
  std::uint64_t next = 0;
  for (std::size_t t = 0; t < surface.triangles(); ++t) {
    const vec3 a = surface.positions[surface.indices[3 * t]];
    const vec3 b = surface.positions[surface.indices[3 * t + 1]];
    const vec3 c = surface.positions[surface.indices[3 * t + 2]];
    const glm::dvec3 cross = glm::cross(glm::dvec3(b) - glm::dvec3(a), glm::dvec3(c) - glm::dvec3(a));
    const double twice_area = glm::length(cross);
    cumulated += 0.5e6 * twice_area * density;
    if (double(next) + 0.5 >= cumulated) continue;
    const vec3 normal = vec3(cross / twice_area);
    for (; double(next) + 0.5 < cumulated; ++next) {
      const vec3 w = in_triangle(evenly(next));
      samples.points.push_back(w.x * a + w.y * b + w.z * c);
      samples.normals.push_back(normal);
      samples.triangles.push_back(std::uint32_t(t));
      samples.barycentric.push_back(w);
    }
  }
  return samples;
}

} // namespace myo::assemble
