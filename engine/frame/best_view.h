// From which of the four sides something is seen best.
#pragma once

#include "scene/scene.h"

#include <span>
#include <string>

namespace myo::frame {

// Of the patterns' zones, for trigger points on these sides; what is felt most often counts most. "AZ,EL" for SetView; ""
// where this body shows none. Ids that nobody knows are passed over.
[[nodiscard]] std::string best_view(const scene::Context &context, std::span<const std::string> patterns, heat::Sides sides);

// Of structures: towards where their surface lies open.
[[nodiscard]] std::string best_view(const format::Body &body, std::span<const std::uint32_t> structures);

} // namespace myo::frame
