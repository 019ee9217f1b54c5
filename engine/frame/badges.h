// Where the O and I letters go: on what can be seen, never two over one another, never over a trigger point's X.
#pragma once

#include "base/math.h"

#include <span>
#include <vector>

namespace myo::frame {

// One attachment that wants a letter.
struct Anchor {
  vec2 at_px{0};
  bool origin = false;
  bool seen = true;                            // false: it lies behind something
  float weight = 1;                            // its area; the larger one keeps its place
};

struct Badge {
  vec2 at_px{0};
  vec2 anchor_px{0};                           // where it belongs; farther than a radius from `at_px`: draw a line
  bool origin = false;
  bool hollow = false;                         // the attachment lies behind what is seen there
};

// Letters of one role that would touch become one. A role of which nothing can be seen gets one hollow letter, so that
// nobody has to guess which end is which. `crosses` are kept free.
[[nodiscard]] std::vector<Badge> place_badges(std::span<const Anchor> anchors, std::span<const vec2> crosses, float radius_px,
                                              vec2 size_px);

} // namespace myo::frame
