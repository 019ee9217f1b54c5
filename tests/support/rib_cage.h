// A body of hoops for ribs, and flesh that lies on them.
#pragma once

#include "format/body.h"

#include <cmath>

namespace myo::tests {

inline constexpr float cage_low_m = 1.0F, cage_high_m = 1.4F, cage_wide_m = 0.13F;

// Hoops around an upright line, every 25 mm one, carried by ribs; and an arm bone beside them. Joint 1 carries the cage, 3 the
// blade, 4 the arm.
inline format::Body rib_cage() {
  format::Body body;
  body.joints = {{"sacrum"}, {"t7_t8", 0, vec3(0, 1.2F, 0)}, {"left.costovertebral_07", 1}, {"left.acromioclavicular", 1}, {"left.glenohumeral", 3, vec3(0.18F, 1.4F, 0)}};
  for (int hoop = 0; hoop <= 16; ++hoop) {
    format::Structure rib;
    rib.kind = format::Kind::bone;
    for (int i = 0; i < 96; ++i) {
      const float turn = 6.2831853F * float(i) / 96;
      rib.mesh.positions.push_back(vec3(cage_wide_m * std::sin(turn), cage_low_m + float(hoop) * (cage_high_m - cage_low_m) / 16, cage_wide_m * std::cos(turn)));
    }
    rib.mesh.joints.assign(96, u16vec4(2, 0, 0, 0)), rib.mesh.weights.assign(96, vec4(1, 0, 0, 0));
    body.structures.push_back(std::move(rib));
  }
  format::Structure arm;
  arm.kind = format::Kind::bone;
  arm.mesh.positions = {vec3(0.4F, 1.2F, 0)};
  arm.mesh.joints = {u16vec4(4, 0, 0, 0)}, arm.mesh.weights = {vec4(1, 0, 0, 0)};
  body.structures.push_back(std::move(arm));
  return body;
}

// Adds a strip of flesh on the cage, from its joint behind to `end`, with its patches; returns its index.
inline std::uint32_t add_strip(format::Body &body, std::uint32_t end) {
  const auto structure = static_cast<std::uint32_t>(body.structures.size());
  format::Structure strip;
  strip.kind = format::Kind::muscle, strip.muscle = "strip", strip.side = format::Side::left;
  for (int i = 0; i <= 20; ++i) {
    const float share = float(i) / 20, turn = 3.14159265F - 1.2F * share;
    strip.mesh.positions.push_back(vec3(0, 1.2F, 0) + (cage_wide_m + 0.005F) * vec3(std::sin(turn), 0, std::cos(turn)));
    strip.mesh.joints.push_back(u16vec4(1, static_cast<std::uint16_t>(end), 0, 0)), strip.mesh.weights.push_back(vec4(1 - share, share, 0, 0));
  }
  format::Patch origin, insertion;
  origin.muscle = insertion.muscle = "strip", origin.side = insertion.side = format::Side::left;
  origin.muscle_structure = insertion.muscle_structure = structure;
  origin.joint = 1, origin.centroid = strip.mesh.positions.front(), insertion.joint = end, insertion.centroid = strip.mesh.positions.back();
  body.patches = {origin, insertion};
  body.structures.push_back(std::move(strip));
  return structure;
}

} // namespace myo::tests
