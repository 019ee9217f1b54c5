// Moves in time: the pose at every moment of a vocabulary's timeline. Seconds.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"
#include "rig/joint_values.h"

#include <vector>

namespace myo::rig {

// One round: to every key, its hold, and back to rest in the time that the first key took.
[[nodiscard]] double round_s(const anatomy::Move &move);
// All rounds.
[[nodiscard]] double duration_s(const anatomy::Move &move);

// The pose at a moment: rest before it begins and from its end on; gently into and out of every key. A sided move is done
// for the muscle of `side` (midline counts as left). Unknown motions are an error.
[[nodiscard]] Result<JointValues> values_at(const anatomy::Library &library, const anatomy::Move &move, Side side, double time_s);

// Moments of one round that tell what it does: every key as it is reached, and steps of the way there. Seconds, ascending.
[[nodiscard]] std::vector<double> telling_times(const anatomy::Move &move);

// What the other side's mirror image asks for: left and right exchanged, turns and tilts reversed.
[[nodiscard]] anatomy::MotionValue mirrored(const anatomy::MotionValue &value);

} // namespace myo::rig
