// Lays rectangles out in rows at the largest scale that fits.
#pragma once

#include "base/math.h"

#include <vector>

namespace myo::assemble {

struct FlowItem {
  std::vector<vec2> sizes_mm;                  // windows that stay together in one row
  bool begins = false;                         // of a group that should begin a row when that costs little
};

struct FlowPlace { int x = 0, y = 0; };        // of each window's panel, from the flow's top left
struct Flow {
  float px_per_mm = 1;
  int height = 0;
  std::vector<std::vector<FlowPlace>> places;  // one list an item
};
// Every window grows by `around_px` (its title and ticks). The scale never passes `limit` px a mm.
[[nodiscard]] Flow lay_out(const std::vector<FlowItem> &items, int width_px, int height_px, vec2 around_px, float limit);

} // namespace myo::assemble
