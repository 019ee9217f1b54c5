// Which place of the skin lies under a pixel.
#pragma once

#include "frame/view.h"
#include "scene/scene.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace myo::frame {

struct SkinPlace {
  vec3 at{0};                             // on the skin, rest stance, world
  std::string region;                     // the smallest that holds the place; "" where none does
  anatomy::Side side = anatomy::Side::midline; // of the region
};
// The foremost skin at each pixel in the present pose, whether the skin is drawn or not; nothing beside the body. Many pixels
// cost little more than one.
[[nodiscard]] std::vector<std::optional<SkinPlace>> skin_under(const View &view, const scene::Context &context, std::span<const vec2> pixels);

} // namespace myo::frame
