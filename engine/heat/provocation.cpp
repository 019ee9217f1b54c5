#include "heat/heat.h"

#include <algorithm>
#include <cmath>

namespace myo::heat {

namespace {

// The rule's motion is JOINT.MOTION by its plus or minus name; of a sided joint the trigger point's own side is meant.
float factor_of(const anatomy::Library &library, const anatomy::Provocation &p, Side side, const rig::JointValues &pose) {
  const auto dot = p.motion.find('.');
  const std::string_view text(p.motion);
  const anatomy::Motion *motion =
      dot == std::string::npos ? nullptr : library.motion(text.substr(0, dot), text.substr(dot + 1));
  if (motion == nullptr) return 1;
  double value = rig::to_unit(*motion, pose.get({motion->joint, motion->sided ? side : Side::midline, motion->plus}));
  if (text.substr(dot + 1) == motion->minus) value = -value;
  if (p.to <= p.from) return value >= p.to ? static_cast<float>(p.factor) : 1.0F;
  const double part = std::clamp((value - p.from) / (p.to - p.from), 0.0, 1.0);
  return static_cast<float>(1.0 + part * (p.factor - 1.0));
}

} // namespace

float provocation_factor(const anatomy::Library &library, const anatomy::Pattern &pattern, Side side,
                         const rig::JointValues &pose) {
  // A rule may also soothe (factor below 1). The strongest provocation wins; relief counts where nothing provokes.
  float most = 1, least = 1;
  for (const anatomy::Provocation &p : pattern.provocation) {
    const float factor = factor_of(library, p, side, pose);
    most = std::max(most, factor), least = std::min(least, factor);
  }
  return most > 1 ? most : least;
}

std::vector<Provoked> provoked_by(const anatomy::Library &library, const rig::Rig &rig, const rig::JointValues &pose) {
  constexpr float least = 1.1F, alike = 0.01F;
  std::vector<Provoked> out;
  if (pose.empty()) return out;
  const rig::JointValues told = rig::effective(rig, pose);
  for (const anatomy::Pattern &pattern : library.patterns) {
    const float left = provocation_factor(library, pattern, Side::left, told), right = provocation_factor(library, pattern, Side::right, told);
    if (std::max(left, right) < least) continue;
    const Sides sides = std::abs(left - right) < alike ? Sides::both : left > right ? Sides::left : Sides::right;
    out.push_back({&pattern, sides, std::max(left, right)});
  }
  std::stable_sort(out.begin(), out.end(), [](const Provoked &a, const Provoked &b) { return a.factor > b.factor; });
  return out;
}

} // namespace myo::heat
