// Where everything rigid is in one pose. Every array but the folds has one element for the body's array of the same name.
#pragma once

#include "base/math.h"
#include "rig/fold.h"

#include <cstdint>
#include <string>
#include <vector>

namespace myo::rig {

// Unit dual quaternion, xyzw, motion from rest in the world frame; same layout as shared::JointMotion. Neighbours lie in
// the same hemisphere as their parent, so that blending takes the short way.
struct DualQuaternion {
  vec4 real{0, 0, 0, 1};
  vec4 dual{0};
};

struct Pose {
  std::vector<DualQuaternion> motions; // a joint: motion from rest
  std::vector<mat4> matrices;          // the same, as matrices
  std::vector<vec3> joint_centres;
  std::vector<vec3> landmarks;
  std::vector<vec3> patch_centroids;
  std::vector<vec3> patch_normals;
  std::vector<vec3> trigger_points;
  std::vector<Fold> folds;             // of limbs that are bent far; none is the usual case
  std::vector<std::uint32_t> fold_sides; // a joint: fold_bits for each fold at its shift; empty without folds
  std::vector<std::string> notes;      // what was limited, one line each
  std::uint64_t hash = 0;              // of the motions; equal hash = same pose
};

[[nodiscard]] mat4 to_matrix(const DualQuaternion &motion);
[[nodiscard]] vec3 move_point(const DualQuaternion &motion, vec3 point);
// Angle of the rotation, radians, 0..pi.
[[nodiscard]] float rotation_angle(const DualQuaternion &motion);

} // namespace myo::rig
