#include "heat/provocation.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace myo::heat {

namespace {

// The rule's motion is JOINT.MOTION by its plus or minus name; of a sided joint the trigger point's own side is meant.
std::optional<double> motion_value(const anatomy::Library &library, std::string_view text, Side side, const Posture &posture) {
  const auto dot = text.find('.');
  const anatomy::Motion *motion =
      dot == std::string_view::npos ? nullptr : library.motion(text.substr(0, dot), text.substr(dot + 1));
  if (motion == nullptr) return std::nullopt;
  const double value = rig::to_unit(*motion, posture.values.get({motion->joint, motion->sided ? side : Side::midline, motion->plus}));
  return text.substr(dot + 1) == motion->minus ? -value : value;
}

// Of several muscles that of which it is most so: the point may lie in any of them.
std::optional<double> length_value(const anatomy::Pattern &pattern, bool stretched, Side side, const Posture &posture) {
  std::optional<double> most;
  for (const std::string &muscle : pattern.muscles) {
    const std::uint32_t m = posture.strains == nullptr ? format::none : posture.strains->find(muscle, side);
    if (m >= posture.lengths.size()) continue;
    const double strain = posture.lengths[m].strain(), value = stretched ? strain : -strain;
    most = most ? std::max(*most, value) : value;
  }
  return most;
}

float factor_of(const anatomy::Library &library, const anatomy::Pattern &pattern, const anatomy::Provocation &p, Side side,
                const Posture &posture) {
  const std::optional<double> value = p.length.empty() ? motion_value(library, p.motion, side, posture)
                                                       : length_value(pattern, p.length == "stretched", side, posture);
  if (!value) return 1;
  if (p.to <= p.from) return *value >= p.to ? static_cast<float>(p.factor) : 1.0F;
  const double part = std::clamp((*value - p.from) / (p.to - p.from), 0.0, 1.0);
  return static_cast<float>(1.0 + part * (p.factor - 1.0));
}

} // namespace

Posture posture_of(const rig::Rig &rig, const rig::JointValues &asked) {
  if (asked.empty()) return {}; // at rest nothing is provoked, nothing need be measured
  const rig::Strains &strains = rig.strains();
  return {&strains, rig::effective(rig, asked), strains.at(rig::evaluate(rig, asked))};
}

Raised raised(const anatomy::Library &library, const anatomy::Pattern &pattern, Side side, const Posture &posture) {
  // A rule may also soothe (factor below 1). The strongest provocation wins; relief counts where nothing provokes.
  Raised most, least;
  for (const anatomy::Provocation &p : pattern.provocation) {
    const float factor = factor_of(library, pattern, p, side, posture);
    if (factor > most.factor) most = {factor, p.kind};
    if (factor < least.factor) least = {factor, p.kind};
  }
  return most.factor > 1 ? most : least;
}

std::string provocation_words(const anatomy::Library &library, const Raised &raised) {
  const std::string english = raised.factor < 1             ? "eased by this pose: {:.1f} times"
                              : raised.kind == "stretched" ? "this posture stretches it and provokes it: {:.1f} times"
                              : raised.kind == "shortened" ? "this posture shortens it and provokes it: {:.1f} times"
                              : raised.kind == "loaded"    ? "this posture loads it and provokes it: {:.1f} times"
                              : raised.kind == "sustained" ? "keeping this posture provokes it: {:.1f} times"
                                                           : "provoked by this pose: {:.1f} times";
  return fmt::format(fmt::runtime(library.say(english)), raised.factor);
}

std::vector<Provoked> provoked_by(const anatomy::Library &library, const rig::Rig &rig, const rig::JointValues &pose) {
  constexpr float least = 1.1F, alike = 0.01F;
  std::vector<Provoked> out;
  if (pose.empty()) return out;
  const Posture posture = posture_of(rig, pose);
  for (const anatomy::Pattern &pattern : library.patterns) {
    const Raised left = raised(library, pattern, Side::left, posture), right = raised(library, pattern, Side::right, posture);
    const Raised &more = left.factor > right.factor ? left : right;
    if (more.factor < least) continue;
    const Sides sides = std::abs(left.factor - right.factor) < alike ? Sides::both : left.factor > right.factor ? Sides::left : Sides::right;
    out.push_back({&pattern, sides, more.factor, more.kind});
  }
  std::stable_sort(out.begin(), out.end(), [](const Provoked &a, const Provoked &b) { return a.factor > b.factor; });
  return out;
}

} // namespace myo::heat
