// Where names stand around what they name: in two columns beside it, each in the order in which their lines do not cross,
// none over another. Pixels from the top left, +Y down.
#pragma once

#include "frame/canvas.h"

#include <span>
#include <vector>

namespace myo::frame {

// One thing that wants its name beside it.
struct LabelWish {
  vec2 anchor_px{0};                           // the point that the line leads to
  vec2 size_px{0};                             // of the name with its margins
  float weight = 1;                            // where there is no room for all, what has least goes without
};

struct LabelSpace {
  Box subject;                                 // what the columns stand beside, where there is room for that
  Box area;                                    // what all names stay inside
  std::vector<Box> taken;                      // other words: names keep above or below them
  float gap_px = 4;                            // between names of a column
  float reach_px = 24;                         // from the subject to a column
};

struct LabelPlace {
  std::size_t wish = 0;                        // index of the wish
  Box box;
  vec2 line_px{0};                             // where the line leaves the box
};

// In the order of the wishes. Wishes whose anchor lies outside the area are left out.
[[nodiscard]] std::vector<LabelPlace> place_labels(std::span<const LabelWish> wishes, const LabelSpace &space);

} // namespace myo::frame
