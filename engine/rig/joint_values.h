// What the body is asked to do: the value of every joint coordinate that is not at rest.
// Radians, or metres for gliding motions; sign as of the coordinate's plus motion.
#pragma once

#include "anatomy/library.h"
#include "anatomy/side.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>

namespace myo::rig {

using anatomy::Side;

// "cervical.flexion", "right.glenohumeral.abduction": always the plus name of the motion.
struct CoordinateId {
  std::string joint;
  Side side = Side::midline;
  std::string motion;

  [[nodiscard]] std::string text() const; // "[side.]joint.motion"
  friend auto operator<=>(const CoordinateId &, const CoordinateId &) = default;
};

// Ordered, so that comparing, hashing and adding up give the same answer everywhere. Zero values are not kept.
class JointValues {
public:
  void set(const CoordinateId &id, double value);
  void add(const CoordinateId &id, double value);
  [[nodiscard]] double get(const CoordinateId &id) const; // 0 when not set
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] const std::map<CoordinateId, double> &all() const { return values_; }
  void clear() { values_.clear(); }
  [[nodiscard]] std::uint64_t hash() const;
  friend bool operator==(const JointValues &, const JointValues &) = default;

private:
  std::map<CoordinateId, double> values_;
};

// A value in the vocabulary's units (degrees, millimetres; minus names negate) as coordinate and SI value.
// The motion must be in the library (parse_motion sees to that); an unknown one is an error.
struct CoordinateValue {
  CoordinateId id;
  double value = 0;
};
[[nodiscard]] Result<CoordinateValue> to_coordinate(const anatomy::Library &library, const anatomy::MotionValue &motion);
// Degrees or millimetres of a coordinate's SI value, as the library counts them.
[[nodiscard]] double to_unit(const anatomy::Motion &motion, double si);
[[nodiscard]] double from_unit(const anatomy::Motion &motion, double value);

// A named pose as values; unknown motions are an error.
[[nodiscard]] Result<JointValues> pose_values(const anatomy::Library &library, const anatomy::NamedPose &pose);

} // namespace myo::rig
