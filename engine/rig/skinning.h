// The posed surface as the skin pass of the GPU makes it, on the CPU: its reference, and what measurements are taken on.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

#include <span>
#include <vector>

namespace myo::rig {

// A unit dual quaternion as a turn and a shift, single precision.
struct Motion {
  glm::quat turn{1, 0, 0, 0};
  vec3 shift{0};
  [[nodiscard]] vec3 move(vec3 p) const { return turn * p + shift; }
};
// The joints' dual quaternions blended by a vertex's weights; none of them moves: at rest.
[[nodiscard]] Motion blended_motion(u16vec4 joints, vec4 weights, const Pose &pose);

// Where that motion takes a place, and by `straight` (straightness.h) the mean of where the joints would carry it.
[[nodiscard]] vec3 blended_place(const Motion &motion, u16vec4 joints, vec4 weights, float straight, const Pose &pose, vec3 place);

// Posed places of all vertices, metres, world frame. `straight`: one value a vertex, or empty: 0. `swell_m`: what the structure
// swells by (swelling.h); its vertices need normals then. A vertex without weights stays where it is.
[[nodiscard]] std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose, std::span<const float> straight = {}, float swell_m = 0);

} // namespace myo::rig
