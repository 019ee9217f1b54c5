#include "inspect/arm_trial.h"

#include "inspect/position.h"
#include "rig/moment_arms.h"
#include "rig/strain.h"

#include <algorithm>
#include <optional>

namespace myo::inspect {
namespace {

std::optional<double> ours_mm(const anatomy::Library &library, const rig::Rig &rig, const anatomy::PublishedArm &arm, anatomy::Side side) {
  const rig::Strains &strains = rig.strains();
  const std::uint32_t m = strains.find(arm.muscle, side);
  const auto turn = turn_of(library, arm.action, side, 1);
  if (m == format::none || !turn || rig.coordinate(turn->id) == nullptr) return std::nullopt;
  const std::uint32_t part = arm.part.empty() ? format::none : strains.find_part(m, arm.part);
  if (!arm.part.empty() && part == format::none) return std::nullopt;
  const rig::JointValues values = position(library, rig, arm.pose, side);
  const auto arms = part != format::none ? rig::moment_arms_of_part(rig, values, part, 0) : rig::moment_arms(rig, values, strains.muscles()[m].bellies, 0);
  const auto found = std::ranges::find_if(arms, [&](const rig::MomentArm &a) { return a.id == turn->id; });
  if (found == arms.end()) return std::nullopt;
  return 1e3 * (turn->value < 0 ? -found->arm_m : found->arm_m);
}

} // namespace

bool ArmOutcome::same_sign() const {
  const double theirs = published->low_mm + published->high_mm;
  return theirs == 0 || (theirs > 0) == (ours_mm > 0);
}

double ArmOutcome::off_mm() const {
  if (published->sign_only) return 0;
  return std::max({0.0, published->low_mm - ours_mm, ours_mm - published->high_mm});
}

std::vector<ArmOutcome> try_arms(const anatomy::Library &library, const rig::Rig &rig) {
  std::vector<ArmOutcome> out;
  for (const anatomy::PublishedArm &arm : library.published_arms) {
    double sum = 0;
    int count = 0;
    for (const anatomy::Side side : {anatomy::Side::left, anatomy::Side::right})
      if (const auto ours = ours_mm(library, rig, arm, side)) sum += *ours, ++count;
    if (count > 0) out.push_back({&arm, sum / count});
  }
  return out;
}

} // namespace myo::inspect
