// Lays all muscles of a body at once: every piece's course round the bones, the courses apart from each other, and then
// flesh on each as far as the room between them goes. Same input, same bytes. World frame, metres.
#pragma once

#include "assemble/muscles/plan.h"
#include "base/progress.h"

#include <vector>

namespace myo::assemble {

// Where a muscle may come to lie, with some air; empty when it has no pieces.
[[nodiscard]] Bounds room_of(const MusclePlan &plan);

// The ribbons of each plan's pieces, in their order; stops early, with what it has, when cancelled. `rough`: in a third of the rounds.
[[nodiscard]] std::vector<std::vector<form::Ribbon>> pack_muscles(const Site &site, const std::vector<MusclePlan> &plans, Progress &progress, bool rough);

} // namespace myo::assemble
