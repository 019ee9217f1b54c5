// What of a muscle's path its rest tells once, so that the path in any pose is found quickly. Private to the room.
#pragma once

#include "format/body.h"
#include "rig/pose.h"
#include "rig/rigid.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace myo::rig {

struct MuscleCourse {
  struct Hold { std::uint32_t joint = 0; dvec3 rest{0}; double area = 0; }; // the mean of a patch or of a piece of it
  using End = std::vector<Hold>;
  struct Middle {                              // of one slice of the flesh
    dvec3 rest{0};
    std::vector<std::pair<std::uint32_t, double>> weights; // joint, weight
  };
  End origin, insertion;
  std::vector<Middle> middles;                 // from origin to insertion; none: the straight line
  double rest_m = 0;

  [[nodiscard]] bool empty() const { return origin.empty() || insertion.empty(); }
};

// Which fibres: those between two shares of all, counted from the farthest along a direction (world, in the rest stance).
struct Fibres { vec3 toward{0}; double from = 0, to = 1; };

// A place that a bone carries and the path keeps to (waypoints.h).
struct Waypoint { double along = 0; std::uint32_t joint = 0; dvec3 rest{0}; };

// Of one muscle structure, whose patches these are (indices into Body::patches, in their order).
[[nodiscard]] MuscleCourse course_of(const format::Body &body, std::uint32_t structure, const std::vector<std::uint32_t> &patches,
                                     std::span<const Waypoint> waypoints = {});
// Of some fibres of a muscle that may lie in several structures; `patches` are those of all of them.
[[nodiscard]] MuscleCourse course_of(const format::Body &body, std::span<const std::uint32_t> structures,
                                     const std::vector<std::uint32_t> &patches, const Fibres &fibres, std::span<const Waypoint> waypoints = {});

[[nodiscard]] std::vector<Rigid> motions_of(const Pose &pose);
// Posed, world; origin first; none for an empty course. `motions` are the pose's.
[[nodiscard]] std::vector<vec3> points_of(const MuscleCourse &course, const std::vector<Rigid> &motions);
[[nodiscard]] double length_of(const std::vector<vec3> &points); // metres

} // namespace myo::rig
