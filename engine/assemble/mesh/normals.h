// Smooth vertex normals.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

// Unit; each triangle counts by its area times its angle at the vertex. A vertex without area points away from the
// centre of the surface.
[[nodiscard]] std::vector<vec3> smooth_normals(const SurfaceView &surface);

} // namespace myo::assemble
