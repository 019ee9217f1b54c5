// What of a muscle's path its rest tells once, so that the path in any pose is found quickly. Private to the room.
#pragma once

#include "format/body.h"
#include "rig/pose.h"
#include "rig/rigid.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace myo::rig {

struct MuscleCourse {
  struct End {                                 // the mean of its patches
    std::vector<std::pair<std::uint32_t, double>> patches; // index into Body::patches, area
    double area = 0;
  };
  struct Middle {                              // of one slice of the flesh
    dvec3 rest{0};
    std::vector<std::pair<std::uint32_t, double>> weights; // joint, weight
  };
  End origin, insertion;
  std::vector<Middle> middles;                 // from origin to insertion; none: the straight line
  double rest_m = 0;

  [[nodiscard]] bool empty() const { return origin.patches.empty() || insertion.patches.empty(); }
};

// Of one muscle structure, whose patches these are (indices into Body::patches, in their order).
[[nodiscard]] MuscleCourse course_of(const format::Body &body, std::uint32_t structure, const std::vector<std::uint32_t> &patches);

[[nodiscard]] std::vector<Rigid> motions_of(const Pose &pose);
// Posed, world; origin first; none for an empty course. `motions` are the pose's.
[[nodiscard]] std::vector<vec3> points_of(const MuscleCourse &course, const Pose &pose, const std::vector<Rigid> &motions);
[[nodiscard]] double length_of(const std::vector<vec3> &points); // metres

} // namespace myo::rig
