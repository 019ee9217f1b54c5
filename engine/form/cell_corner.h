// The eight corners of a cell by the bits of their number: x, y, z. Private to this room.
#pragma once

#include "base/math.h"

namespace myo::form {

[[nodiscard]] constexpr glm::ivec3 corner_offset(int bits) {
  return {bits & 1, (bits >> 1) & 1, (bits >> 2) & 1};
}

} // namespace myo::form
