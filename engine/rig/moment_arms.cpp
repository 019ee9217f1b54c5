#include "rig/moment_arms.h"

#include <cmath>

namespace myo::rig {

std::vector<MomentArm> moment_arms(const Rig &rig, const JointValues &values, const std::vector<std::uint32_t> &structures, double least_m) {
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
      return rig.strains().mean(evaluate(rig, turned), structures).length_m;
    };
    const double arm = -(length(high) - length(low)) / (high - low);
    if (std::abs(arm) >= least_m) out.push_back({coordinate.id, arm});
  }
  return out;
}

} // namespace myo::rig
