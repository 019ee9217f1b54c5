// Placing rectangles on a square so that none overlap.
#pragma once

#include "base/math.h"

#include <optional>
#include <span>
#include <vector>

namespace myo::form {

// Lower-left corners of `sizes` on a square of `side`, by the skyline rule (lowest place first, tallest rectangle
// first); nothing when they do not fit. Deterministic.
[[nodiscard]] std::optional<std::vector<glm::ivec2>> pack(std::span<const glm::ivec2> sizes, int side);

} // namespace myo::form
