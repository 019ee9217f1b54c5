#include "rig/muscle_path.h"

#include "rig/muscle_course.h"

namespace myo::rig {

namespace {

MuscleCourse sought_course(const format::Body &body, std::uint32_t structure) {
  if (structure >= body.structures.size()) return {};
  std::vector<std::uint32_t> patches;
  for (std::uint32_t p = 0; p < body.patches.size(); ++p)
    if (body.patches[p].muscle_structure == structure) patches.push_back(p);
  return course_of(body, structure, patches);
}

} // namespace

MusclePath muscle_path(const format::Body &body, const Pose &pose, std::uint32_t muscle_structure) {
  MusclePath path{points_of(sought_course(body, muscle_structure), motions_of(pose)), 0};
  path.length_m = length_of(path.points);
  return path;
}

double muscle_length_m(const format::Body &body, const Pose &pose, std::uint32_t muscle_structure) {
  return muscle_path(body, pose, muscle_structure).length_m;
}

double rest_length_m(const format::Body &body, std::uint32_t muscle_structure) { return sought_course(body, muscle_structure).rest_m; }

} // namespace myo::rig
