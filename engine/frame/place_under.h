// Which place of which structure lies under a pixel, as it is posed: what a hand that reaches into the picture takes hold of.
#pragma once

#include "frame/view.h"

#include <optional>

namespace myo::frame {

struct Place {
  std::uint32_t structure = format::none;
  vec3 rest{0};                                // on its surface, rest stance, world
};

// The foremost of what is solid there, else of what is ghosted; nothing beside the body. To the accuracy of the coarsest level.
[[nodiscard]] std::optional<Place> place_under(const View &view, const scene::Context &context, const atlas::Atlas &atlas, vec2 pixel);

} // namespace myo::frame
