// The zero set of a function by marching the tetrahedra of a graded octree: closed and manifold, fine where wished.
#pragma once

#include "form/isosurface.h"

#include <functional>

namespace myo::form {

struct GradedWish {
  Bounds bounds;                    // the surface lies well inside
  std::function<float(vec3)> value; // negative inside, about the distance in metres; called from several threads
  std::function<float(vec3)> cell;  // wished edge of the cells that the surface runs through, metres
  float finest = 0.00125F;          // edge of the smallest cells, metres
  int levels = 5;                   // of sizes, each twice the one below
  float steepest = 1.5F;            // `value` changes by at most this for each metre, as far as a cell's size matters
};

struct GradedSurface {
  Surface surface;
  std::vector<vec3> changed; // places whose side was changed to make the inside a ball
};

// The inside becomes one solid without holes, cavities or handles, as by `make_ball` on a lattice; what is cut is cut
// where it is thinnest. Deterministic.
[[nodiscard]] GradedSurface graded_ball(const GradedWish &wish);

} // namespace myo::form
