// Which region of the skin lies under a pixel.
#pragma once

#include "frame/view.h"
#include "scene/scene.h"

#include <optional>
#include <string>

namespace myo::frame {

struct SkinPlace {
  std::string region;                     // the region's id; the nearest where none holds the place
  anatomy::Side side = anatomy::Side::midline; // of the body
};
// The foremost skin at the pixel in the present pose, whether the skin is drawn or not. Nothing beside the body, or where
// the skin has no region within 25 mm.
[[nodiscard]] std::optional<SkinPlace> skin_under(const View &view, const scene::Context &context, vec2 pixel);

} // namespace myo::frame
