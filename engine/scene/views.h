// The standard views by name, and any direction as "AZ,EL" in degrees (see camera.h for the senses).
#pragma once

#include "base/result.h"
#include "scene/camera.h"

#include <string>
#include <string_view>
#include <vector>

namespace myo::scene {

struct StandardView { std::string id, name; float azimuth_deg = 0, elevation_deg = 0; };

[[nodiscard]] const std::vector<StandardView> &standard_views();
// The camera turned to the view, target and distance kept. Unknown names are an error that lists what there is.
[[nodiscard]] Result<Camera> turn_to(Camera camera, std::string_view view);

} // namespace myo::scene
