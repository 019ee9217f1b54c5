#include "assemble/compare/spread.h"

#include "assemble/mesh/measure.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace myo::assemble {

DistanceSpread spread_between(const Samples &a, const SurfaceTree &tree_a, const Samples &b, const SurfaceTree &tree_b, const Rigid &fit) {
  std::vector<float> distances;
  distances.reserve(a.points.size() + b.points.size());
  const Rigid back = fit.inverse();
  for (const vec3 p : a.points) distances.push_back(tree_b.nearest(fit(p)).distance);
  for (const vec3 p : b.points) distances.push_back(tree_a.nearest(back(p)).distance);
  DistanceSpread out{0, 0, distances.size()};
  if (distances.empty()) return out;
  for (const float d : distances) out.mean_mm += 1e3 * static_cast<double>(d);
  out.mean_mm /= static_cast<double>(distances.size());
  const auto at = static_cast<std::ptrdiff_t>(std::min(distances.size() - 1, distances.size() * 95 / 100));
  std::nth_element(distances.begin(), distances.begin() + at, distances.end());
  out.p95_mm = 1e3 * static_cast<double>(distances[static_cast<std::size_t>(at)]);
  return out;
}

Samples samples_of(const SurfaceView &surface, std::size_t count) {
  const double area_mm2 = 1e6 * area_m2(surface);
  return area_mm2 > 0 ? sample_surface(surface, static_cast<double>(count) / area_mm2) : Samples{};
}

} // namespace myo::assemble
