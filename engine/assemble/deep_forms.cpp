#include "assemble/deep_forms.h"

#include "form/polyline.h"
#include "form/remesh.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::assemble {
namespace {

constexpr float margin_mm = 4; // of a band beyond its zone, so that the zone's edge lies on it
constexpr float stand_off_mm = 3;

void add_triangle(format::Mesh &mesh, std::array<std::uint32_t, 3> t, bool flip) {
  if (flip) std::swap(t[1], t[2]);
  mesh.indices.insert(mesh.indices.end(), t.begin(), t.end());
}

vec3 upright(vec3 tangent) { return glm::normalize(vec3(0, 0, 1) - tangent.z * tangent); }

} // namespace

format::Mesh deep_ball(const BodyFrame &frame, vec3 centre, vec3 radii, vec3 pole) {
  // The last ring stops short of the far pole, which has no one place in the chart: a hole of a few millimetres.
  constexpr std::uint32_t rings = 14, spokes = 28;
  constexpr float last = 0.975F * glm::pi<float>();
  const vec3 u = glm::normalize(glm::cross(std::abs(pole.z) > 0.9F ? vec3(1, 0, 0) : vec3(0, 0, 1), pole)),
             v = glm::cross(pole, u);
  format::Mesh mesh;
  const auto add = [&](float polar, float turn) {
    const vec3 way = std::cos(polar) * pole + std::sin(polar) * (std::cos(turn) * u + std::sin(turn) * v);
    mesh.positions.push_back(frame.world(centre + radii * way));
    mesh.uv.push_back(vec2(0.5F) + 0.48F * polar / last * vec2(std::cos(turn), std::sin(turn)));
  };
  add(0, 0);
  for (std::uint32_t r = 1; r <= rings; ++r)
    for (std::uint32_t c = 0; c < spokes; ++c)
      add(last * static_cast<float>(r) / rings, 2 * glm::pi<float>() * static_cast<float>(c) / spokes);
  const auto at = [&](std::uint32_t r, std::uint32_t c) { return r == 0 ? 0 : 1 + (r - 1) * spokes + c % spokes; };
  const bool flip = frame.mirror < 0;
  for (std::uint32_t r = 0; r < rings; ++r)
    for (std::uint32_t c = 0; c < spokes; ++c) {
      add_triangle(mesh, {at(r, c), at(r + 1, c), at(r + 1, c + 1)}, flip);
      if (r > 0) add_triangle(mesh, {at(r, c), at(r + 1, c + 1), at(r, c + 1)}, flip);
    }
  mesh.normals = form::vertex_normals(mesh.positions, mesh.indices);
  return mesh;
}

format::Mesh deep_band(const BodyFrame &frame, std::span<const vec3> line, float half_width) {
  constexpr float step_mm = 3;
  const float reach = half_width + margin_mm;
  std::vector<vec3> way = form::curve_through(line);
  way.insert(way.begin(), way[0] + reach * glm::normalize(way[0] - way[1]));
  const std::size_t n = way.size();
  way.push_back(way[n - 1] + reach * glm::normalize(way[n - 1] - way[n - 2]));
  const float length = form::length_of(way);
  way = form::resample(way, std::max(4, static_cast<int>(std::ceil(length / step_mm))));
  const auto columns = static_cast<std::uint32_t>(way.size());
  const auto rows = static_cast<std::uint32_t>(std::ceil(2 * reach / step_mm)) + 1;
  vec3 middle(0);
  for (const vec3 &p : way) middle += p / static_cast<float>(columns);
  const float unit = 0.96F / std::max(length, 2 * reach);
  format::Mesh mesh;
  float outwards = 0; // does tangent x up look away from the middle?
  for (std::uint32_t c = 0; c < columns; ++c) {
    const vec3 tangent = glm::normalize(way[std::min(c + 1, columns - 1)] - way[c > 0 ? c - 1 : 0]), up = upright(tangent);
    vec3 face = glm::cross(tangent, up);
    const float away = glm::dot(face, way[c] - middle);
    outwards += away;
    if (away < 0) face = -face;
    for (std::uint32_t r = 0; r < rows; ++r) {
      const float across = 2 * reach * static_cast<float>(r) / static_cast<float>(rows - 1) - reach;
      mesh.positions.push_back(frame.world(way[c] + across * up + stand_off_mm * face));
      mesh.uv.push_back(vec2(0.02F) +
                        unit * vec2(length * static_cast<float>(c) / static_cast<float>(columns - 1), across + reach));
    }
  }
  const bool flip = (outwards < 0) != (frame.mirror < 0);
  for (std::uint32_t c = 0; c + 1 < columns; ++c)
    for (std::uint32_t r = 0; r + 1 < rows; ++r) {
      const std::uint32_t a = c * rows + r, b = a + rows;
      add_triangle(mesh, {a, b, b + 1}, flip);
      add_triangle(mesh, {a, b + 1, a + 1}, flip);
    }
  mesh.normals = form::vertex_normals(mesh.positions, mesh.indices);
  return mesh;
}

} // namespace myo::assemble
