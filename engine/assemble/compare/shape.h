// One thing of one body, ready to be measured.
#pragma once

#include "assemble/compare/spread.h"
#include "assemble/compare/subject.h"

namespace myo::assemble {

struct Shape {
  Surface surface;                             // world, metres
  SurfaceTree tree;
  Samples samples;
  [[nodiscard]] static Result<Shape> of(const Tracer &tracer, const format::Body &body, const std::vector<std::uint32_t> &structures,
                                        std::size_t count);
};

// In world axes and millimetres, moved by `motion`.
[[nodiscard]] LpsMesh moved_mesh(const Surface &surface, const Rigid &motion);

// Keeps the samples that see the sky past `around`: those on the outside of a hollow thing. All of them when hardly any
// does (a bone deep inside the skull).
void keep_outside(Samples &samples, const SurfaceTree &around);

} // namespace myo::assemble
