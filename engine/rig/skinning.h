// The posed surface as the skin pass of the GPU makes it, on the CPU: its reference, and what measurements are taken on.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

#include <span>
#include <vector>

namespace myo::rig {

class ThoraxWall;

// A unit dual quaternion as a turn and a shift, single precision.
struct Motion {
  glm::quat turn{1, 0, 0, 0};
  vec3 shift{0};
  [[nodiscard]] vec3 move(vec3 p) const { return turn * p + shift; }
};
// The joints' dual quaternions blended by a vertex's weights; none of them moves: at rest.
[[nodiscard]] Motion blended_motion(u16vec4 joints, vec4 weights, const Pose &pose);

// How the flesh of one structure goes between its bones (straightness.h); empty arrays: by dual quaternions alone.
struct Course {
  std::span<const float> straight; // one a vertex
  std::span<const vec4> anchors;   // one a joint
  float swell_m = 0;               // along the normals (swelling.h)
  const ThoraxWall *wall = nullptr; // that flesh with anchors is kept outside of
  bool gives_way = true;           // in folds (fold.h); bones do not
};
// Where that motion takes vertex `v`, neither swollen nor pressed.
[[nodiscard]] vec3 blended_place(const format::Mesh &mesh, std::size_t v, const Motion &motion, const Course &course, const Pose &pose);

// A vertex that is posed and swollen, pressed in all folds of the pose that it lies in.
[[nodiscard]] vec3 folded_place(const format::Mesh &mesh, std::size_t v, vec3 place, const Pose &pose);

// Posed places of all vertices, metres, world frame. A vertex without weights stays where it is.
[[nodiscard]] std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose, const Course &course = {});

} // namespace myo::rig
