#include "assemble/mesh/simplify.h"

#include "assemble/mesh/adjacency.h"

#include <meshoptimizer.h>

namespace myo::assemble {
namespace {

constexpr std::size_t smallest = 4; // triangles that a solid cannot do without

} // namespace

Surface simplify(const SurfaceView &surface, double error_mm) {
  const std::size_t vertices = surface.positions.size();
  const float *positions = vertices == 0 ? nullptr : &surface.positions.front().x;
  const float extent = vertices == 0 ? 0 : meshopt_simplifyScale(positions, vertices, sizeof(vec3));
  if (surface.triangles() <= smallest || !(error_mm > 0) || !(extent > 0))
    return {{surface.positions.begin(), surface.positions.end()}, {surface.indices.begin(), surface.indices.end()}};
  const auto error = float(error_mm * 0.001 / double(extent));
  std::vector<std::uint32_t> kept(surface.indices.size());
  const std::size_t count =
      meshopt_simplify(kept.data(), surface.indices.data(), surface.indices.size(), positions, vertices, sizeof(vec3),
                       3 * smallest, error, meshopt_SimplifyLockBorder, nullptr);
  kept.resize(count);
  return keep_triangles({surface.positions, kept}, std::vector<bool>(count / 3, true));
}

void order_for_drawing(Surface &surface) {
  if (surface.indices.empty()) return;
  meshopt_optimizeVertexCache(surface.indices.data(), surface.indices.data(), surface.indices.size(),
                              surface.positions.size());
  std::vector<vec3> positions(surface.positions.size());
  const std::size_t used =
      meshopt_optimizeVertexFetch(positions.data(), surface.indices.data(), surface.indices.size(),
                                  surface.positions.data(), surface.positions.size(), sizeof(vec3));
  positions.resize(used);
  surface.positions = std::move(positions);
}

} // namespace myo::assemble
