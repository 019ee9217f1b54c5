// Surfaces under the skin that carry deep referral zones: a smooth sheet over the ribs under each scapula.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

// Appends the structures of Kind::deep_surface with uv charts and weights. Replaces earlier ones.
// "deep.scapula.left", "deep.scapula.right": ribs 2 to 7 behind, named "costal surface under the scapula".
[[nodiscard]] Status add_deep_surfaces(format::Body &body, const anatomy::Library &library);

} // namespace myo::assemble
