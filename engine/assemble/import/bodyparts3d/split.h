// Parts that hold both sides of the body, taken apart.
#pragma once

#include "anatomy/side.h"
#include "assemble/mesh/surface.h"

#include <vector>

namespace myo::assemble::bodyparts3d {

struct Half {
  anatomy::Side side = anatomy::Side::midline;
  Surface surface;
};

// Left and right halves by the side on which each connected piece lies; one piece (midline) when any piece crosses the
// midline at x = `midline` or all lie on the same side. World frame.
[[nodiscard]] std::vector<Half> split_sides(Surface surface, float midline);

} // namespace myo::assemble::bodyparts3d
