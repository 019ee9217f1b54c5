#include "support/shapes.h"

#include <cmath>

namespace myo::tests {

using format::Mesh;

void smooth_normals(Mesh &mesh) {
  mesh.normals.assign(mesh.positions.size(), vec3(0));
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const auto a = mesh.indices[i], b = mesh.indices[i + 1], c = mesh.indices[i + 2];
    const vec3 n = glm::cross(mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]);
    mesh.normals[a] += n, mesh.normals[b] += n, mesh.normals[c] += n;
  }
  for (vec3 &n : mesh.normals) n = glm::length(n) > 0 ? glm::normalize(n) : vec3(0, 0, 1);
}

Mesh box(vec3 centre, vec3 size) {
  Mesh mesh;
  for (int i = 0; i < 8; ++i)
    mesh.positions.push_back(centre + 0.5F * size * vec3(i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1));
  mesh.indices = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 4, 2, 2, 4, 6,
                  1, 3, 5, 3, 7, 5, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7};
  smooth_normals(mesh);
  mesh.openness.assign(mesh.positions.size(), 255);
  return mesh;
}

namespace {

// A closed tube: the first and last ring are single points; `point(ring, sector)` gives the others.
Mesh tube(int rings, int sectors, vec3 first, vec3 last, const std::function<vec3(int, int)> &point) {
  Mesh mesh;
  mesh.positions.push_back(first);
  for (int r = 1; r < rings; ++r)
    for (int s = 0; s < sectors; ++s) mesh.positions.push_back(point(r, s));
  mesh.positions.push_back(last);
  const auto at = [&](int r, int s) { return static_cast<std::uint32_t>(1 + (r - 1) * sectors + s % sectors); };
  const auto end = static_cast<std::uint32_t>(mesh.positions.size() - 1);
  for (int s = 0; s < sectors; ++s) {
    mesh.indices.insert(mesh.indices.end(), {0U, at(1, s), at(1, s + 1)});
    for (int r = 1; r + 1 < rings; ++r)
      mesh.indices.insert(mesh.indices.end(), {at(r, s), at(r + 1, s), at(r, s + 1), at(r, s + 1), at(r + 1, s), at(r + 1, s + 1)});
    mesh.indices.insert(mesh.indices.end(), {at(rings - 1, s + 1), at(rings - 1, s), end});
  }
  smooth_normals(mesh);
  mesh.openness.assign(mesh.positions.size(), 230);
  return mesh;
}

} // namespace

Mesh ellipsoid(vec3 centre, vec3 radii, int rings, int sectors) {
  const auto pi = glm::pi<float>();
  return tube(rings, sectors, centre + vec3(0, radii.y, 0), centre - vec3(0, radii.y, 0), [&](int r, int s) {
    const float polar = pi * float(r) / float(rings), turn = 2 * pi * float(s) / float(sectors);
    return centre + radii * vec3(std::sin(polar) * std::sin(turn), std::cos(polar), std::sin(polar) * std::cos(turn));
  });
}

Mesh spindle(vec3 a, vec3 b, const std::function<float(float)> &radius, int rings, int sectors) {
  const vec3 along = glm::normalize(a - b);
  const vec3 helper = std::abs(along.y) > 0.9F ? vec3(0, 0, 1) : vec3(0, 1, 0);
  const vec3 x = glm::normalize(glm::cross(helper, along)), z = glm::cross(x, along);
  const auto pi = glm::pi<float>();
  Mesh mesh = tube(rings, sectors, a, b, [&](int r, int s) {
    const float u = float(r) / float(rings), turn = 2 * pi * float(s) / float(sectors);
    return glm::mix(a, b, u) + radius(u) * (std::sin(turn) * x + std::cos(turn) * z);
  });
  // The tube is wound for a right-handed (x, along, z); turn it over where this one is left-handed.
  const vec3 middle = 0.5F * (a + b);
  float outward = 0;
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) outward += glm::dot(mesh.normals[v], mesh.positions[v] - middle);
  if (outward < 0) {
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
    smooth_normals(mesh);
  }
  const float length = glm::distance(a, b);
  for (const vec3 p : mesh.positions) {
    const float u = glm::clamp(glm::dot(p - a, b - a) / (length * length), 0.0F, 1.0F);
    mesh.uv.emplace_back(u, glm::smoothstep(0.7F, 1.0F, std::abs(2 * u - 1)));
  }
  return mesh;
}

Mesh sheet(int columns, int rows, const std::function<vec3(float, float)> &place) {
  Mesh mesh;
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) {
      const float u = float(c) / float(columns - 1), v = float(r) / float(rows - 1);
      mesh.positions.push_back(place(2 * u - 1, 2 * v - 1));
      mesh.uv.emplace_back(0.02F + 0.96F * u, 0.98F - 0.96F * v);
    }
  const auto at = [&](int r, int c) { return static_cast<std::uint32_t>(r * columns + c); };
  for (int r = 0; r + 1 < rows; ++r)
    for (int c = 0; c + 1 < columns; ++c)
      mesh.indices.insert(mesh.indices.end(),
                          {at(r, c), at(r, c + 1), at(r + 1, c), at(r, c + 1), at(r + 1, c + 1), at(r + 1, c)});
  smooth_normals(mesh);
  mesh.openness.assign(mesh.positions.size(), 255);
  return mesh;
}

void bind(Mesh &mesh, std::uint32_t joint) {
  mesh.joints.assign(mesh.positions.size(), u16vec4(joint, 0, 0, 0));
  mesh.weights.assign(mesh.positions.size(), vec4(1, 0, 0, 0));
}

void bind(Mesh &mesh, std::uint32_t first, std::uint32_t second, const std::function<float(vec3)> &share) {
  mesh.joints.assign(mesh.positions.size(), u16vec4(first, second, 0, 0));
  mesh.weights.clear();
  for (const vec3 p : mesh.positions) {
    const float s = glm::clamp(share(p), 0.0F, 1.0F);
    mesh.weights.emplace_back(1 - s, s, 0, 0);
  }
}

} // namespace myo::tests
