// Grown muscles share out the space: what still lies in bone or in a neighbour gives way, the superficial one more than
// the deep one, and its surroundings follow. Same input, same bytes. World frame, metres.
#pragma once

#include "assemble/muscles/muscle_patches.h"

#include <vector>

namespace myo::assemble {

// Moves the points of meshes and rims. Muscles without a mesh are left out.
void make_room(const Site &site, std::vector<GrownMuscle> &grown);

} // namespace myo::assemble
