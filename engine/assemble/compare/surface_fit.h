// Laying one surface onto another by turning and shifting it.
#pragma once

#include "assemble/compare/rigid.h"
#include "assemble/compare/surface_tree.h"
#include "assemble/mesh/sampler.h"

namespace myo::assemble {

// Both sets of samples in metres; `a` is moved. From `start` on, point-to-plane steps in both directions (Chen and
// Medioni 1992) that do not slide along what the shapes leave open. Pairs that face away from each other do not count.
[[nodiscard]] Rigid fit_surfaces(const Samples &a, const SurfaceTree &tree_a, const Samples &b, const SurfaceTree &tree_b,
                                 const Rigid &start = {});

} // namespace myo::assemble
