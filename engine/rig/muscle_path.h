// How long a muscle is: from the mean of its origin patches along the middle of its flesh, which lies on what it wraps, to
// the mean of its insertion patches. Sets of short bundles have no such middle: the straight line is taken. This is as the body
// alone tells it; with the places that a muscle's sheet makes tendons keep to: strain.h.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

#include <cstdint>
#include <vector>

namespace myo::rig {

struct MusclePath {
  std::vector<vec3> points;      // posed, world; origin first; fewer than two when the muscle has no patches
  double length_m = 0;
};

// Of one muscle structure (index into Body::structures). Area-weighted means of the patches of each role.
[[nodiscard]] MusclePath muscle_path(const format::Body &body, const Pose &pose, std::uint32_t muscle_structure);
[[nodiscard]] double muscle_length_m(const format::Body &body, const Pose &pose, std::uint32_t muscle_structure);
[[nodiscard]] double rest_length_m(const format::Body &body, std::uint32_t muscle_structure);

} // namespace myo::rig
