// Along a muscle: from 0 at its origin to 1 at its insertion, and how much of it is tendon there.
#pragma once

#include "assemble/tissue_graph.h"

#include <span>

namespace myo::assemble {

// `to_origin`, `to_insertion`: metres from each node to the nearest patch of that role beyond its reach; 0 on it, 1e30
// without one. Without one of them the far end of the mesh stands in. Returns (u, tendon share) a vertex.
[[nodiscard]] std::vector<vec2> fibre_coordinates(const format::Mesh &mesh, const TissueGraph &graph,
                                                  const NodeShares &shares, std::span<const float> to_origin,
                                                  std::span<const float> to_insertion);

} // namespace myo::assemble
