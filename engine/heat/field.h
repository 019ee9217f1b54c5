// A zone's signed distance at every vertex of its carrier, ready to be uploaded.
#pragma once

#include "format/body.h"

#include <cstdint>
#include <vector>

namespace myo::heat {

// Millimetres, negative inside; +cap where the region's field says nothing. One element a vertex of the carrier. A left
// or right zone ends at the midline however far it is grown: across it the distance rises a hundred times as steeply.
[[nodiscard]] std::vector<float> zone_distances(const format::Body &body, std::uint32_t field);

} // namespace myo::heat
