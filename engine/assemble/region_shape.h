// A region's rule as a field over its carrier's vertices: negative inside, about in millimetres, its zero the region's
// edge.
#pragma once

#include "anatomy/library.h"
#include "assemble/geodesic.h"
#include "assemble/region_points.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace myo::assemble {

struct RegionCarrier {
  const RegionGround &ground;
  const Geodesic &geodesic;           // of the positions in mm
  std::span<const vec3> lps, normals; // of each vertex, on the region's side, mm
};

// Only the rule's own shape: neither skin parts, nor the midline, nor what other regions take away.
[[nodiscard]] std::optional<std::vector<float>> region_shape(const anatomy::Region &region,
                                                             const anatomy::Library &library,
                                                             const RegionPoints &points, const RegionCarrier &carrier,
                                                             std::string &why);

// Signed distance to a polygon (either turning), negative inside.
[[nodiscard]] float polygon_distance(std::span<const vec2> corners, vec2 p);

} // namespace myo::assemble
