#include "assemble/limb_holds.h"

namespace myo::assemble {
namespace {

constexpr float proximal = 0.15F;                      // metres: an end this near to the limb's root is at its upper end
constexpr float arm_from = 0.05F, arm_to = 0.11F;       // from the root: past which a muscle that goes on is the arm's
constexpr float beyond_from = 0.03F, beyond_to = 0.09F; // past which such a muscle is the trunk's

} // namespace

LimbHolds::LimbHolds(const format::Body &body, const SkinParts &parts, const Spread &spread)
    : spread_(spread), holds_(body.structures.size()) {
  for (const format::Patch &p : body.patches) {
    if (p.muscle_structure >= holds_.size() || p.bone_structure >= body.structures.size()) continue;
    const format::Structure &bone = body.structures[p.bone_structure];
    const Limb limb = Spread::limb_of(parts.of_bone(bone.bone), bone.side);
    Hold &hold = holds_[p.muscle_structure];
    hold.known = true;
    if (limb == Limb::none) {
      hold.trunk = true;
      continue;
    }
    float &reach = hold.reach[static_cast<int>(limb) - 1];
    reach = std::max(reach, glm::distance(p.centroid, spread.root(limb)));
  }
}

LimbWeights LimbHolds::weights(std::uint32_t structure, vec3 rest) const {
  const Hold &hold = holds_[structure];
  if (!hold.known) return spread_.weights(rest);
  const LimbWeights held(glm::greaterThanEqual(hold.reach, vec4(0))); // 1 for each limb that it reaches
  if (!hold.trunk || held == LimbWeights(0)) return held;
  LimbWeights w = held * spread_.weights(rest);
  for (int k = 0; k < 4; ++k) {
    const float reach = hold.reach[k];
    if (reach < 0) continue;
    const float away = glm::distance(rest, spread_.root(static_cast<Limb>(k + 1)));
    if (reach >= proximal) { // down the arm it is the arm's, however near to ribs it hangs
      if (k < 2) w[k] = std::max(w[k], glm::smoothstep(arm_from, arm_to, away));
      continue;
    }
    w[k] *= 1 - glm::smoothstep(reach + beyond_from, reach + beyond_to, away);
  }
  return w;
}

} // namespace myo::assemble
