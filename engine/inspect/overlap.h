// Where a closed surface has come to pass through itself.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::inspect {

// One value a triangle: whether the space just outside its middle lies inside the surface, counted with all its turns: what one
// part of the surface has swallowed of another, and what has turned inside out. The surface is closed; metres.
[[nodiscard]] std::vector<bool> swallowed(std::span<const vec3> positions, std::span<const std::uint32_t> indices);

} // namespace myo::inspect
