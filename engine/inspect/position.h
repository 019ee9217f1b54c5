// A position as a muscle's sheet says it, for the joints of one side.
#pragma once

#include "anatomy/library.h"
#include "rig/rig.h"

#include <optional>
#include <span>
#include <string_view>

namespace myo::inspect {

// Within the body's limits; what it does not have is left at rest.
[[nodiscard]] rig::JointValues position(const anatomy::Library &library, const rig::Rig &rig, std::span<const anatomy::Turned> pose, anatomy::Side side);

// What an action of a muscle on this side turns, and by how much (degrees or millimetres): "cervical.rotation.contra" of a right
// muscle is rotation to the left. Nothing for what is no motion of the vocabulary.
[[nodiscard]] std::optional<rig::CoordinateValue> turn_of(const anatomy::Library &library, std::string_view action, anatomy::Side side, double amount);

} // namespace myo::inspect
