#include "inspect/action_trial.h"

#include "rig/strain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace myo::inspect {
namespace {

constexpr std::array<std::string_view, 9> tried_joints{"cervical", "atlanto_occipital", "atlantoaxial", "scapulothoracic", "glenohumeral",
                                                       "elbow",    "radioulnar",        "hip",          "knee"};
constexpr double step = 10;            // degrees, or millimetres

// "cervical.rotation.contra" of a right muscle is rotation to the left. What this body does of it, by no more than the step.
std::optional<rig::CoordinateValue> asked_of(const anatomy::Library &library, const rig::Rig &rig, std::string_view action, anatomy::Side side) {
  const std::size_t dot = action.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view joint = action.substr(0, dot);
  if (std::ranges::find(tried_joints, joint) == tried_joints.end()) return std::nullopt;
  std::string motion(action.substr(dot + 1));
  if (const std::size_t second = motion.find('.'); second != std::string::npos) {
    const bool contra = motion.substr(second + 1) == "contra";
    if (side == anatomy::Side::midline) return std::nullopt;
    motion = motion.substr(0, second) + "_" + std::string(anatomy::to_string(contra ? anatomy::opposite(side) : side));
  }
  const anatomy::Motion *known = library.motion(joint, motion);
  if (known == nullptr) return std::nullopt;
  auto asked = rig::to_coordinate(library, {std::string(joint), known->sided ? side : anatomy::Side::midline, motion, step});
  if (!asked) return std::nullopt;
  asked->value = rig.limit(asked->id, asked->value);
  if (asked->value == 0) return std::nullopt;
  return *asked;
}

} // namespace

std::vector<ActionOutcome> try_actions(const anatomy::Library &library, const rig::Rig &rig) {
  const rig::Strains &strains = rig.strains();
  std::vector<ActionOutcome> out;
  for (const rig::StrainedMuscle &strained : strains.muscles()) {
    const anatomy::Muscle *muscle = library.muscle(strained.id);
    if (muscle == nullptr) continue;
    for (const std::string &action : muscle->actions) {
      const auto asked = asked_of(library, rig, action, strained.side);
      if (!asked) continue;
      rig::JointValues values;
      values.set(asked->id, asked->value);
      const rig::MuscleLength length = strains.mean(rig::evaluate(rig, values), strained.bellies);
      // Of all its parts together.
      ActionOutcome outcome{muscle->id, strained.side, action, 1e3 * (length.length_m - length.rest_m) * static_cast<double>(strained.bellies.size()), 0};
      if (rig.coordinate(asked->id)->unit != "mm") outcome.arm_mm = -outcome.change_mm / std::abs(asked->value);
      out.push_back(std::move(outcome));
    }
  }
  return out;
}

} // namespace myo::inspect
