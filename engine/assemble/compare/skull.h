// The cranium as a whole: bodies may split it along other lines, or not at all.
#pragma once

#include "assemble/compare/compare.h"
#include "assemble/compare/shape.h"

namespace myo::assemble {

[[nodiscard]] bool is_cranial(const std::string &bone);

struct Skull {
  Shape whole;                                 // all cranial bones, sampled on the outside
  SurfaceTree around;                          // with the mandible and the teeth: what hides a place from view
  [[nodiscard]] static Result<Skull> of(const Tracer &tracer, const format::Body &body);
};

// Two rows, "skull vault" above the plane through glabella and inion, "skull face and base" below it, after one fit of
// the whole. `b` gives the landmarks; without them the plane is level, at two fifths of the height.
[[nodiscard]] std::vector<Compared> compare_skulls(const Skull &skull_a, const Skull &skull_b, const format::Body &b, const Rigid &alignment);

} // namespace myo::assemble
