#include "assemble/compare/skull.h"

#include "assemble/compare/overlap.h"
#include "assemble/compare/surface_fit.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/measure.h"
#include "form/isosurface.h"

#include <algorithm>

namespace myo::assemble {
namespace {

constexpr std::size_t skull_samples = 60000;

struct SkullPlane {
  vec3 point{0}, up{0, 1, 0};
  [[nodiscard]] bool above(vec3 p) const { return glm::dot(p - point, up) > 0; }
};

SkullPlane split_of(const format::Body &body, const Skull &skull) {
  const format::Landmark *front = find_landmark(body, "glabella"), *back = find_landmark(body, "inion");
  if (front != nullptr && back != nullptr) {
    const vec3 up = glm::cross(front->point - back->point, vec3(1, 0, 0)); // forward x left = up
    if (glm::length(up) > 0.02F) return {back->point, glm::normalize(up)};
  }
  const Bounds box = bounds(skull.whole.surface.positions);
  return {glm::mix(box.low, box.high, 0.4F), vec3(0, 1, 0)};
}

template <class Keep> Samples part_of(const Samples &all, const Keep &keep) {
  Samples out;
  out.area_mm2 = all.area_mm2;
  for (std::size_t i = 0; i < all.points.size(); ++i)
    if (keep(all.points[i])) {
      out.points.push_back(all.points[i]);
      out.normals.push_back(all.normals[i]);
      out.triangles.push_back(all.triangles[i]);
      out.barycentric.push_back(all.barycentric[i]);
    }
  return out;
}

} // namespace

bool is_cranial(const std::string &bone) {
  const auto &bones = cranial_bones();
  return std::find(bones.begin(), bones.end(), bone) != bones.end();
}

Result<Skull> Skull::of(const Tracer &tracer, const format::Body &body) {
  std::vector<std::uint32_t> cranium, around;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    if (s.kind == format::Kind::bone && is_cranial(s.bone)) cranium.push_back(i), around.push_back(i);
    if (s.kind == format::Kind::tooth || s.bone == "mandible") around.push_back(i);
  }
  auto whole = Shape::of(tracer, body, cranium, skull_samples);
  MYO_TRY(whole);
  auto hides = Shape::of(tracer, body, around, 0);
  MYO_TRY(hides);
  keep_outside(whole->samples, hides->tree);
  return Skull{std::move(*whole), std::move(hides->tree)};
}

std::vector<Compared> compare_skulls(const Skull &skull_a, const Skull &skull_b, const format::Body &b, const Rigid &alignment) {
  const Shape &a = skull_a.whole, &other = skull_b.whole;
  const Rigid fit = fit_surfaces(a.samples, a.tree, other.samples, other.tree, alignment);
  const SkullPlane plane = split_of(b, skull_b);

  Compared whole{"", "", "", format::Kind::bone, anatomy::Side::midline};
  const vec3 centre = centroid(a.surface);
  whole.offset_mm = 1e3 * static_cast<double>(glm::length(fit(centre) - alignment(centre)));
  whole.tilt_deg = after(fit, alignment.inverse()).angle_deg();
  whole.silhouette = silhouette_overlap(moved_mesh(a.surface, fit), moved_mesh(other.surface, {}));
  const double volume = volume_m3(other.surface);
  whole.volume_ratio = volume != 0 ? volume_m3(a.surface) / volume : 0;
  const form::Topology t = form::topology({a.surface.positions, a.surface.indices});
  whole.components = t.components;
  whole.watertight = t.open_edges == 0 && t.crowded_edges == 0;
  if (whole.watertight && t.bow_ties == 0) whole.genus = t.genus;

  std::vector<Compared> out;
  for (const bool vault : {true, false}) {
    Compared row = whole;
    row.id = vault ? "skull_vault" : "skull_face_base";
    row.name = vault ? "skull vault" : "skull face and base";
    row.group = vault ? Group::vault : Group::face;
    const Samples part_a = part_of(a.samples, [&](vec3 p) { return plane.above(fit(p)) == vault; });
    const Samples part_b = part_of(other.samples, [&](vec3 p) { return plane.above(p) == vault; });
    const DistanceSpread spread = spread_between(part_a, a.tree, part_b, other.tree, fit);
    row.mean_mm = spread.mean_mm, row.p95_mm = spread.p95_mm;
    out.push_back(std::move(row));
  }
  return out;
}

} // namespace myo::assemble
