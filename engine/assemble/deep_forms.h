// The shapes of deep surfaces as charted meshes without weights. Private to the room's deep surfaces.
#pragma once

#include "assemble/body_frame.h"
#include "format/body.h"

#include <span>
#include <vector>

namespace myo::assemble {

// Points and results in mm and lps of `frame`; the mesh in the world's metres, wound outwards, uv in [0,1]^2.
// A ball with these half axes; its chart's middle looks along `pole`.
[[nodiscard]] format::Mesh deep_ball(const BodyFrame &frame, vec3 centre, vec3 radii, vec3 pole);

// A ribbon upright on its way, `half_width` to either side of the smoothed line and beyond its ends, facing away from the
// line's middle.
[[nodiscard]] format::Mesh deep_band(const BodyFrame &frame, std::span<const vec3> line, float half_width);

// Over the outside of ribs (samples on their surface), between two heights; empty when too few lie there. Angles run from
// straight back to the side round an upright axis at `axis_p`.
struct RibSheetPlace {
  float axis_p = 0;            // posterior coordinate of the axis
  float low_s = 0, high_s = 0; // heights
};
[[nodiscard]] format::Mesh deep_rib_sheet(const BodyFrame &frame, const RibSheetPlace &place, std::span<const vec3> ribs);

} // namespace myo::assemble
