// Distances along a triangle surface by fast marching (Kimmel and Sethian 1998), obtuse corners unfolded.
// First order: exact for straight fronts on flat ground, within about 1 % elsewhere. Distances in the positions' unit.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
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

  // Signed distance to the zero set of `implicit` (one value a vertex, negative inside, linear in each triangle):
  // negative inside, never beyond +-cap. All +cap when nothing is inside.
  [[nodiscard]] std::vector<float> signed_distance(std::span<const float> implicit, float cap) const;

  // Area where `implicit` is negative, cut exactly along its zero set.
  [[nodiscard]] double area_inside(std::span<const float> implicit) const;

  // Values of parts (vertices connected through negative ones) whose area is below `share` of the largest part's are
  // made positive.
  void drop_small_pieces(std::span<float> implicit, double share) const;

private:
  struct Seed {
    std::uint32_t vertex;
    float distance;
  };
  enum class Front { straight, round };
  struct Unfolded { // the far vertex that splits an obtuse corner in two
    std::uint32_t vertex = 0xFFFFFFFFU;
    vec2 at{0}; // seen from the corner, first leg along +x
  };
  void unfold(const std::vector<std::uint32_t> &across);
  [[nodiscard]] float update(std::uint32_t corner, const std::vector<float> &distance,
                             const std::vector<std::uint8_t> &known, Front front) const;
  void march(std::vector<float> &distance, std::vector<std::uint8_t> &known, std::span<const Seed> seeds, float cap,
             Front front) const;
  [[nodiscard]] std::vector<float> spread(const std::vector<float> &welded) const;

  std::vector<std::uint32_t> weld_;     // given vertex -> own vertex
  std::vector<std::uint32_t> first_of_; // own vertex -> first given vertex
  std::vector<vec3> points_;
  std::vector<std::uint32_t> corners_;             // three own vertices a triangle
  std::vector<std::uint32_t> ring_first_, ring_;   // corners at each own vertex
  std::vector<Unfolded> unfolded_;                 // one a corner
  std::vector<std::uint32_t> split_first_, split_; // corners that each own vertex splits
};

} // namespace myo::assemble
