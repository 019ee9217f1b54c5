#include "assemble/surface_probe.h"

namespace myo::assemble {

SurfaceProbe::SurfaceProbe(Samples samples) : samples_(std::move(samples)), tree_(samples_.points) {}

SurfaceProbe::Answer SurfaceProbe::operator()(vec3 p) const {
  const PointTree::Hit hit = tree_.nearest(p);
  if (hit.index >= samples_.points.size()) return {};
  const vec3 q = samples_.points[hit.index];
  const vec3 n = samples_.normals[hit.index];
  return {glm::dot(p - q, n) < 0 ? -hit.distance : hit.distance, n, q, hit.index};
}

} // namespace myo::assemble
