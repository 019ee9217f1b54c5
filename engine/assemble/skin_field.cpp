#include "assemble/skin_field.h"

#include "assemble/mesh/point_tree.h"
#include "form/remesh.h"

namespace myo::assemble {

Bounds SkinField::bounds() const {
  Bounds all = wrapping_.bounds();
  if (!parts_.bounds().empty()) all.add(parts_.bounds());
  return all;
}

vec3 SkinField::project(vec3 p, float most) const {
  constexpr float h = 0.0006F;
  constexpr vec3 corners[4] = {{1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}, {1, 1, 1}}; // of a tetrahedron round p
  vec3 gradient(0);
  float mean = 0;
  for (const vec3 &c : corners) {
    const float v = (*this)(p + h * c);
    gradient += v * c;
    mean += 0.25F * v;
  }
  gradient /= 4 * h;
  const float n = glm::dot(gradient, gradient);
  if (n < 0.01F) return p;
  vec3 move = -mean / n * gradient;
  const float length = glm::length(move);
  return p + (length > most ? most / length : 1.0F) * move;
}

form::Surface SkinField::triangulate() const {
  return triangulate(bounds());
}

form::Surface SkinField::triangulate(const Bounds &box) const {
  const auto edge = [this](vec3 p) { return parts_.edge(p); };
  const form::GradedSurface graded =
      form::graded_ball({.bounds = box, .value = [this](vec3 p) { return (*this)(p); }, .cell = edge});
  // Where a side was changed to make a ball, the field knows nothing of it and must not pull the surface back.
  const PointTree changed(graded.changed);
  constexpr float keep = 0.005F, most = 0.0015F;
  const auto to_surface = [&](vec3 p) {
    return !graded.changed.empty() && changed.nearest(p).distance < keep ? p : project(p, most);
  };
  return form::remesh(graded.surface, {edge, to_surface, 5});
}

} // namespace myo::assemble
