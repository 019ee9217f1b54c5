// Distances along a triangle surface by fast marching (Kimmel and Sethian 1998), with obtuse corners unfolded.
// First order: within about 1 % on even triangles. Distances in the unit of the positions.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace myo::assemble {

// A point of the surface: barycentric in a triangle.
struct SurfacePoint {
  std::uint32_t triangle = 0;
  vec3 weights{1, 0, 0};
};

class Geodesic {
public:
  // Vertices at exactly the same position count as one (chart borders of a skin).
  Geodesic(std::span<const vec3> positions, std::span<const std::uint32_t> indices);

  // Distance from the nearest source to every vertex given to the constructor; `cap` where it is `cap` or more.
  [[nodiscard]] std::vector<float> distance(std::span<const SurfacePoint> sources, float cap) const;

  // Signed distance to the zero set of `implicit` (one value a vertex, negative inside, linear in each triangle): negative
  // inside, never beyond +-cap. All +cap when nothing is inside.
  [[nodiscard]] std::vector<float> signed_distance(std::span<const float> implicit, float cap) const;

  // Nearest point of the surface by straight distance.
  [[nodiscard]] std::uint32_t welded(std::uint32_t vertex) const { return weld_[vertex]; }

private:
  struct Seed { std::uint32_t vertex; float distance; };
  void march(std::vector<float> &distance, std::vector<Seed> seeds, float cap, std::span<const std::uint8_t> allowed) const;
  [[nodiscard]] float update(std::uint32_t triangle, int corner, const std::vector<float> &distance,
                             const std::vector<std::uint8_t> &known) const;

  std::vector<std::uint32_t> weld_;                       // original vertex -> welded
  std::vector<vec3> points_;
  std::vector<std::uint32_t> indices_;                    // of welded vertices
  std::vector<std::uint32_t> ring_first_, ring_;          // triangles round each welded vertex
  struct Virtual { std::uint32_t triangle, corner, vertex; vec2 at; };
  std::vector<std::uint32_t> virtual_first_;              // for each corner, into virtual_
  std::vector<Virtual> virtual_;
};

} // namespace myo::assemble
