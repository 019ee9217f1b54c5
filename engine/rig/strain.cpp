#include "rig/strain.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace myo::rig {

namespace {

bool before(const StrainedMuscle &muscle, std::pair<std::string_view, format::Side> key) {
  return std::pair(std::string_view(muscle.id), muscle.side) < key;
}

} // namespace

Strains Strains::of(const format::Body &body) {
  Strains strains;
  strains.courses_.resize(body.structures.size());
  std::vector<std::vector<std::uint32_t>> patches(body.structures.size());
  for (std::uint32_t p = 0; p < body.patches.size(); ++p)
    if (body.patches[p].muscle_structure < patches.size()) patches[body.patches[p].muscle_structure].push_back(p);
  std::map<std::pair<std::string, format::Side>, std::vector<std::uint32_t>> bellies;
  for (std::uint32_t s = 0; s < body.structures.size(); ++s) {
    const format::Structure &structure = body.structures[s];
    if (structure.kind != format::Kind::muscle) continue;
    MuscleCourse course = course_of(body, s, patches[s]);
    if (!(course.rest_m > 0)) continue;
    strains.courses_[s] = std::move(course);
    if (!structure.muscle.empty()) bellies[{structure.muscle, structure.side}].push_back(s);
  }
  for (auto &[key, structures] : bellies) strains.muscles_.push_back({key.first, key.second, std::move(structures)});
  return strains;
}

std::vector<MuscleLength> Strains::at(const Pose &pose) const {
  std::vector<MuscleLength> lengths;
  lengths.reserve(muscles_.size());
  const std::vector<Rigid> motions = motions_of(pose);
  for (const StrainedMuscle &muscle : muscles_) lengths.push_back(mean(pose, motions, muscle.bellies));
  return lengths;
}

MuscleLength Strains::mean(const Pose &pose, const std::vector<std::uint32_t> &structures) const {
  return mean(pose, motions_of(pose), structures);
}

MuscleLength Strains::mean(const Pose &pose, const std::vector<Rigid> &motions, const std::vector<std::uint32_t> &structures) const {
  MuscleLength sum;
  int count = 0;
  for (const std::uint32_t s : structures) {
    if (s >= courses_.size() || courses_[s].empty()) continue;
    sum.length_m += length_of(points_of(courses_[s], pose, motions));
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
