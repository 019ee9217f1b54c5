#include "still.h"

#include "base/files.h"
#include "capture/png.h"
#include "frame.h"
#include "render/renderer.h"
#include "scene/compared.h"
#include "scene/view_record.h"
#include "scene/visibility.h"
#include "side_by_side.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace myo::app {
namespace {

Status check_size(const StillOptions &options, const render::DeviceDescription &device) {
  const std::uint32_t largest = device.largest_side_px;
  if (options.size_px.x > largest || options.size_px.y > largest)
    return bad_arguments(fmt::format("a picture of {}x{} is beyond this device ({})", options.size_px.x,
                                     options.size_px.y, device.name),
                         fmt::format("ask for at most {}x{}", largest, largest));
  return {};
}

// What travels with the picture, for people and for opening the same view again.
std::vector<capture::PngText> metadata(const Workbench &workbench, const FrameLine &line) {
  std::vector<capture::PngText> text;
  text.push_back({"Title", picture_title(workbench, line.scene(), line.heat())});
  std::string credits;
  for (const format::Credit &credit : workbench.atlas.body().credits)
    credits += (credits.empty() ? "" : "; ") + credit.text + (credit.licence.empty() ? "" : ", " + credit.licence);
  if (!credits.empty()) text.push_back({"Copyright", credits});
  text.push_back({"Software", "Myoscope"});
  text.push_back({"Myoscope view", scene::write_view(line.scene().document, workbench.context())});
  return text;
}

Result<capture::IdPicture> id_picture(const packet::FrameAnswer &answer, uvec2 size) {
  if (answer.ids.size() != std::size_t{size.x} * size.y) return machine_fault("the id picture did not come back whole");
  return capture::IdPicture{size.x, size.y, answer.ids};
}

// One line a structure that the id picture shows: "17 FMA32540 Splenius capitis, right".
std::string id_table(const Workbench &workbench, const capture::IdPicture &ids) {
  std::vector<bool> seen(workbench.atlas.body().structures.size() + 1, false);
  for (const std::uint32_t id : ids.ids)
    if (id < seen.size()) seen[id] = true;
  std::string table;
  for (std::uint32_t id = 1; id < seen.size(); ++id) {
    if (!seen[id]) continue;
    const format::Structure &s = workbench.atlas.body().structures[frame::picked_structure(id)];
    table += fmt::format("{} {} {}, {}\n", id, s.id, s.name, anatomy::to_string(s.side));
  }
  return table;
}

// Along the direction the camera has, so near that the ball fits the picture's shorter side.
scene::Camera close_up_camera(const FrameLine &line, const atlas::Atlas &atlas, const CloseUp &wish, uvec2 size) {
  scene::Camera camera = line.scene().document.camera;
  camera.target = wish.landmark != format::none ? line.pose().landmarks[wish.landmark]
                                                : scene::bounds_of(atlas.body(), wish.structures).centre();
  const float aspect = static_cast<float>(size.x) / static_cast<float>(size.y);
  const float tangent = std::tan(0.5F * glm::radians(camera.fov_deg)) * std::min(1.0F, aspect);
  camera.distance = glm::clamp(wish.radius / tangent, scene::distance_low, scene::distance_high);
  return camera;
}

} // namespace

bool validation_asked() {
  const char *asked = std::getenv("MYOSCOPE_VALIDATION");
  return asked != nullptr && *asked == '1';
}

std::string picture_title(const Workbench &workbench, const scene::Scene &scene, const heat::Heat &heat) {
  if (heat.on && !heat.legend.title.empty()) return heat.legend.title;
  for (const std::string &id : scene.document.selection)
    if (const auto found = scene::resolve(workbench.context(), id); !found.empty())
      return workbench.atlas.body().structures[found.front()].name;
  return workbench.atlas.body().name;
}

Status write_still(const Workbench &workbench, scene::Scene scene, const std::vector<scene::Command> &commands,
                   const StillOptions &options) {
  auto renderer = render::Renderer::create({.validation = options.validation});
  MYO_TRY(renderer);
  MYO_CHECK(check_size(options, (*renderer)->device()));
  auto line = FrameLine::open(workbench, std::move(scene));
  MYO_TRY(line);
  MYO_CHECK(line->obey(commands));

  std::vector<scene::Document> bodies = scene::compared(line->scene().document, workbench.context());
  if (options.close_up || options.compose) {
    uvec2 size = options.size_px; // of what one body is seen in
    if (const auto cells = cells_of_picture(size, bodies.size()); !cells.empty()) size = uvec2(cells.front().size());
    const scene::Command command =
        scene::SetCamera{options.close_up ? close_up_camera(*line, line->atlas(), *options.close_up, size) : line->composed(size)};
    MYO_CHECK(line->obey(std::span(&command, 1)));
    for (scene::Document &body : bodies) body.camera = line->scene().document.camera;
  }
  const std::uint64_t messages = (*renderer)->validation_messages();
  FrameInput input;
  input.size_px = options.size_px;
  input.samples = options.samples;
  input.capture.colour = options.out.has_value();
  input.capture.ids = options.ids.has_value();
  auto answer = bodies.empty() ? line->run(**renderer, input) : draw_side_by_side(*line, **renderer, bodies, input);
  MYO_TRY(answer);
  if (options.validation && (*renderer)->validation_messages() != messages)
    return machine_fault("the validation layer found faults in how this picture was drawn");

  if (options.out) {
    capture::Picture picture{options.size_px.x, options.size_px.y, std::move(answer->colour)};
    MYO_CHECK(capture::write_png(*options.out, picture, {options.transparent, metadata(workbench, *line)}));
  }
  if (options.ids) {
    const auto ids = id_picture(*answer, options.size_px);
    MYO_TRY(ids);
    MYO_CHECK(capture::write_ids(*options.ids, *ids, {{"Structures", id_table(workbench, *ids)}}));
  }
  if (options.record)
    MYO_CHECK(write_text(*options.record, scene::write_view(line->scene().document, workbench.context()) + "\n"));
  std::vector<std::string> notes = line->heat().notes;
  if (workbench.figure) notes = workbench.figure->notes; // which has no pain to tell
  for (const std::string &note : notes) fmt::print(stderr, "myoscope: note: {}\n", note);
  return {};
}

} // namespace myo::app
