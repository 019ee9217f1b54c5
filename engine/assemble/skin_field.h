// The body surface as a function of place: what wraps bones and muscles, with the soft parts added. Spread stance.
#pragma once

#include "assemble/soft_parts.h"
#include "form/graded.h"
#include "form/wrap.h"

namespace myo::assemble {

class SkinField {
public:
  SkinField(form::Wrapping wrapping, SoftParts parts) : wrapping_(std::move(wrapping)), parts_(std::move(parts)) {}

  // About the distance to the skin, metres, negative inside.
  [[nodiscard]] float operator()(vec3 p) const { return parts_(p, wrapping_(p)); }
  // The surface point near `p`, or a step of at most `most` metres towards it.
  [[nodiscard]] vec3 project(vec3 p, float most) const;
  [[nodiscard]] const SoftParts &parts() const { return parts_; }
  [[nodiscard]] Bounds bounds() const;

  // The surface as one closed ball of triangles of the wished lengths.
  [[nodiscard]] form::Surface triangulate() const;
  // The same of what lies in a box.
  [[nodiscard]] form::Surface triangulate(const Bounds &box) const;

private:
  form::Wrapping wrapping_;
  SoftParts parts_;
};

} // namespace myo::assemble
