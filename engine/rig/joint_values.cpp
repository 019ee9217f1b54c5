#include "rig/joint_values.h"

#include "base/hash.h"
#include "base/math.h"

#include <bit>

namespace myo::rig {

std::string CoordinateId::text() const {
  const std::string prefix = side == Side::midline ? "" : std::string(to_string(side)) + ".";
  return prefix + joint + "." + motion;
}

void JointValues::set(const CoordinateId &id, double value) {
  if (value == 0) values_.erase(id);
  else values_[id] = value;
}

void JointValues::add(const CoordinateId &id, double value) { set(id, get(id) + value); }

double JointValues::get(const CoordinateId &id) const {
  const auto found = values_.find(id);
  return found == values_.end() ? 0.0 : found->second;
}

std::uint64_t JointValues::hash() const {
  std::string text;
  for (const auto &[id, value] : values_) text += id.text() + "=" + hex(std::bit_cast<std::uint64_t>(value)) + "\n";
  return hash_text(text);
}

double from_unit(const anatomy::Motion &motion, double value) {
  return motion.unit == "mm" ? value * 0.001 : glm::radians(value);
}

double to_unit(const anatomy::Motion &motion, double si) {
  return motion.unit == "mm" ? si * 1000.0 : glm::degrees(si);
}

Result<CoordinateValue> to_coordinate(const anatomy::Library &library, const anatomy::MotionValue &motion) {
  const anatomy::Motion *known = library.motion(motion.joint, motion.motion);
  if (known == nullptr)
    return bad_arguments("unknown motion " + motion.joint + "." + motion.motion, "see `myoscope list motions`");
  if (known->sided != (motion.side != Side::midline))
    return bad_arguments(motion.joint + "." + motion.motion + (known->sided ? " needs a side" : " takes no side"));
  const double value = from_unit(*known, motion.value);
  return CoordinateValue{{motion.joint, motion.side, known->plus}, motion.motion == known->plus ? value : -value};
}

Result<JointValues> pose_values(const anatomy::Library &library, const anatomy::NamedPose &pose) {
  JointValues values;
  for (const anatomy::MotionValue &motion : pose.values) {
    const auto coordinate = to_coordinate(library, motion);
    MYO_TRY(coordinate);
    values.add(coordinate->id, coordinate->value);
  }
  return values;
}

} // namespace myo::rig
