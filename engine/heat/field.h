// Where a shown zone reaches: the oracle of the bake, and what "does it hurt here?" asks.
#pragma once

#include "heat/heat.h"

#include <vector>

namespace myo::heat {

// Millimetres to the zone's grown edge at every vertex of its carrier (rest), negative inside; far away the field's cap.
// A zone of one side ends at the midline.
[[nodiscard]] std::vector<float> zone_distances(const format::Body &body, const Zone &zone);

} // namespace myo::heat
