// Which sheets share a border: muscles that `joins` says continue each other and that name the same fibre for an edge, such as
// the parts of trapezius and of deltoid. They have no rim there, and their edges are sewn together.
#pragma once

#include "assemble/muscles/plan.h"

#include <vector>

namespace myo::assemble {

struct Border { // an edge of a plan's piece
  std::size_t plan = 0, piece = 0;
  bool last = false;
};
struct SharedBorder {
  Border a, b;
};

[[nodiscard]] bool joined(const MusclePlan &a, const MusclePlan &b);

// In the plans' order.
[[nodiscard]] std::vector<SharedBorder> shared_borders(const std::vector<MusclePlan> &plans);
// Takes the rims away from where sheets are sewn.
void open_borders(std::vector<MusclePlan> &plans);

} // namespace myo::assemble
