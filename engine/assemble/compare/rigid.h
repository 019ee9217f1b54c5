// Rigid motions: turn and shift, never scale. Lengths as the points' own (metres for bodies).
#pragma once

#include "base/math.h"

#include <span>

namespace myo::assemble {

struct Rigid {
  glm::dmat3 turn{1};
  glm::dvec3 shift{0};
  [[nodiscard]] vec3 operator()(vec3 p) const { return vec3(turn * glm::dvec3(p) + shift); }
  [[nodiscard]] vec3 direction(vec3 d) const { return vec3(turn * glm::dvec3(d)); }
  [[nodiscard]] Rigid inverse() const;
  [[nodiscard]] double angle_deg() const;      // of the turn, 0 to 180
};
// First `first`, then `second`.
[[nodiscard]] Rigid after(const Rigid &second, const Rigid &first);

// The motion that brings `from` nearest to `to`, pairwise, in weighted least squares (Kabsch 1976). Pairs that stay far
// off count less and less (Tukey's weights over a few rounds), so that a few misplaced ones do not lead it astray.
// Identity without points.
[[nodiscard]] Rigid fit_points(std::span<const vec3> from, std::span<const vec3> to);

} // namespace myo::assemble
