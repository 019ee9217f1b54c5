#include "inspect/action_trial.h"

#include "rig/muscle_path.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace myo::inspect {
namespace {

constexpr std::array<std::string_view, 9> tried_joints{"cervical", "atlanto_occipital", "atlantoaxial", "scapulothoracic", "glenohumeral",
                                                       "elbow",    "radioulnar",        "hip",          "knee"};
constexpr double step_rad = 10 * 3.14159265358979 / 180, step_m = 0.010;

struct Asked {
  rig::CoordinateId id;
  double value = 0;                // SI
};

// "cervical.rotation.contra" of a right muscle is rotation to the left.
std::optional<Asked> asked_of(const anatomy::Library &library, const rig::Rig &rig, std::string_view action, anatomy::Side side) {
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
  Asked asked{{known->joint, known->sided ? side : anatomy::Side::midline, known->plus}, 0};
  const rig::Coordinate *coordinate = rig.coordinate(asked.id);
  if (coordinate == nullptr) return std::nullopt;
  const double step = coordinate->unit == "mm" ? step_m : step_rad;
  asked.value = rig.limit(asked.id, motion == known->minus && motion != known->plus ? -step : step);
  if (asked.value == 0) return std::nullopt;
  return asked;
}

// The paths of all parts of a muscle on one side together; nothing where no part has one.
std::optional<double> length_m(const format::Body &body, const std::vector<std::uint32_t> &parts, const rig::Pose &pose) {
  double sum = 0;
  bool any = false;
  for (const std::uint32_t s : parts)
    if (const double length = rig::muscle_length_m(body, pose, s); length > 0) sum += length, any = true;
  return any ? std::optional(sum) : std::nullopt;
}

} // namespace

std::vector<ActionOutcome> try_actions(const format::Body &body, const anatomy::Library &library, const rig::Rig &rig) {
  std::map<std::pair<std::string, anatomy::Side>, std::vector<std::uint32_t>> parts;
  for (std::uint32_t s = 0; s < body.structures.size(); ++s)
    if (body.structures[s].kind == format::Kind::muscle && !body.structures[s].muscle.empty())
      parts[{body.structures[s].muscle, body.structures[s].side}].push_back(s);
  const rig::Pose rest = rig::evaluate(rig, {});
  std::vector<ActionOutcome> out;
  for (const auto &[key, structures] : parts) {
    const anatomy::Muscle *muscle = library.muscle(key.first);
    if (muscle == nullptr) continue;
    const auto before = length_m(body, structures, rest);
    if (!before) continue;
    for (const std::string &action : muscle->actions) {
      const auto asked = asked_of(library, rig, action, key.second);
      if (!asked) continue;
      rig::JointValues values;
      values.set(asked->id, asked->value);
      const auto after = length_m(body, structures, rig::evaluate(rig, values));
      if (!after) continue;
      ActionOutcome outcome{muscle->id, key.second, action, 1e3 * (*after - *before), 0};
      const rig::Coordinate *coordinate = rig.coordinate(asked->id);
      if (coordinate->unit != "mm") outcome.arm_mm = -outcome.change_mm / std::abs(asked->value);
      out.push_back(std::move(outcome));
    }
  }
  return out;
}

} // namespace myo::inspect
