// Fewer triangles where the surface does not need them.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

// Edge collapse (meshoptimizer) while the surface moves less than `error_mm`; open edges stay where they are. Returns
// a surface over a subset of the vertices.
[[nodiscard]] Surface simplify(const SurfaceView &surface, double error_mm = 0.15);
// Order of triangles and vertices that graphics hardware likes; the shape is untouched.
void order_for_drawing(Surface &surface);

} // namespace myo::assemble
