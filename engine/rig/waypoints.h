// The places on bones that a muscle's sheet makes its path keep to (anatomy::PathPoint), on one body. Private to the room.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"
#include "rig/muscle_course.h"

#include <vector>

namespace myo::rig {

// From origin to insertion. Those whose bone or landmarks this body lacks are left out.
[[nodiscard]] std::vector<Waypoint> waypoints_of(const format::Body &body, const anatomy::Library &library, const anatomy::Muscle &muscle, format::Side side);

} // namespace myo::rig
