#include "assemble/region_points.h"

#include "assemble/landmarks.h"
#include "form/closest_in_triangle.h"

#include <algorithm>

namespace myo::assemble {
RegionPoints::RegionPoints(const format::Body &body, anatomy::Side side, float scale, float mid)
    : body_(body), side_(side), frame_(BodyFrame::of(side, mid)), scale_(scale) {}

std::optional<vec3> RegionPoints::landmark(const std::string &id, std::string &why) const {
  const format::Landmark *l = find_landmark(body_, id, side_);
  if (l == nullptr) {
    why = "landmark " + id + " is missing";
    return std::nullopt;
  }
  vec3 p = frame_.lps(l->point);
  if (l->side == anatomy::Side::midline) p.x = 0;
  return p;
}

std::optional<vec3> RegionPoints::operator()(const anatomy::PointForm &form, std::string &why) const {
  std::optional<vec3> p;
  if (form.mix.size() == 3) {
    const auto l = (*this)(form.mix[0], why), b = (*this)(form.mix[1], why), s = (*this)(form.mix[2], why);
    if (l && b && s) p = vec3(l->x, b->y, s->z);
  } else if (form.between.size() == 2) {
    const auto a = (*this)(form.between[0], why), b = (*this)(form.between[1], why);
    if (a && b) p = glm::mix(*a, *b, static_cast<float>(form.fraction));
  } else {
    p = landmark(form.landmark, why);
  }
  if (p) *p += scale_ * form.offset_mm;
  return p;
}

std::optional<vec3> view_direction(std::string_view view) {
  if (view == "anterior") return vec3(0, -1, 0);
  if (view == "posterior") return vec3(0, 1, 0);
  if (view == "superior") return vec3(0, 0, 1);
  if (view == "inferior") return vec3(0, 0, -1);
  if (view == "lateral") return vec3(1, 0, 0);
  if (view == "medial") return vec3(-1, 0, 0);
  return std::nullopt;
}

RegionGround::RegionGround(const format::Mesh &mesh) : mesh_(mesh), tree_(mesh.positions) {
  first_.assign(mesh.positions.size() + 1, 0);
  for (const std::uint32_t v : mesh.indices) ++first_[v + 1];
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) first_[v + 1] += first_[v];
  ring_.resize(mesh.indices.size());
  std::vector<std::uint32_t> fill(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < mesh.indices.size(); ++i) ring_[fill[mesh.indices[i]]++] = i / 3;
}

vec3 RegionGround::at(const SurfacePoint &p) const {
  vec3 out(0);
  for (int k = 0; k < 3; ++k)
    out += p.weights[k] * mesh_.positions[mesh_.indices[3 * p.triangle + static_cast<std::uint32_t>(k)]];
  return out;
}

SurfacePoint RegionGround::closest_round(std::uint32_t vertex, vec3 p) const {
  SurfacePoint best;
  float nearest = 1e30F;
  for (std::uint32_t k = first_[vertex]; k < first_[vertex + 1]; ++k) {
    const std::size_t t = 3 * static_cast<std::size_t>(ring_[k]);
    const auto corner = [&](std::size_t c) { return mesh_.positions[mesh_.indices[t + c]]; };
    const SurfacePoint here{ring_[k], form::closest_in_triangle(p, corner(0), corner(1), corner(2))};
    if (const float d = glm::distance(at(here), p); d < nearest) nearest = d, best = here;
  }
  return best;
}

SurfacePoint RegionGround::nearest(vec3 p) const {
  SurfacePoint best;
  float least = 1e30F;
  for (const PointTree::Hit &h : tree_.nearest(p, 4)) {
    const SurfacePoint here = closest_round(h.index, p);
    if (const float d = glm::distance(at(here), p); d < least) least = d, best = here;
  }
  return best;
}

SurfacePoint RegionGround::along(vec3 p, vec3 direction) const {
  constexpr float aside = 0.006F;
  float first = 1e30F;
  std::uint32_t hit = format::none;
  for (std::uint32_t v = 0; v < mesh_.positions.size(); ++v) {
    const vec3 d = mesh_.positions[v] - p;
    const float ahead = glm::dot(d, direction);
    if (ahead < -0.002F || ahead >= first || glm::dot(mesh_.normals[v], direction) <= 0) continue;
    if (glm::dot(d, d) - ahead * ahead < aside * aside) first = ahead, hit = v;
  }
  if (hit == format::none) return nearest(p);
  // Slide to the line itself: the closest place to the line's point abreast of what was hit.
  SurfacePoint s = closest_round(hit, p + first * direction);
  for (int k = 0; k < 3; ++k) {
    const vec3 q = at(s);
    s = nearest(p + glm::dot(q - p, direction) * direction);
  }
  return s;
}

} // namespace myo::assemble
