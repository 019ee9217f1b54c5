// Which way each motion of the vocabulary turns its joint.
#pragma once

#include "rig/model.h"

#include <optional>
#include <string_view>

namespace myo::rig {

struct Sense { Axis axis = Axis::x; double gain = 1; };

// Of `motion` (a plus name) of `joint` as it acts on the joint `level` (the joint itself, or a level of a region).
// Nothing when the motion turns nothing simple (shoulder, head glide).
[[nodiscard]] std::optional<Sense> sense_of(std::string_view joint, std::string_view motion, std::string_view level, Side side);

} // namespace myo::rig
