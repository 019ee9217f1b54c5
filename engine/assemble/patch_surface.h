// What of a patch is worth storing: the bone's skin inside its edge and a rim outside, no finer than it must be.
#pragma once

#include "format/body.h"

namespace myo::assemble {

inline constexpr float patch_rim_mm = 0.5F; // kept outside the edge, for the half pixel that fades there

// Cuts the surface along edge_mm = patch_rim_mm, and joins triangles well inside that lie in one plane: there nothing is
// cut, and refining for the edge only split the bone's own. Edge, outline and everything near them stay as they are.
void trim_patch(format::Patch &patch);

} // namespace myo::assemble
