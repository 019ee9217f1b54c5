// Where each pattern's trigger point lies on this body.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

// Fills `body.trigger_points` (left and right for each pattern whose muscle is on this body). The point lies at the
// pattern's level or share of the way between the centroids of origin and insertion, on the muscle's surface, towards
// the skin.
[[nodiscard]] Status place_trigger_points(format::Body &body, const anatomy::Library &library);

} // namespace myo::assemble
