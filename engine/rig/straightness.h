// Between two bones that turn against each other, flesh near their joint goes round it, and flesh far from it takes the
// straight way: half of a latissimus does not swing out like a wing when the arm is raised.
#pragma once

#include "format/body.h"

#include <cstdint>
#include <vector>

namespace myo::rig {

// One value a vertex: 0 its place is blended by dual quaternions, 1 it is the mean of where its joints would carry it. By the
// distance from the farthest shoulder, elbow, hip, knee or ankle that it follows. Empty for what is neither muscle, tendon nor
// fascia: all 0.
[[nodiscard]] std::vector<float> straightness(const format::Body &body, std::uint32_t structure);

} // namespace myo::rig
