// Which limb soft tissue goes with when the limbs are spread: a muscle that holds on to the trunk alone stays with the trunk
// however near an elbow hangs, and one that reaches a limb goes with it no farther than a little beyond its end there.
#pragma once

#include "assemble/skin_parts.h"
#include "assemble/skin_spread.h"

#include <vector>

namespace myo::assemble {

class LimbHolds {
public:
  // By the attachments in Body::patches; where a structure has none, its place alone decides.
  LimbHolds(const format::Body &body, const SkinParts &parts, const Spread &spread);

  // Of a point of a structure at rest, world frame in metres.
  [[nodiscard]] LimbWeights weights(std::uint32_t structure, vec3 rest) const;

private:
  struct Hold {
    bool known = false, trunk = false;
    vec4 reach{-1}; // metres from each limb's root to the farthest end on it, negative where it has none
  };
  const Spread &spread_;
  std::vector<Hold> holds_;
};

} // namespace myo::assemble
