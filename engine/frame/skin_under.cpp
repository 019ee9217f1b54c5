#include "frame/skin_under.h"

#include "rig/skinning.h"

#include <algorithm>

namespace myo::frame {
namespace {

// A triangle of the skin (its first index) and the weights of its corners.
struct Spot {
  std::size_t triangle = 0;
  vec3 weights{0};
  float depth = 1e30F;
};

// The weights of a, b and c at a pixel, all 0 or more; nothing where the pixel lies outside.
std::optional<vec3> weights_at(vec2 pixel, vec2 a, vec2 b, vec2 c) {
  const vec2 u = b - a, v = c - a, p = pixel - a;
  const float area = u.x * v.y - u.y * v.x;
  if (area == 0) return std::nullopt;
  const float s = (p.x * v.y - p.y * v.x) / area, t = (u.x * p.y - u.y * p.x) / area;
  if (s < 0 || t < 0 || s + t > 1) return std::nullopt;
  return vec3(1 - s - t, s, t);
}

// The skin's triangle under each pixel that is nearest to the eye.
std::vector<std::optional<Spot>> spots_under(const format::Mesh &mesh, const View &view, std::span<const vec2> pixels) {
  const vec2 size(view.size_px);
  const scene::Projector project(view.document->camera, size);
  const vec3 eye = scene::eye(view.document->camera), ahead = scene::forward(view.document->camera);
  std::vector<vec2> at(mesh.positions.size(), vec2(-1e9F));
  std::vector<float> depth(mesh.positions.size(), -1); // behind the eye
  const std::vector<vec3> posed = rig::skinned(mesh, *view.pose); // as it is drawn, or the pointer would be off beside a bent joint
  for (std::size_t v = 0; v < posed.size(); ++v)
    if (const auto pixel = project(posed[v])) at[v] = *pixel, depth[v] = glm::dot(posed[v] - eye, ahead);
  vec2 low(1e30F), high(-1e30F);
  for (const vec2 pixel : pixels) low = glm::min(low, pixel), high = glm::max(high, pixel);
  std::vector<std::optional<Spot>> found(pixels.size());
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::uint32_t *c = &mesh.indices[t];
    if (depth[c[0]] <= 0 || depth[c[1]] <= 0 || depth[c[2]] <= 0) continue;
    const vec2 least = glm::min(at[c[0]], glm::min(at[c[1]], at[c[2]])), most = glm::max(at[c[0]], glm::max(at[c[1]], at[c[2]]));
    if (glm::any(glm::greaterThan(least, high)) || glm::any(glm::lessThan(most, low))) continue;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      const auto weights = weights_at(pixels[i], at[c[0]], at[c[1]], at[c[2]]);
      if (!weights) continue;
      const float z = glm::dot(*weights, vec3(depth[c[0]], depth[c[1]], depth[c[2]]));
      if (!found[i] || z < found[i]->depth) found[i] = Spot{t, *weights, z};
    }
  }
  return found;
}

// Regions overlap here and there: the smallest of those that hold a vertex.
const format::RegionField *region_at(const format::Body &body, std::uint32_t carrier, std::uint32_t vertex) {
  const float x = body.structures[carrier].mesh.positions[vertex].x;
  const format::RegionField *best = nullptr;
  for (const format::RegionField &field : body.regions) {
    if (field.carrier != carrier || (field.side != anatomy::Side::midline && anatomy::sign(field.side) * x < 0)) continue;
    const auto known = std::lower_bound(field.vertices.begin(), field.vertices.end(), vertex);
    if (known == field.vertices.end() || *known != vertex) continue;
    const bool inside = field.distance_mm[static_cast<std::size_t>(known - field.vertices.begin())] <= 0;
    if (inside && (best == nullptr || field.area_cm2 < best->area_cm2)) best = &field;
  }
  return best;
}

SkinPlace place_of(const format::Body &body, std::uint32_t carrier, const Spot &spot) {
  const format::Mesh &mesh = body.structures[carrier].mesh;
  const std::uint32_t *c = &mesh.indices[spot.triangle];
  const vec3 w = spot.weights;
  SkinPlace place;
  place.at = w.x * mesh.positions[c[0]] + w.y * mesh.positions[c[1]] + w.z * mesh.positions[c[2]];
  const std::uint32_t nearest = w.y > w.z && w.y > w.x ? c[1] : w.z > w.x ? c[2] : c[0];
  if (const format::RegionField *region = region_at(body, carrier, nearest)) place.region = region->region, place.side = region->side;
  return place;
}

} // namespace

std::vector<std::optional<SkinPlace>> skin_under(const View &view, const scene::Context &context, std::span<const vec2> pixels) {
  std::vector<std::optional<SkinPlace>> places(pixels.size());
  const format::Body &body = *context.body;
  const auto skin = std::find_if(body.structures.begin(), body.structures.end(), [](const auto &s) { return s.kind == format::Kind::skin; });
  if (skin == body.structures.end()) return places;
  const auto carrier = static_cast<std::uint32_t>(skin - body.structures.begin());
  const std::vector<std::optional<Spot>> spots = spots_under(skin->mesh, view, pixels);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    if (spots[i]) places[i] = place_of(body, carrier, *spots[i]);
  return places;
}

} // namespace myo::frame
