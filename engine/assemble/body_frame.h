// One side of a body as [lateral, posterior, superior] millimetres, and the slabs that bound a search in that frame.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <optional>
#include <string>

namespace myo::assemble {

struct BodyFrame {
  float mid = 0;    // the body's midline, world x, metres
  float mirror = 1; // +1 on the left and for midline things, -1 on the right
  [[nodiscard]] static BodyFrame of(anatomy::Side side, float mid) {
    return {mid, side == anatomy::Side::right ? -1.0F : 1.0F};
  }
  [[nodiscard]] vec3 lps(vec3 world) const { return direction_lps(world - vec3(mid, 0, 0)) / millimetre; }
  [[nodiscard]] vec3 world(vec3 lps) const { return direction_world(lps) * millimetre + vec3(mid, 0, 0); }
  [[nodiscard]] vec3 direction_lps(vec3 world) const { return {mirror * world.x, -world.z, world.y}; }
  [[nodiscard]] vec3 direction_world(vec3 lps) const { return {mirror * lps.x, lps.z, -lps.y}; }
};

struct Slab {
  int axis = 0;
  bool absolute = false; // distance from the midline rather than the signed coordinate
  float low = 0, high = 0;
  [[nodiscard]] bool holds(vec3 lps) const;
};

// `box` is the bone's, in lps. Nothing, with the reason in `why`, when a landmark it leans on is missing.
[[nodiscard]] std::optional<Slab> slab_of(const anatomy::LandmarkFilter &filter, const format::Body &body,
                                          anatomy::Side side, const BodyFrame &frame, const Bounds &box, float scale,
                                          std::string &why);

} // namespace myo::assemble
