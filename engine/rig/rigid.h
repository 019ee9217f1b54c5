// Rigid motion in double precision: chains of twenty joints lose nothing that a picture could show.
#pragma once

#include "base/math.h"
#include "rig/pose.h"

#include <cmath>

namespace myo::rig {

using glm::dmat3;
using glm::dquat;
using glm::dvec3;

struct Rigid {
  dquat turn{1, 0, 0, 0};
  dvec3 shift{0};
  [[nodiscard]] dvec3 move(dvec3 p) const { return turn * p + shift; }
};

[[nodiscard]] inline Rigid operator*(const Rigid &outer, const Rigid &inner) {
  return {glm::normalize(outer.turn * inner.turn), outer.turn * inner.shift + outer.shift};
}
[[nodiscard]] inline Rigid turn_about(dvec3 centre, dquat turn, dvec3 shift = dvec3(0)) {
  return {turn, centre - turn * centre + shift};
}
// Rotation by |v| about v.
[[nodiscard]] inline dquat exponential(dvec3 v) {
  const double angle = glm::length(v);
  return angle < 1e-12 ? dquat(1, 0, 0, 0) : glm::angleAxis(angle, v / angle);
}
[[nodiscard]] inline double angle_of(const dquat &q) {
  return 2.0 * std::atan2(glm::length(dvec3(q.x, q.y, q.z)), std::abs(q.w));
}
[[nodiscard]] inline Rigid to_rigid(const DualQuaternion &m) {
  const dquat real(m.real.w, m.real.x, m.real.y, m.real.z), dual(m.dual.w, m.dual.x, m.dual.y, m.dual.z);
  const dquat t = dual * glm::conjugate(real) * 2.0;
  return {real, dvec3(t.x, t.y, t.z)};
}
// The same motion with its quaternion in the hemisphere of `like`.
[[nodiscard]] inline Rigid aligned(Rigid motion, const dquat &like) {
  if (glm::dot(motion.turn, like) < 0) motion.turn = -motion.turn;
  return motion;
}
[[nodiscard]] inline dquat dual_part(const Rigid &m) { return dquat(0, m.shift.x, m.shift.y, m.shift.z) * m.turn * 0.5; }

// Dual quaternion blend of motions; weights need not sum to 1.
class Blend {
public:
  void add(Rigid motion, double weight) {
    if (!any_) first_ = motion.turn, any_ = true;
    motion = aligned(motion, first_);
    real_ = real_ + motion.turn * weight;
    dual_ = dual_ + dual_part(motion) * weight;
  }
  [[nodiscard]] bool empty() const { return !any_; }
  [[nodiscard]] Rigid get() const {
    const double size = glm::length(real_);
    if (!any_ || size < 1e-12) return {};
    const dquat real = real_ / size, dual = dual_ / size;
    const dquat t = dual * glm::conjugate(real) * 2.0;
    return {real, dvec3(t.x, t.y, t.z)};
  }

private:
  dquat first_{1, 0, 0, 0}, real_{0, 0, 0, 0}, dual_{0, 0, 0, 0};
  bool any_ = false;
};

[[nodiscard]] inline DualQuaternion to_dual(const Rigid &m) {
  const dquat d = dual_part(m);
  return {vec4(m.turn.x, m.turn.y, m.turn.z, m.turn.w), vec4(d.x, d.y, d.z, d.w)};
}

} // namespace myo::rig
