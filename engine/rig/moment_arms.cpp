#include "rig/moment_arms.h"

#include <cmath>

namespace myo::rig {

namespace {

// `length_in` gives the length in a pose, metres.
template <class LengthIn>
std::vector<MomentArm> arms(const Rig &rig, const JointValues &values, double least_m, const LengthIn &length_in) {
  constexpr double half_turn = 0.5 * 3.14159265358979 / 180;
  std::vector<MomentArm> out;
  for (const Coordinate &coordinate : rig.coordinates()) {
    if (coordinate.unit != "deg") continue;
    const double now = values.get(coordinate.id);
    const double low = rig.limit(coordinate.id, now - half_turn), high = rig.limit(coordinate.id, now + half_turn);
    if (!(high > low)) continue;
    const auto length = [&](double value) {
      JointValues turned = values;
      turned.set(coordinate.id, value);
      return length_in(evaluate(rig, turned));
    };
    const double arm = -(length(high) - length(low)) / (high - low);
    if (std::abs(arm) >= least_m) out.push_back({coordinate.id, arm});
  }
  return out;
}

} // namespace

std::vector<MomentArm> moment_arms(const Rig &rig, const JointValues &values, const std::vector<std::uint32_t> &structures, double least_m) {
  return arms(rig, values, least_m, [&](const Pose &pose) { return rig.strains().mean(pose, structures).length_m; });
}

std::vector<MomentArm> moment_arms_of_part(const Rig &rig, const JointValues &values, std::uint32_t part, double least_m) {
  return arms(rig, values, least_m, [&](const Pose &pose) { return rig.strains().part_at(pose, part).length_m; });
}

} // namespace myo::rig
