// Between two bones that turn against each other, flesh near their joint goes round it, and flesh far from it takes the
// straight way: half of a latissimus does not swing out like a wing when the arm is raised.
#pragma once

#include "format/body.h"

#include <cstdint>
#include <vector>

namespace myo::rig {

// One value a vertex: 0 its place is blended by dual quaternions, 1 it keeps its place between the muscle's ends. By the
// distance from the farthest shoulder, elbow, hip, knee or ankle that it follows. Empty for what is neither muscle, tendon nor
// fascia: all 0.
[[nodiscard]] std::vector<float> straightness(const format::Body &body, std::uint32_t structure);

inline constexpr float anchor_of_arm = 2, anchor_of_girdle = 3, girdle_unheld = -1;
// Where the muscle holds on to what each joint carries: xyz the mean place of its attachments there (rest, metres), w = 1, or one of
// the above for the joints that swing over the trunk; w = 0, of the girdle girdle_unheld, for joints that carry none, and then a vertex
// is taken along as if it were held itself, as all of a muscle from the trunk to the girdle are. One a joint; empty for all but muscles
// from the trunk to the girdle or the arm bone.
[[nodiscard]] std::vector<vec4> anchors(const format::Body &body, std::uint32_t structure);

} // namespace myo::rig
