#include "inspect/action_trial.h"

#include "inspect/position.h"
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

// What this body does of an action from `start`, by no more than the step: the coordinate and where it ends.
std::optional<rig::CoordinateValue> asked_of(const anatomy::Library &library, const rig::Rig &rig, std::string_view action, anatomy::Side side,
                                             const rig::JointValues &start) {
  if (std::ranges::find(tried_joints, action.substr(0, action.find('.'))) == tried_joints.end()) return std::nullopt;
  auto asked = turn_of(library, action, side, step);
  if (!asked) return std::nullopt;
  asked->value = rig.limit(asked->id, start.get(asked->id) + asked->value);
  if (asked->value == start.get(asked->id)) return std::nullopt;
  return asked;
}

// What the sheet says of one action: by which fibres, and from where.
struct Terms {
  const anatomy::MusclePart *part = nullptr;
  const anatomy::ActsFrom *from = nullptr;
};

Terms terms_of(const anatomy::Muscle &muscle, const std::string &action) {
  Terms terms;
  const auto names = [&](const auto &said) { return std::ranges::find(said.actions, action) != said.actions.end(); };
  if (const auto part = std::ranges::find_if(muscle.parts, names); part != muscle.parts.end()) terms.part = &*part;
  if (const auto from = std::ranges::find_if(muscle.acts_from, names); from != muscle.acts_from.end()) terms.from = &*from;
  return terms;
}

} // namespace

std::vector<ActionOutcome> try_actions(const anatomy::Library &library, const rig::Rig &rig) {
  const rig::Strains &strains = rig.strains();
  std::vector<ActionOutcome> out;
  for (std::uint32_t m = 0; m < strains.muscles().size(); ++m) {
    const rig::StrainedMuscle &strained = strains.muscles()[m];
    const anatomy::Muscle *muscle = library.muscle(strained.id);
    if (muscle == nullptr) continue;
    for (const std::string &action : muscle->actions) {
      const Terms terms = terms_of(*muscle, action);
      rig::JointValues values;
      ActionOutcome outcome;
      if (terms.from != nullptr) {
        values = position(library, rig, terms.from->pose, strained.side);
        for (const anatomy::Turned &turned : terms.from->pose)
          outcome.from += fmt::format("{}{}.{}={:g}", outcome.from.empty() ? "" : " ", turned.joint, turned.motion, turned.value);
      }
      const auto asked = asked_of(library, rig, action, strained.side, values);
      if (!asked) continue;
      const std::uint32_t part = terms.part != nullptr ? strains.find_part(m, terms.part->id) : format::none;
      // Of all its bellies together.
      const auto length_m = [&](const rig::JointValues &at) {
        const rig::Pose pose = rig::evaluate(rig, at);
        return part != format::none ? strains.part_at(pose, part).length_m
                                    : strains.mean(pose, strained.bellies).length_m * static_cast<double>(strained.bellies.size());
      };
      const double start = values.get(asked->id), before = length_m(values);
      values.set(asked->id, asked->value);
      outcome.muscle = muscle->id, outcome.side = strained.side, outcome.action = action;
      if (part != format::none) outcome.part = terms.part->id;
      outcome.change_mm = 1e3 * (length_m(values) - before);
      if (rig.coordinate(asked->id)->unit != "mm") outcome.arm_mm = -outcome.change_mm / std::abs(asked->value - start);
      out.push_back(std::move(outcome));
    }
  }
  return out;
}

} // namespace myo::inspect
