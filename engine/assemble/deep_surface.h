// Surfaces under the skin that carry deep referral zones: a smooth sheet over the ribs under each scapula, balls inside the
// body, bands along a row of teeth.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"
#include "format/body.h"

#include <string>

namespace myo::assemble {

// Appends the structures of Kind::deep_surface with uv charts and weights. Replaces earlier ones.
// "deep.scapula.left", "deep.scapula.right": ribs 2 to 7 behind, named "costal surface under the scapula". For every other
// deep region one of its own: a ball ("deep.ear_deep.left"; of an unpaired region one on the midline, "deep.pelvis_deep"),
// or a band that runs round the midline from side to side ("deep.upper_teeth"). Moved by the bones that the region names.
[[nodiscard]] Status add_deep_surfaces(format::Body &body, const anatomy::Library &library);

// The id of the structure that carries a deep region on this side.
[[nodiscard]] std::string deep_carrier_id(const anatomy::Region &region, anatomy::Side side);

} // namespace myo::assemble
