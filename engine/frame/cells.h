// Where the bodies of a comparison stand in a picture.
#pragma once

#include "frame/canvas.h"

#include <cstddef>
#include <vector>

namespace myo::frame {

// Equal cells in reading order, in whole pixels, with a gap between them: in as many columns as leave each body most room.
// The last row may be short. Empty for no cells or no room.
[[nodiscard]] std::vector<Box> cells_of(const Box &room_px, std::size_t count, float gap_px);

} // namespace myo::frame
