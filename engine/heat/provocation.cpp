#include "heat/heat.h"

#include <algorithm>

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

} // namespace myo::heat
