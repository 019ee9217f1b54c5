// Lays all muscles of a body at once: every piece's course round the bones, the courses apart from each other, and then
// flesh on each as far as the room between them goes. Same input, same bytes. World frame, metres.
#pragma once

#include "assemble/muscles/plan.h"
#include "base/progress.h"

#include <vector>

namespace myo::assemble {

// Where a muscle may come to lie, with some air; empty when it has no pieces.
[[nodiscard]] Bounds room_of(const MusclePlan &plan);

using Courses = std::vector<std::vector<vec3>>; // of one plan: where the middle of each piece runs

struct Packing {
  std::vector<std::vector<form::Ribbon>> ribbons; // of each plan's pieces, in their order
  std::vector<Courses> courses;                   // where they have settled
};
// Stops early, with what it has, when cancelled.
[[nodiscard]] Packing pack_muscles(const Site &site, const std::vector<MusclePlan> &plans, Progress &progress);

// A look at some muscles, in a third of the rounds. The others stay where they settled when all were packed, and are no more
// than in the way: they have ribbons only where they are sewn to one that is asked for. By plan:
struct Glance {
  std::vector<bool> asked;
  std::vector<Courses> settled;                   // empty: not known, and laid like those asked for
  std::vector<const format::Mesh *> shown;        // surfaces of those not asked for; nullptr: none
};
[[nodiscard]] std::vector<std::vector<form::Ribbon>> pack_some(const Site &site, const std::vector<MusclePlan> &plans, const Glance &glance, Progress &progress);

} // namespace myo::assemble
