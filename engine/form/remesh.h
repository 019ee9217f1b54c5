// Even triangles: split, collapse, flip and relax towards a wished edge length that may vary over the surface, after
// Botsch and Kobbelt 2004, "A remeshing approach to multiresolution modeling".
#pragma once

#include "form/isosurface.h"

#include <functional>

namespace myo::form {

struct RemeshWish {
  std::function<float(vec3)> edge;   // wished edge length there, metres
  std::function<vec3(vec3)> project; // back onto the true surface; may be empty
  int rounds = 5;
};

// Needs a closed manifold; keeps it closed, manifold and of the same genus. Deterministic.
[[nodiscard]] Surface remesh(const Surface &surface, const RemeshWish &wish);

// Area-and-angle weighted vertex normals, unit.
[[nodiscard]] std::vector<vec3> vertex_normals(const std::vector<vec3> &positions,
                                               const std::vector<std::uint32_t> &indices);

} // namespace myo::form
