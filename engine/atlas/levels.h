// Levels of detail by edge collapse (meshoptimizer's quadrics), all on the full mesh's vertices.
#pragma once

#include "atlas/atlas.h"
#include "base/progress.h"
#include "base/result.h"

namespace myo::atlas {

// One element a structure, deterministic. Triangles are shared out by each structure's count, but none falls below what
// keeps its shape: small bones and thin sheets keep more (error at most 3 % of their size). `before`: an atlas of the body
// as it was; what has the same triangles takes its levels, which are those that would come out again.
[[nodiscard]] Result<std::vector<Levels>> build_levels(const format::Body &body, Progress &progress, const Atlas *before = nullptr);

// make_atlas (load.h) of nearly the same body as `before`: what has not changed keeps its levels.
[[nodiscard]] Result<Atlas> make_atlas(format::Body body, Progress &progress, const Atlas &before);

} // namespace myo::atlas
