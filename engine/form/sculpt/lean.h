// How far the parts of a bone's midline stand to the left or right of its median plane, and the smooth bend that this
// makes of the whole bone. Bone-local frame, millimetres.
#pragma once

#include "anatomy/sheet.h"

#include <span>
#include <vector>

namespace myo::form::sculpt {

// A bell about each point of the midline, their heights such that every point stands where the sheet says: where most
// are silent, as on a vertebra's body and round its canal, nothing moves.
class Lean {
public:
  Lean() = default; // straight
  explicit Lean(std::span<const anatomy::MidlinePoint> midline);
  // What is added to the lateral coordinate; it depends on the posterior and the superior one alone.
  [[nodiscard]] float at(vec3 p) const;
  [[nodiscard]] vec3 bent(vec3 p) const { return {p.x + at(p), p.y, p.z}; }
  [[nodiscard]] vec3 straight(vec3 p) const { return {p.x - at(p), p.y, p.z}; }
  [[nodiscard]] float most() const { return most_; } // no place moves farther

private:
  struct Bell { vec3 at; double height; };
  std::vector<Bell> bells_;
  float most_ = 0;
};

} // namespace myo::form::sculpt
