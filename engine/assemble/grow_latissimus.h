// Latissimus dorsi: a sheet from the lower back round the chest wall to the front of the humerus.
#pragma once

#include "assemble/grown.h"

namespace myo::assemble {

void grow_latissimus(Ground &ground, const anatomy::Muscle &muscle, anatomy::Side side);

} // namespace myo::assemble
