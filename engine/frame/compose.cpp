#include "frame/compose.h"

#include "frame/posed.h"
#include "frame/theme.h"
#include "scene/visibility.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {

namespace {

// Of all that is not hidden, as it is posed; by a thin sample.
Bounds visible_bounds(const View &view, const scene::Context &context) {
  const std::vector<scene::Visible> visible = scene::visibility(*view.document, context);
  Bounds bounds;
  for (std::size_t i = 0; i < visible.size(); ++i) {
    if (visible[i].look == scene::Look::hidden) continue;
    const format::Mesh &mesh = context.body->structures[i].mesh;
    for (std::size_t v = 0; v < mesh.positions.size(); v += 1 + mesh.positions.size() / 512) bounds.add(posed(mesh, v, *view.pose));
  }
  return bounds;
}

} // namespace

Bounds subject_bounds(const View &view, const scene::Context &context) {
  const format::Body &body = *context.body;
  Bounds bounds;
  if (!view.document->isolated.empty()) { // nothing else is there to be seen
    for (const std::string &id : view.document->isolated)
      for (const std::uint32_t i : scene::resolve(context, id))
        for (std::size_t v = 0; v < body.structures[i].mesh.positions.size(); v += 7)
          bounds.add(posed(body.structures[i].mesh, v, *view.pose));
    return bounds;
  }
  if (view.heat->on) {
    for (const heat::Zone &zone : view.heat->zones) {
      const format::RegionField &field = body.regions[zone.field];
      if (field.carrier >= body.structures.size()) continue;
      for (std::size_t i = 0; i < field.vertices.size(); ++i)
        if (field.distance_mm[i] <= 0)
          bounds.add(posed(body.structures[field.carrier].mesh, field.vertices[i], *view.pose));
    }
    if (const heat::Painted *paint = view.heat->shown_paint())
      for (std::size_t v = 0; v < paint->distance_mm[0].size(); ++v)
        if (paint->distance_mm[0][v] <= 0) bounds.add(posed(body.structures[paint->carrier].mesh, v, *view.pose));
    for (const std::uint32_t point : view.heat->trigger_points) bounds.add(view.pose->trigger_points[point]);
  }
  for (const std::string &id : view.document->selection)
    for (const std::uint32_t i : scene::resolve(context, id)) {
      const format::Mesh &mesh = body.structures[i].mesh;
      for (std::size_t v = 0; v < mesh.positions.size(); v += 7) bounds.add(posed(mesh, v, *view.pose));
    }
  return bounds.empty() ? visible_bounds(view, context) : bounds;
}

Bounds with_surroundings(const Bounds &subject, const Bounds &body) {
  Bounds wide = subject;
  const float around = std::max(0.05F, 0.22F * std::max(subject.size().x, subject.size().y));
  wide.low -= vec3{around, around, 0};
  wide.high += vec3{around, around, 0};
  // A head or a foot that would be cut through comes in whole.
  constexpr float nearly = 0.20F;
  if (wide.high.y > body.high.y - nearly) wide.high.y = std::max(body.high.y, subject.high.y);
  if (wide.low.y < body.low.y + nearly) wide.low.y = std::min(body.low.y, subject.low.y);
  // A trunk is looked at straight: what lies near the midline is shown with both its sides.
  if (subject.low.x < 0.08F && subject.high.x > -0.08F) {
    const float half = std::max(-wide.low.x, wide.high.x);
    wide.low.x = -half, wide.high.x = half;
  }
  // No farther than the body at rest reaches, unless the subject itself does: an arm overhead.
  wide.low = glm::max(wide.low, glm::min(body.low, subject.low)), wide.high = glm::min(wide.high, glm::max(body.high, subject.high));
  return wide;
}

Box room_for_subject(const View &view) {
  const Measures m = measures_of(free_size_px(view));
  Box room = view.free_px.value_or(Box{vec2{0}, vec2{view.size_px}});
  const scene::PictureOptions &picture = view.document->picture;
  const bool wide = room.size().x > 1.15F * room.size().y;
  if (view.document->labels) { // names stand beside what they name
    const float column = std::min(0.2F * room.size().x, 9.0F * m.base_px);
    room.low.x += column, room.high.x -= column;
  }
  const bool titled = (picture.caption || picture.legend) && !wide;
  room.low.y += titled ? 0.9F * m.margin_px + 2.36F * m.title_px + 1.6F * m.base_px : 0.04F * room.size().y;
  room.high.y -= picture.credit || picture.legend ? 0.8F * m.margin_px + 2.9F * m.small_px : 0.02F * room.size().y;
  return room;
}

scene::Camera compose(const scene::Camera &camera, const Bounds &bounds, const Box &room_px, uvec2 size_px) {
  if (bounds.empty() || room_px.empty()) return camera;
  const vec3 right = scene::right(camera), up = scene::up(camera), forward = scene::forward(camera);
  const vec3 middle = bounds.centre();
  const vec2 size{size_px};
  const float half_height = std::tan(0.5F * camera.fov_deg * degree), half_width = half_height * size.x / size.y;
  // The room as slopes (sideways and upwards per metre ahead).
  const float left = (room_px.low.x / size.x * 2 - 1) * half_width, right_edge = (room_px.high.x / size.x * 2 - 1) * half_width;
  const float top = (1 - room_px.low.y / size.y * 2) * half_height, bottom = (1 - room_px.high.y / size.y * 2) * half_height;

  vec2 low{0}, high{0}; // of the target's place that keeps every corner inside at this distance
  const auto fits = [&](float distance) {
    low = vec2{-1e30F}, high = vec2{1e30F};
    for (int corner = 0; corner < 8; ++corner) {
      const vec3 p = vec3{corner & 1 ? bounds.high.x : bounds.low.x, corner & 2 ? bounds.high.y : bounds.low.y,
                          corner & 4 ? bounds.high.z : bounds.low.z} - middle;
      const float ahead = distance + glm::dot(p, forward);
      if (ahead < scene::near_plane) return false;
      const vec2 place{glm::dot(p, right), glm::dot(p, up)};
      low = glm::max(low, place - ahead * vec2{right_edge, top});
      high = glm::min(high, place - ahead * vec2{left, bottom});
    }
    return low.x <= high.x && low.y <= high.y;
  };
  float near = scene::distance_low, far = scene::distance_high;
  if (!fits(far)) return camera;
  for (int step = 0; step < 60; ++step) (fits(0.5F * (near + far)) ? far : near) = 0.5F * (near + far);
  fits(far);
  scene::Camera composed = camera;
  const vec2 shift = 0.5F * (low + high);
  composed.target = middle + shift.x * right + shift.y * up;
  composed.distance = far;
  return composed;
}

} // namespace myo::frame
