#include "inspect/position.h"

namespace myo::inspect {

rig::JointValues position(const anatomy::Library &library, const rig::Rig &rig, std::span<const anatomy::Turned> pose, anatomy::Side side) {
  rig::JointValues values;
  for (const anatomy::Turned &turned : pose) {
    const anatomy::Motion *motion = library.motion(turned.joint, turned.motion);
    if (motion == nullptr) continue;
    const auto asked = rig::to_coordinate(library, {turned.joint, motion->sided ? side : anatomy::Side::midline, turned.motion, turned.value});
    if (asked) values.set(asked->id, rig.limit(asked->id, asked->value));
  }
  return values;
}

std::optional<rig::CoordinateValue> turn_of(const anatomy::Library &library, std::string_view action, anatomy::Side side, double amount) {
  const std::size_t dot = action.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view joint = action.substr(0, dot);
  std::string motion(action.substr(dot + 1));
  if (const std::size_t second = motion.find('.'); second != std::string::npos) {
    const bool contra = motion.substr(second + 1) == "contra";
    if (side == anatomy::Side::midline) return std::nullopt;
    motion = motion.substr(0, second) + "_" + std::string(anatomy::to_string(contra ? anatomy::opposite(side) : side));
  }
  const anatomy::Motion *known = library.motion(joint, motion);
  if (known == nullptr) return std::nullopt;
  const auto turn = rig::to_coordinate(library, {std::string(joint), known->sided ? side : anatomy::Side::midline, motion, amount});
  return turn ? std::optional(*turn) : std::nullopt;
}

} // namespace myo::inspect
