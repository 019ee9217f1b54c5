// Open edges as closed loops: the outlines of cracks and holes.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

// One outline: vertices in the direction of the triangles' own edges; no vertex twice.
using Loop = std::vector<std::uint32_t>;

// Loops of edges that only one triangle has. Where outlines touch in a vertex they are taken apart there, so that
// every loop is simple.
[[nodiscard]] std::vector<Loop> open_loops(const SurfaceView &surface);

} // namespace myo::assemble
