// How far the rib cage reaches outwards. What slides over it on the way to a raised arm is kept outside, as far from it as at rest.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::rig {

// Radii of ribs, breastbone and thoracic vertebrae around an upright line, in the rest stance; metres.
class ThoraxWall {
public:
  static constexpr std::uint32_t turns = 48;  // steps around, from behind over the left

  ThoraxWall() = default;
  explicit ThoraxWall(const format::Body &body); // empty for a body without ribs

  [[nodiscard]] bool empty() const { return radii_.empty(); }
  [[nodiscard]] std::uint32_t joint() const { return joint_; } // of the vertebra that carries it
  // How far a place lies outside the wall (below 0: inside it), and how much the wall has a say there: 0 above and below it.
  struct Clearance { float metres = 0, say = 0; };
  [[nodiscard]] Clearance clearance(vec3 rest_place) const;
  // Out from the line.
  [[nodiscard]] vec3 outward(vec3 rest_place) const;

  // For the skin pass: line x and z, lowest height, step in height; rows, steps around, joint, nothing; then the radii, four each.
  [[nodiscard]] std::vector<vec4> packed() const;

private:
  [[nodiscard]] float radius(int row, int turn) const;
  std::uint32_t joint_ = format::none;
  vec2 line_{0};
  float low_ = 0;
  int rows_ = 0;
  std::vector<float> radii_;
};

// A place of such flesh in a pose, moved out until it is as far from the wall as its place at rest, or 20 mm.
[[nodiscard]] vec3 outside_thorax(vec3 place, vec3 rest, const ThoraxWall &wall, const Pose &pose);

} // namespace myo::rig
