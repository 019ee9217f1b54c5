#include "frame/skin_under.h"

#include "frame/posed.h"

#include <algorithm>

namespace myo::frame {
namespace {

constexpr float farthest_mm = 25;

// The skin's triangle under the pixel that is nearest to the eye, as its corner nearest to the pixel.
std::optional<std::uint32_t> corner_under(const format::Mesh &mesh, const View &view, vec2 pixel) {
  const vec2 size(view.size_px);
  std::vector<vec2> at(mesh.positions.size(), vec2(-1e9F));
  std::vector<float> depth(mesh.positions.size(), 0);
  const scene::Projector project(view.document->camera, size);
  const vec3 from = scene::eye(view.document->camera), along = scene::forward(view.document->camera);
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    const vec3 p = posed(mesh, v, *view.pose);
    depth[v] = glm::dot(p - from, along);
    if (const auto px = project(p)) at[v] = *px;
    else depth[v] = -1;
  }
  std::optional<std::uint32_t> found;
  float nearest = 1e30F;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::uint32_t *c = &mesh.indices[t];
    if (depth[c[0]] <= 0 || depth[c[1]] <= 0 || depth[c[2]] <= 0) continue;
    const vec2 a = at[c[0]], b = at[c[1]] - a, d = at[c[2]] - a, p = pixel - a;
    const float area = b.x * d.y - b.y * d.x;
    if (area == 0) continue;
    const float u = (p.x * d.y - p.y * d.x) / area, v = (b.x * p.y - b.y * p.x) / area;
    if (u < 0 || v < 0 || u + v > 1) continue;
    const float z = (1 - u - v) * depth[c[0]] + u * depth[c[1]] + v * depth[c[2]];
    if (z >= nearest) continue;
    nearest = z;
    found = u > v && u > 1 - u - v ? c[1] : v > 1 - u - v ? c[2] : c[0];
  }
  return found;
}

} // namespace

std::optional<SkinPlace> skin_under(const View &view, const scene::Context &context, vec2 pixel) {
  const format::Body &body = *context.body;
  const auto skin = std::find_if(body.structures.begin(), body.structures.end(), [](const auto &s) { return s.kind == format::Kind::skin; });
  if (skin == body.structures.end()) return std::nullopt;
  const auto carrier = static_cast<std::uint32_t>(skin - body.structures.begin());
  const auto corner = corner_under(skin->mesh, view, pixel);
  if (!corner) return std::nullopt;
  const float x = skin->mesh.positions[*corner].x;
  // Regions overlap here and there: of those that hold the place the one whose middle is nearest for its size, that is the
  // smallest.
  const format::RegionField *best = nullptr;
  float least = farthest_mm;
  for (const format::RegionField &field : body.regions) {
    if (field.carrier != carrier || (field.side != anatomy::Side::midline && anatomy::sign(field.side) * x < 0)) continue;
    const auto known = std::lower_bound(field.vertices.begin(), field.vertices.end(), *corner);
    if (known == field.vertices.end() || *known != *corner) continue;
    const float distance = field.distance_mm[static_cast<std::size_t>(known - field.vertices.begin())];
    const bool smaller = best != nullptr && distance <= 0 && least <= 0 && field.area_cm2 < best->area_cm2;
    if (distance > 0 ? distance < least : least > 0 || smaller) best = &field, least = std::min(distance, least > 0 ? distance : 0.0F);
  }
  if (best == nullptr) return std::nullopt;
  return SkinPlace{best->region, best->side};
}

} // namespace myo::frame
