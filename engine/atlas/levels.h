// Levels of detail by edge collapse (meshoptimizer's quadrics), all on the full mesh's vertices.
#pragma once

#include "atlas/atlas.h"
#include "base/progress.h"
#include "base/result.h"

namespace myo::atlas {

// One element a structure, deterministic. Triangles are shared out by each structure's count, but none falls below what
// keeps its shape: small bones and thin sheets keep more (error at most 3 % of their size).
[[nodiscard]] Result<std::vector<Levels>> build_levels(const format::Body &body, Progress &progress);

} // namespace myo::atlas
