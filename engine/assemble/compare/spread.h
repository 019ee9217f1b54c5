// How far two surfaces are apart.
#pragma once

#include "assemble/compare/rigid.h"
#include "assemble/compare/surface_tree.h"
#include "assemble/mesh/sampler.h"

namespace myo::assemble {

struct DistanceSpread { double mean_mm = 0, p95_mm = 0; std::size_t samples = 0; };

// Symmetric: a's samples to b's surface and b's to a's, pooled. `fit` brings a to b.
[[nodiscard]] DistanceSpread spread_between(const Samples &a, const SurfaceTree &tree_a, const Samples &b, const SurfaceTree &tree_b,
                                    const Rigid &fit);
// About `count` samples.
[[nodiscard]] Samples samples_of(const SurfaceView &surface, std::size_t count);

} // namespace myo::assemble
