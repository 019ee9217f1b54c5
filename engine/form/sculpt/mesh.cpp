#include "base/parallel.h"
#include "form/sculpt/decimate.h"
#include "form/sculpt/sculpture.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace myo::form::sculpt {
namespace {

constexpr int block = 16, finest = 4; // cells along the edge of a block, and of the smallest part of one
constexpr float soft_mm = 1;  // what soft joins may add beyond the parts' own bounds
vec3 gradient(const Sculpture &s, vec3 p, float h) {
  Bounds here;
  here.add(p);
  const Sculpture::Subset subset = s.near(here, 4 * h);
  const auto d = [&](vec3 off) { return s.distance(p + off, subset); };
  return vec3(d({h, 0, 0}) - d({-h, 0, 0}), d({0, h, 0}) - d({0, -h, 0}), d({0, 0, h}) - d({0, 0, -h})) / (2 * h);
}

// Fills a block of the lattice; one whose middle is far from the surface gets only its sign, others are looked into in
// eighths, each with the fewer parts that reach into it.
void fill(const Sculpture &s, Field &field, glm::ivec3 low, int edge, const Sculpture::Subset &among) {
  const glm::ivec3 high = glm::min(low + edge, field.lattice.size);
  if (low.x >= high.x || low.y >= high.y || low.z >= high.z) return;
  Bounds box;
  box.add(field.lattice.point(low.x, low.y, low.z));
  box.add(field.lattice.point(high.x, high.y, high.z));
  const float radius = 0.5F * glm::length(box.size()), step = field.lattice.step;
  const Sculpture::Subset subset = s.near(box, doubt * radius, among);
  const float middle = s.distance(box.centre(), subset);
  const bool far = std::abs(middle) > doubt * radius;
  if (!far && edge > finest) {
    const int half = edge / 2;
    for (int i = 0; i < 8; ++i) fill(s, field, low + half * glm::ivec3(i & 1, i >> 1 & 1, i >> 2 & 1), half, subset);
    return;
  }
  const Sculpture::Subset least = far ? Sculpture::Subset() : s.near(box, 2 * step, subset);
  for (int z = low.z; z < high.z; ++z)
    for (int y = low.y; y < high.y; ++y)
      for (int x = low.x; x < high.x; ++x)
        field.values[field.lattice.index(x, y, z)] = far ? middle : s.distance(field.lattice.point(x, y, z), least);
}

Field narrow_band(const Sculpture &s, float step) {
  Field field;
  field.lattice = lattice_over(s.bounds(), 3 * step + soft_mm, step);
  field.values.assign(field.lattice.count(), 1e3F);
  const glm::ivec3 blocks = (field.lattice.size + block - 1) / block;
  const Sculpture::Subset everything = s.everything();
  parallel_for(0, blocks.x * blocks.y * blocks.z, [&](int index) {
    fill(s, field, block * glm::ivec3(index % blocks.x, index / blocks.x % blocks.y, index / (blocks.x * blocks.y)), block, everything);
  });
  return field;
}

// Keeps the `wanted` largest components; returns how many were dropped.
std::size_t keep_largest(Surface &surface, int wanted) {
  std::vector<std::uint32_t> root(surface.positions.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t v) {
    while (root[v] != v) v = root[v] = root[root[v]];
    return v;
  };
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3)
    for (std::size_t k = 1; k < 3; ++k) {
      const std::uint32_t a = find(surface.indices[i]), b = find(surface.indices[i + k]);
      root[std::max(a, b)] = std::min(a, b);
    }
  std::vector<std::size_t> triangles(root.size(), 0);
  for (std::size_t i = 0; i < surface.indices.size(); i += 3) ++triangles[find(surface.indices[i])];
  std::vector<std::uint32_t> order;
  for (std::uint32_t v = 0; v < root.size(); ++v)
    if (triangles[v] > 0) order.push_back(v);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return triangles[a] > triangles[b]; });
  if (order.size() <= static_cast<std::size_t>(wanted)) return 0;
  const std::size_t dropped = order.size() - static_cast<std::size_t>(wanted);
  order.resize(static_cast<std::size_t>(wanted));
  Surface kept;
  std::vector<std::uint32_t> place(root.size(), 0xFFFFFFFFU);
  for (std::size_t i = 0; i < surface.indices.size(); i += 3) {
    if (std::find(order.begin(), order.end(), find(surface.indices[i])) == order.end()) continue;
    for (std::size_t k = 0; k < 3; ++k) {
      std::uint32_t &at = place[surface.indices[i + k]];
      if (at == 0xFFFFFFFFU) at = static_cast<std::uint32_t>(kept.positions.size()), kept.positions.push_back(surface.positions[surface.indices[i + k]]);
      kept.indices.push_back(at);
    }
  }
  surface = std::move(kept);
  return dropped;
}

// One Newton step: vertices of the lattice's surface are off by a few hundredths of its step.
void onto_surface(const Sculpture &s, std::vector<vec3> &positions, float step) {
  parallel_for(std::size_t(0), positions.size(), [&](std::size_t i) {
    vec3 &p = positions[i];
    Bounds here;
    here.add(p);
    const Sculpture::Subset subset = s.near(here, 2 * step);
    const float d = s.distance(p, subset), h = 0.1F * step;
    const vec3 g = vec3(s.distance(p + vec3(h, 0, 0), subset) - d, s.distance(p + vec3(0, h, 0), subset) - d, s.distance(p + vec3(0, 0, h), subset) - d) / h;
    const float square = glm::dot(g, g);
    if (square < 0.05F) return;
    vec3 move = -d / square * g;
    if (const float far = glm::length(move); far > 0.4F * step) move *= 0.4F * step / far;
    p += move;
  });
}

std::vector<float> errors_of(const Sculpture &s, const Surface &surface, const MeshWish &wish) {
  std::vector<float> errors(surface.positions.size());
  parallel_for(std::size_t(0), errors.size(), [&](std::size_t i) {
    errors[i] = s.fine(surface.positions[i]) ? wish.fine_error : wish.error;
  });
  return errors;
}

} // namespace

Sculpted mesh(const Sculpture &sculpture, const MeshWish &wish) {
  Sculpted out;
  if (sculpture.bounds().empty()) return out;
  out.surface = isosurface(narrow_band(sculpture, wish.step));
  out.dropped = keep_largest(out.surface, wish.components);
  onto_surface(sculpture, out.surface.positions, wish.step);
  out.surface = decimate(out.surface, errors_of(sculpture, out.surface, wish));
  onto_surface(sculpture, out.surface.positions, wish.step);
  out.topology = topology(out.surface);
  out.normals.resize(out.surface.positions.size());
  const std::vector<vec3> &p = out.surface.positions;
  parallel_for(std::size_t(0), p.size(), [&](std::size_t i) {
    const vec3 g = gradient(sculpture, p[i], 0.35F * wish.step);
    out.normals[i] = glm::length(g) > 1e-3F ? glm::normalize(g) : vec3(0, 0, 1);
  });
  return out;
}

} // namespace myo::form::sculpt
