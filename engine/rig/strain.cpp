#include "rig/strain.h"

#include "rig/waypoints.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace myo::rig {

namespace {

bool before(const StrainedMuscle &muscle, std::pair<std::string_view, format::Side> key) {
  return std::pair(std::string_view(muscle.id), muscle.side) < key;
}

// A structure's patches, in the body's order.
std::vector<std::vector<std::uint32_t>> patches_by_structure(const format::Body &body) {
  std::vector<std::vector<std::uint32_t>> patches(body.structures.size());
  for (std::uint32_t p = 0; p < body.patches.size(); ++p)
    if (body.patches[p].muscle_structure < patches.size()) patches[body.patches[p].muscle_structure].push_back(p);
  return patches;
}

Fibres fibres_of(const anatomy::MusclePart &part, format::Side side) {
  return {vec3(static_cast<float>(anatomy::sign(side)) * part.toward.x, part.toward.z, -part.toward.y), part.from, part.to};
}

} // namespace

Strains Strains::of(const format::Body &body) { return of(body, {}); }

Strains Strains::of(const format::Body &body, const anatomy::Library &library) {
  Strains strains;
  strains.courses_.resize(body.structures.size());
  const std::vector<std::vector<std::uint32_t>> patches = patches_by_structure(body);
  std::map<std::pair<std::string, format::Side>, std::vector<std::uint32_t>> bellies;
  for (std::uint32_t s = 0; s < body.structures.size(); ++s) {
    const format::Structure &structure = body.structures[s];
    if (structure.kind != format::Kind::muscle) continue;
    const anatomy::Muscle *muscle = structure.muscle.empty() ? nullptr : library.muscle(structure.muscle);
    const std::vector<Waypoint> waypoints = muscle != nullptr ? waypoints_of(body, library, *muscle, structure.side) : std::vector<Waypoint>{};
    MuscleCourse course = course_of(body, s, patches[s], waypoints);
    if (!(course.rest_m > 0)) continue;
    strains.courses_[s] = std::move(course);
    if (!structure.muscle.empty()) bellies[{structure.muscle, structure.side}].push_back(s);
  }
  for (auto &[key, structures] : bellies) strains.muscles_.push_back({key.first, key.second, std::move(structures)});
  for (std::uint32_t m = 0; m < strains.muscles_.size(); ++m) {
    const StrainedMuscle &strained = strains.muscles_[m];
    const anatomy::Muscle *muscle = library.muscle(strained.id);
    if (muscle == nullptr || muscle->parts.empty()) continue;
    std::vector<std::uint32_t> own;
    for (const std::uint32_t belly : strained.bellies) own.insert(own.end(), patches[belly].begin(), patches[belly].end());
    for (const anatomy::MusclePart &part : muscle->parts) {
      MuscleCourse course = course_of(body, strained.bellies, own, fibres_of(part, strained.side), waypoints_of(body, library, *muscle, strained.side));
      if (!(course.rest_m > 0)) continue;
      strains.parts_.push_back({m, part.id});
      strains.part_courses_.push_back(std::move(course));
    }
  }
  return strains;
}

MuscleLength Strains::part_at(const Pose &pose, std::uint32_t part) const {
  if (part >= parts_.size()) return {};
  return {length_of(points_of(part_courses_[part], motions_of(pose))), part_courses_[part].rest_m};
}

std::uint32_t Strains::find_part(std::uint32_t muscle, std::string_view part) const {
  for (std::uint32_t p = 0; p < parts_.size(); ++p)
    if (parts_[p].muscle == muscle && parts_[p].id == part) return p;
  return format::none;
}

std::vector<MuscleLength> Strains::at(const Pose &pose) const {
  std::vector<MuscleLength> lengths;
  lengths.reserve(muscles_.size());
  const std::vector<Rigid> motions = motions_of(pose);
  for (const StrainedMuscle &muscle : muscles_) lengths.push_back(mean(motions, muscle.bellies));
  return lengths;
}

MuscleLength Strains::mean(const Pose &pose, const std::vector<std::uint32_t> &structures) const {
  return mean(motions_of(pose), structures);
}

MuscleLength Strains::mean(const std::vector<Rigid> &motions, const std::vector<std::uint32_t> &structures) const {
  MuscleLength sum;
  int count = 0;
  for (const std::uint32_t s : structures) {
    if (s >= courses_.size() || courses_[s].empty()) continue;
    sum.length_m += length_of(points_of(courses_[s], motions));
    sum.rest_m += courses_[s].rest_m;
    ++count;
  }
  if (count == 0) return {};
  return {sum.length_m / count, sum.rest_m / count};
}

std::uint32_t Strains::find(std::string_view muscle, format::Side side) const {
  for (const format::Side wanted : {side, format::Side::midline}) {
    const std::pair key{muscle, wanted};
    const auto place = std::lower_bound(muscles_.begin(), muscles_.end(), key, before);
    if (place != muscles_.end() && place->id == muscle && place->side == wanted) return static_cast<std::uint32_t>(place - muscles_.begin());
  }
  return format::none;
}

std::vector<std::uint32_t> ranked(const std::vector<MuscleLength> &lengths, double least) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t m = 0; m < lengths.size(); ++m)
    if (lengths[m].rest_m > 0 && std::abs(lengths[m].strain()) >= least) order.push_back(m);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return lengths[a].strain() > lengths[b].strain(); });
  return order;
}

} // namespace myo::rig
