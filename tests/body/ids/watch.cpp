#include "watch.h"

#include "frame/view.h"
#include "scene/visibility.h"

#include <algorithm>

namespace myo {
namespace {

constexpr float narrow_deg = 6; // so far away that hardly anything hides behind what is nearer by perspective alone

scene::Document bare(const app::Workbench &workbench) {
  scene::Document document = scene::opening_scene(workbench.context()).document;
  document.heat = {}, document.picture = {false, false, false, false};
  document.selection.clear(), document.hidden.clear(), document.labels = false;
  return document;
}

} // namespace

Result<std::unique_ptr<Watch>> Watch::open(const app::Workbench &workbench, render::Renderer &renderer) {
  auto line = app::FrameLine::open(workbench, scene::opening_scene(workbench.context()));
  MYO_TRY(line);
  return std::unique_ptr<Watch>(new Watch(workbench, renderer, std::move(*line)));
}

Result<Pixels> Watch::look(const std::vector<std::uint32_t> &structures, const Direction &from, uvec2 size_px) {
  scene::Document document = bare(workbench_);
  document.isolated.clear();
  for (const std::uint32_t s : structures) document.isolated.insert(workbench_.atlas.body().structures[s].id);
  scene::Camera camera;
  camera.azimuth_deg = from.azimuth_deg, camera.elevation_deg = from.elevation_deg, camera.fov_deg = narrow_deg;
  const float aspect = static_cast<float>(size_px.x) / static_cast<float>(size_px.y);
  document.camera = scene::frame_bounds(camera, scene::bounds_of(workbench_.atlas.body(), structures), aspect, 1.02F);
  app::FrameInput input;
  input.size_px = size_px, input.samples = 1;
  input.capture.ids = true;
  const auto answer = line_.draw_apart(renderer_, document, input);
  MYO_TRY(answer);
  Pixels out;
  for (const std::uint32_t id : answer->ids)
    if (id != 0) ++out[id - frame::pick_id(0)];
  return out;
}

Result<Pixels> Watch::look_round(const std::vector<std::uint32_t> &structures, std::uint32_t side_px) {
  const vec3 size = scene::bounds_of(workbench_.atlas.body(), structures).size();
  Pixels most;
  for (const Direction &from : six_sides) {
    const bool upright = from.elevation_deg == 0;
    const float wide = from.azimuth_deg == 90 || from.azimuth_deg == 270 ? size.z : size.x, high = upright ? size.y : size.z;
    const float scale = static_cast<float>(side_px) / std::max(wide, high);
    const auto seen = look(structures, from, uvec2(glm::max(vec2(8), glm::ceil(scale * vec2(wide, high)))));
    MYO_TRY(seen);
    for (const auto &[structure, pixels] : *seen) most[structure] = std::max(most[structure], pixels);
  }
  return most;
}

} // namespace myo
