// Closed shapes with known measures, and bodies of a few of them.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <cmath>
#include <functional>

namespace myo::assemble::made {

// A grid closed in both directions: torus-like. Outside counter-clockwise when place(u, v) has du x dv outward.
inline format::Mesh ring_mesh(int nu, int nv, const std::function<vec3(float, float)> &place, const std::function<vec3(float, float)> &normal) {
  format::Mesh m;
  for (int j = 0; j < nv; ++j)
    for (int i = 0; i < nu; ++i) {
      const float u = glm::two_pi<float>() * float(i) / float(nu), v = glm::two_pi<float>() * float(j) / float(nv);
      m.positions.push_back(place(u, v)), m.normals.push_back(normal(u, v));
    }
  const auto at = [&](int i, int j) { return std::uint32_t((j % nv) * nu + i % nu); };
  for (int j = 0; j < nv; ++j)
    for (int i = 0; i < nu; ++i)
      m.indices.insert(m.indices.end(), {at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j), at(i + 1, j + 1), at(i, j + 1)});
  return m;
}

inline format::Mesh torus(vec3 centre, float large, float small) {
  const auto out = [](float u, float v) { return vec3(std::cos(v) * std::cos(u), std::cos(v) * std::sin(u), std::sin(v)); };
  return ring_mesh(64, 32, [=](float u, float v) { return centre + large * vec3(std::cos(u), std::sin(u), 0) + small * out(u, v); }, out);
}

// Rings between two poles; `radius_and_height(t)` for t in 0..1 from the lower pole, about the y axis.
inline format::Mesh lathe(vec3 centre, int sectors, int rings, const std::function<vec2(float)> &profile) {
  format::Mesh m;
  const auto add = [&](vec3 p) {
    m.positions.push_back(centre + p);
    m.normals.push_back(glm::length(p) > 0 ? glm::normalize(p) : vec3(0, 1, 0));
    return std::uint32_t(m.positions.size() - 1);
  };
  const std::uint32_t bottom = add({0, profile(0).y, 0});
  for (int r = 1; r < rings; ++r)
    for (int s = 0; s < sectors; ++s) {
      const vec2 p = profile(float(r) / float(rings));
      const float a = glm::two_pi<float>() * float(s) / float(sectors);
      add({p.x * std::sin(a), p.y, p.x * std::cos(a)});
    }
  const std::uint32_t top = add({0, profile(1).y, 0});
  const auto at = [&](int r, int s) { return std::uint32_t(1 + (r - 1) * sectors + s % sectors); };
  for (int s = 0; s < sectors; ++s) {
    m.indices.insert(m.indices.end(), {bottom, at(1, s + 1), at(1, s)});
    for (int r = 1; r + 1 < rings; ++r)
      m.indices.insert(m.indices.end(), {at(r, s), at(r, s + 1), at(r + 1, s + 1), at(r, s), at(r + 1, s + 1), at(r + 1, s)});
    m.indices.insert(m.indices.end(), {top, at(rings - 1, s), at(rings - 1, s + 1)});
  }
  return m;
}

inline format::Mesh sphere(vec3 centre, float radius) {
  return lathe(centre, 96, 64, [=](float t) {
    const float a = glm::pi<float>() * t;
    return radius * vec2(std::sin(a), -std::cos(a));
  });
}

// Upright, its end faces flat.
inline format::Mesh cylinder(vec3 centre, float radius, float height) {
  return lathe(centre, 256, 8, [=](float t) {
    const float y = std::clamp((t - 0.125F) / 0.75F, 0.0F, 1.0F);
    return vec2(t > 0 && t < 1 ? radius : 0, height * (y - 0.5F));
  });
}

// Eight shared corners: sharp, closed.
inline format::Mesh box(vec3 centre, vec3 size) {
  format::Mesh m;
  for (int i = 0; i < 8; ++i) {
    const vec3 p = 0.5F * size * vec3((i & 1) != 0 ? 1 : -1, (i & 2) != 0 ? 1 : -1, (i & 4) != 0 ? 1 : -1);
    m.positions.push_back(centre + p), m.normals.push_back(glm::normalize(p));
  }
  m.indices = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
  return m;
}

inline format::Structure structure(std::string fma, std::string bone, anatomy::Side side, format::Mesh mesh) {
  format::Structure s;
  s.id = fma.empty() ? bone : fma, s.fma = std::move(fma), s.name = bone, s.bone = std::move(bone), s.side = side, s.mesh = std::move(mesh);
  return s;
}

inline format::Mesh turned(format::Mesh m, const mat3 &turn, vec3 about, vec3 shift) {
  for (vec3 &p : m.positions) p = about + turn * (p - about) + shift;
  for (vec3 &n : m.normals) n = turn * n;
  return m;
}

inline mat3 turn_of(float degrees, vec3 axis) { return mat3(glm::rotate(mat4(1), degrees * degree, glm::normalize(axis))); }

} // namespace myo::assemble::made
