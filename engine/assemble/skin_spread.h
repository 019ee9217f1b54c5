// The stance in which a skin can be built: arms away from the trunk and legs apart, so that armpits and crotch lie
// open. Every bone moves rigidly; what lies round a shoulder or hip moves by a smooth mix of both sides of the joint.
#pragma once

#include "anatomy/library.h"
#include "assemble/mesh/point_tree.h"
#include "format/body.h"

#include <array>
#include <memory>
#include <vector>

namespace myo::assemble {

enum class Limb : std::uint8_t { none, left_arm, right_arm, left_leg, right_leg };
using LimbWeights = vec4; // left arm, right arm, left leg, right leg; the rest stays where it is

class Spread {
public:
  Spread(const format::Body &body, const anatomy::Library &library, float arm_degrees, float leg_degrees);

  [[nodiscard]] static Limb limb_of(std::string_view part, anatomy::Side side);
  [[nodiscard]] static LimbWeights rigid(Limb limb);
  [[nodiscard]] mat4 motion(Limb limb) const; // of its bones
  [[nodiscard]] vec3 root(Limb limb) const { return centre_[static_cast<std::size_t>(limb) - 1]; } // its shoulder or hip, at rest
  [[nodiscard]] LimbWeights weights(vec3 rest) const; // of soft tissue at a point of the rest stance
  [[nodiscard]] vec3 apart(vec3 rest, LimbWeights w) const;
  [[nodiscard]] vec3 together(vec3 spread, LimbWeights w) const; // inverse of `apart` for the same weights

private:
  [[nodiscard]] mat4 blend(LimbWeights w) const;
  float mid_ = 0;
  std::array<mat4, 4> motion_{};
  std::array<vec3, 4> centre_{};
  std::array<std::unique_ptr<PointTree>, 5> bones_; // by limb, 0 = the rest
};

} // namespace myo::assemble
