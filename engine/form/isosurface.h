// A scalar field on a lattice, and the closed surface where it is zero. Fields are negative inside; lengths in metres.
#pragma once

#include "base/math.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace myo::form {

// A bare triangle surface: counter-clockwise seen from outside.
struct Surface {
  std::vector<vec3> positions;
  std::vector<std::uint32_t> indices;
};

struct Lattice {
  vec3 origin{0};
  float step = 0.0025F;
  glm::ivec3 size{0};

  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) * static_cast<std::size_t>(size.z);
  }
  [[nodiscard]] std::size_t index(int x, int y, int z) const {
    return (static_cast<std::size_t>(z) * static_cast<std::size_t>(size.y) + static_cast<std::size_t>(y)) *
               static_cast<std::size_t>(size.x) +
           static_cast<std::size_t>(x);
  }
  [[nodiscard]] vec3 point(int x, int y, int z) const { return origin + step * vec3(x, y, z); }
};
// The lattice of `step` whose nodes cover `bounds` grown by `margin`; nodes lie on multiples of `step`.
[[nodiscard]] Lattice lattice_over(const Bounds &bounds, float margin, float step);

struct Field {
  Lattice lattice;
  std::vector<float> values;

  [[nodiscard]] float sample(vec3 p) const;  // trilinear, clamped to the lattice
  [[nodiscard]] vec3 gradient(vec3 p) const; // central differences of `sample` over one step
};

// Makes the inside one solid without holes, cavities or handles, changing as few nodes as it can: the inside is grown
// from its deepest node outwards and a node that would close a ring stays outside, so a handle is cut where it is
// thinnest. On the tetrahedra that `isosurface` cuts, connectivity of inside and outside is the same, hence the result
// is always a topological ball (simple points: Bertrand 1994). Returns how many nodes changed side.
std::size_t make_ball(Field &field);

// Zero set by marching the six tetrahedra of every cell (Freudenthal's division): closed and manifold whenever the
// field is positive on the lattice's rim.
[[nodiscard]] Surface isosurface(const Field &field);

// Separable Gaussian, sigma in lattice steps.
void smooth(Field &field, float sigma_steps);

// Volume enclosed, in cubic metres, and area.
[[nodiscard]] double volume(const Surface &surface);
[[nodiscard]] double area(const Surface &surface);

// How often a closed surface goes round a point: 1 inside, 0 outside (van Oosterom and Strackee 1983). Slow and never
// mistaken, where the nearest triangle's normal misleads at sharp rims.
[[nodiscard]] double winding(std::span<const vec3> positions, std::span<const std::uint32_t> indices, vec3 p);

struct Topology {
  std::size_t components = 0;
  std::size_t open_edges = 0;    // edges with one triangle
  std::size_t crowded_edges = 0; // edges with three or more, or two that run the same way
  std::size_t bow_ties = 0;      // vertices whose triangles form more than one fan
  long genus = 0;                // sum over components, when closed
};
[[nodiscard]] Topology topology(const Surface &surface);

} // namespace myo::form
