// How long a muscle is: from the centroids of its origin patches over the bones it wraps to its insertion patches.
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
