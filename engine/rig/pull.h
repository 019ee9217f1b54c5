// Pulling the body by hand: simple inverse kinematics over the motions that the sliders have, so that limits, the rhythm of
// the shoulder and the spread over the spine's levels hold as they always do.
#pragma once

#include "rig/rig.h"

namespace myo::rig {

struct Grip {
  std::uint32_t joint = 0;       // that carries the place; format::none: nothing does
  vec3 place{0};                 // rest stance, world, metres
  vec3 target{0};                // where it is wanted
  vec3 sight{0};                 // unit: along it a pointer tells nothing, and being off counts little; 0: it counts as any other
};

struct Pulled {
  JointValues values;            // those it began with, and what it took to come near
  std::vector<CoordinateId> moved; // that may take part, from the trunk outwards
  double apart_m = 0;            // of the place from the target, what is along the sight as it counts
  bool moves = false;            // false: nothing can follow, and the values are those it began with
};

// As near to the target as a hand brings it from the posture that is given, downhill and within the limits (a posture that
// only a detour reaches is not found): an arm or a leg up to the trunk, the neck and then
// the trunk for the head, the lower jaw alone. The trunk's root never moves. A target that was reached already changes
// nothing; the same pull again goes on from where it came to and never farther away.
[[nodiscard]] Pulled pull(const Rig &rig, const JointValues &from, const Grip &grip);

// The joint that carries most of a surface at a place of it (rest stance); format::none without weights.
[[nodiscard]] std::uint32_t joint_at(const format::Mesh &mesh, vec3 place);

} // namespace myo::rig
