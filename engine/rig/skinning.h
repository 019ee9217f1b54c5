// The posed surface as the skin pass of the GPU makes it, on the CPU: its reference, and what measurements are taken on.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

#include <vector>

namespace myo::rig {

// Posed places of all vertices, metres, world frame: the joints' dual quaternions blended by the vertex's weights. A vertex
// without weights stays where it is.
[[nodiscard]] std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose);

} // namespace myo::rig
