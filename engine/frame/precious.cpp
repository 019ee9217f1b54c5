// Where on the screen the zones and the body are, by a thin sample of their vertices.
#include "frame/lettering.h"
#include "frame/posed.h"

#include <algorithm>

namespace myo::frame {
namespace {

void add(std::vector<vec2> &points, const scene::Projector &project, vec3 point) {
  if (const auto pixel = project(point)) points.push_back(*pixel);
}

} // namespace

Precious precious_points(const View &view, const scene::Context &context, const std::vector<scene::Visible> &visible) {
  const format::Body &body = *context.body;
  const scene::Projector project(view.document->camera, vec2{view.size_px});
  Precious precious;
  if (view.heat->on)
    for (const heat::Zone &zone : view.heat->zones) {
      const format::RegionField &field = body.regions[zone.field];
      if (field.carrier >= body.structures.size() || visible[field.carrier].look == scene::Look::hidden) continue;
      const format::Mesh &mesh = body.structures[field.carrier].mesh;
      const std::size_t step = std::max<std::size_t>(1, field.vertices.size() / 256);
      for (std::size_t i = 0; i < field.vertices.size(); i += step)
        if (field.distance_mm[i] <= zone.grow_mm) add(precious.zones, project, posed(mesh, field.vertices[i], *view.pose));
    }
  if (const heat::Painted *paint = view.heat->shown_paint(); paint != nullptr && visible[paint->carrier].look != scene::Look::hidden) {
    const std::vector<float> &distance = paint->distance_mm[0];
    const auto count = static_cast<std::size_t>(std::ranges::count_if(distance, [](float d) { return d <= 0; }));
    const std::size_t step = std::max<std::size_t>(1, count / 256);
    for (std::size_t v = 0, n = 0; v < distance.size(); ++v)
      if (distance[v] <= 0 && n++ % step == 0) add(precious.zones, project, posed(body.structures[paint->carrier].mesh, v, *view.pose));
  }
  for (const std::uint32_t point : view.heat->trigger_points) add(precious.zones, project, view.pose->trigger_points[point]);
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    if (visible[i].look == scene::Look::hidden || body.structures[i].kind == format::Kind::deep_surface) continue;
    const format::Mesh &mesh = body.structures[i].mesh;
    const std::size_t step = std::max<std::size_t>(8, mesh.positions.size() / 400);
    for (std::size_t v = 0; v < mesh.positions.size(); v += step) add(precious.body, project, posed(mesh, v, *view.pose));
  }
  return precious;
}

} // namespace myo::frame
