// Where a shown zone reaches: what the picture bakes, and what "does it hurt here?" asks.
#pragma once

#include "heat/heat.h"

#include <span>
#include <vector>

namespace myo::heat {

// Millimetres to the edge of one region (index into Body::regions) at every vertex of its carrier, rest, negative inside;
// far away the field's cap. The edge is drawn with a soft hand: the vocabulary names a region by its corners, which is
// not how anybody feels it. Corners give way by some millimetres, the area inside stays what it was.
[[nodiscard]] std::vector<float> region_distances(const format::Body &body, std::uint32_t region);
// The same of several regions of one side and one carrier as one: where they adjoin there is no edge, and no notch where
// their corners meet.
[[nodiscard]] std::vector<float> region_distances(const format::Body &body, std::span<const std::uint32_t> regions);

// The same of a zone with the edge where its growth has put it. A zone of one side ends at the midline.
[[nodiscard]] std::vector<float> zone_distances(const format::Body &body, const Zone &zone);

} // namespace myo::heat
