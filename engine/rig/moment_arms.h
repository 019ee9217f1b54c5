// How well a muscle pulls at each joint: its moment arm, the length it loses for each radian that the joint turns.
#pragma once

#include "rig/rig.h"
#include "rig/strain.h"

#include <cstdint>
#include <vector>

namespace myo::rig {

struct MomentArm {
  CoordinateId id;                 // of a coordinate that turns; gliding ones have no arm
  double arm_m = 0;                // metres; above 0 the muscle pulls the plus way
};

// Of these structures together (their mean path) in the pose of `values`, by the principle of virtual work: minus the change of
// length over a turn of one degree about the pose, less at a limit. Those of at least `least_m`, in the rig's order.
[[nodiscard]] std::vector<MomentArm> moment_arms(const Rig &rig, const JointValues &values, const std::vector<std::uint32_t> &structures,
                                                 double least_m = 0.0005);

// The same of some fibres (index into Strains::parts()).
[[nodiscard]] std::vector<MomentArm> moment_arms_of_part(const Rig &rig, const JointValues &values, std::uint32_t part, double least_m = 0.0005);

} // namespace myo::rig
