// What a foreign model's moment costs on the CPU.
#pragma once

#include "measure.h"
#include "workbench.h"

namespace myo::bench {

// A tube of about so many vertices with four influences each, bent by an animation: its shape, the body of it, and the packet.
[[nodiscard]] Result<Json> figure_moments(const anatomy::Library &library, std::size_t vertices, int runs);

} // namespace myo::bench
