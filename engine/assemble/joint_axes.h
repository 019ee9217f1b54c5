// Which way a joint's axes point at rest: X the flexion axis towards the body's left, Y up the long axis, Z forward.
#pragma once

#include "format/body.h"

#include <map>
#include <span>
#include <string>

namespace myo::assemble {

struct JointPlace {
  vec3 centre{0};
  vec3 across{0};         // flexion axis where the fit gave one, any length; else zero
  vec3 up{0};             // long axis where the fit gave one; else zero
  std::string how;
  float residual_mm = 0;
};

// Least-squares plane: normal = the axis of the smallest spread.
struct Plane {
  vec3 centre{0}, normal{0, 1, 0};
  float thickness_mm = 0; // root mean square distance from the plane
};
[[nodiscard]] Plane fit_plane(std::span<const vec3> points);

// Fills Joint::axes. Where a place gives no long axis, a limb joint's runs from the next joint outward to itself, the
// spine's straight up. `places` by rig id.
void orient_joints(format::Body &body, const std::map<std::string, JointPlace, std::less<>> &places);

} // namespace myo::assemble
