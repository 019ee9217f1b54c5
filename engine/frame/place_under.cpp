#include "frame/place_under.h"

#include "frame/posed.h"
#include "rig/skinning.h"

#include <algorithm>

namespace myo::frame {
namespace {

struct Ray { vec3 from, step; };                // far beyond everything at from + step

Ray ray_through(const scene::Camera &camera, vec2 pixel, vec2 size_px) {
  const vec3 from = scene::eye(camera);
  return {from, 4 * scene::distance_high * glm::normalize(scene::point_under(camera, pixel, size_px) - from)};
}

bool meets_box(const Bounds &box, const Ray &ray) {
  float near = 0, far = 1;
  for (int axis = 0; axis < 3; ++axis) {
    const float a = (box.low[axis] - ray.from[axis]) / ray.step[axis], b = (box.high[axis] - ray.from[axis]) / ray.step[axis];
    if (ray.step[axis] == 0 && (ray.from[axis] < box.low[axis] || ray.from[axis] > box.high[axis])) return false;
    if (ray.step[axis] != 0) near = std::max(near, std::min(a, b)), far = std::min(far, std::max(a, b));
  }
  return near <= far;
}

// Where along the ray it meets the triangle, and the weights of its corners (Moeller and Trumbore 1997).
struct Crossing { float along = 2; vec3 weights{0}; };
std::optional<Crossing> crossing(vec3 a, vec3 b, vec3 c, const Ray &ray) {
  const vec3 u = b - a, v = c - a, p = glm::cross(ray.step, v);
  const float scale = glm::dot(u, p);
  if (scale == 0) return std::nullopt;
  const vec3 w = ray.from - a, q = glm::cross(w, u);
  const float s = glm::dot(w, p) / scale, t = glm::dot(ray.step, q) / scale, along = glm::dot(v, q) / scale;
  if (s < 0 || t < 0 || s + t > 1 || along <= 0 || along >= 1) return std::nullopt;
  return Crossing{along, {1 - s - t, s, t}};
}

} // namespace

std::optional<Place> place_under(const View &view, const scene::Context &context, const atlas::Atlas &atlas, vec2 pixel) {
  const Ray ray = ray_through(view.document->camera, pixel, vec2(view.size_px));
  const Reach carried(*view.pose);
  const std::vector<scene::Visible> visible = scene::visibility(*view.document, context);
  for (const scene::Look look : {scene::Look::solid, scene::Look::ghost}) {
    std::optional<Place> found;
    float nearest = 2;
    for (std::uint32_t s = 0; s < visible.size(); ++s) {
      const format::Structure &structure = atlas.body().structures[s];
      if (visible[s].look != look || structure.kind == format::Kind::deep_surface) continue;
      Bounds box = atlas.bounds(s);
      const float reach = carried(box.centre());
      box.low -= reach, box.high += reach;
      if (!meets_box(box, ray)) continue;
      const format::Mesh &mesh = structure.mesh;
      const std::vector<vec3> posed = rig::skinned(mesh, *view.pose);
      const auto indices = atlas.levels(s).triangles(atlas::Detail::coarse);
      for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        const auto hit = crossing(posed[indices[t]], posed[indices[t + 1]], posed[indices[t + 2]], ray);
        if (!hit || hit->along >= nearest) continue;
        nearest = hit->along;
        const vec3 w = hit->weights;
        found = Place{s, w.x * mesh.positions[indices[t]] + w.y * mesh.positions[indices[t + 1]] + w.z * mesh.positions[indices[t + 2]]};
      }
    }
    if (found) return found;
  }
  return std::nullopt;
}

} // namespace myo::frame
