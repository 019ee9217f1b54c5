// Where grown muscles hold on to bone: patches under the ends of their pieces.
#pragma once

#include "assemble/muscles/plan.h"

namespace myo::assemble {

struct GrownMuscle {
  const MusclePlan *plan = nullptr;
  format::Structure structure;
  std::vector<form::Ribbon> pieces;       // as plan->pieces
  std::vector<std::string> notes;
};

// One patch a bone and role. `structure` is the muscle's index in the body.
[[nodiscard]] std::vector<format::Patch> patches_of(const Site &site, const GrownMuscle &grown, std::uint32_t structure,
                                                    format::Found how);

} // namespace myo::assemble
