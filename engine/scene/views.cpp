#include "scene/views.h"

#include "anatomy/search.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace myo::scene {

const std::vector<StandardView> &standard_views() {
  static const std::vector<StandardView> views = {
      {"posterior", "From behind", 180, 0},      {"anterior", "From the front", 0, 0},
      {"lateral_left", "From the left", 90, 0},  {"lateral_right", "From the right", 270, 0},
      {"superior", "From above", 180, 90},       {"three_quarter", "Three-quarter from behind", 215, 12},
  };
  return views;
}

namespace {
bool read_number(std::string_view text, float &value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}
} // namespace

Result<Camera> turn_to(Camera camera, std::string_view view) {
  float azimuth = 0, elevation = 0;
  const auto &views = standard_views();
  const auto known = std::find_if(views.begin(), views.end(), [view](const StandardView &v) { return v.id == view; });
  if (known != views.end()) {
    azimuth = known->azimuth_deg, elevation = known->elevation_deg;
  } else {
    const auto comma = view.find(',');
    if (comma == std::string_view::npos || !read_number(view.substr(0, comma), azimuth) ||
        !read_number(view.substr(comma + 1), elevation) || std::abs(elevation) > 90 || std::abs(azimuth) > 36000) {
      std::string names;
      std::vector<std::string> ids;
      for (const StandardView &v : views) names += v.id + ", ", ids.push_back(v.id);
      const std::vector<std::string> near = anatomy::nearest_names(ids, view, 1);
      return bad_arguments("unknown view \"" + std::string(view) + "\"",
                           (near.empty() ? "use " : "did you mean \"" + near.front() + "\"? There are ") + names +
                               "or AZ,EL in degrees with EL from -90 to 90");
    }
  }
  camera.azimuth_deg = 0, camera.elevation_deg = 0;
  return orbit(camera, azimuth, elevation);
}

} // namespace myo::scene
