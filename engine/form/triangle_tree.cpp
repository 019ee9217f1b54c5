#include "form/triangle_tree.h"

#include "form/closest_in_triangle.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::form {
namespace {

constexpr std::uint32_t leaf = 6;

float squared_distance(vec3 p, const Bounds &box) {
  const vec3 d = glm::max(glm::max(box.low - p, p - box.high), vec3(0));
  return glm::dot(d, d);
}

} // namespace

TriangleTree::TriangleTree(std::span<const vec3> positions, std::span<const std::uint32_t> indices, std::span<const vec3> normals) {
  triangles_.resize(indices.size() / 3);
  for (std::uint32_t t = 0; t < triangles_.size(); ++t) triangles_[t].index = t;
  nodes_.reserve(triangles_.size());
  place(positions, indices, normals);
  if (!triangles_.empty()) build(0, static_cast<std::uint32_t>(triangles_.size()));
}

void TriangleTree::place(std::span<const vec3> positions, std::span<const std::uint32_t> indices, std::span<const vec3> normals) {
  box_ = {};
  double area = 0, volume = 0; // twice, six times
  for (Triangle &t : triangles_) {
    const std::uint32_t i = indices[3 * t.index], j = indices[3 * t.index + 1], k = indices[3 * t.index + 2];
    t.a = positions[i], t.b = positions[j], t.c = positions[k];
    t.na = t.nb = t.nc = vec3(0);
    if (!normals.empty()) t.na = normals[i], t.nb = normals[j], t.nc = normals[k];
    for (const vec3 p : {t.a, t.b, t.c}) box_.add(p);
    const vec3 origin = positions[indices[0]], face = glm::cross(t.b - t.a, t.c - t.a);
    area += static_cast<double>(glm::length(face));
    volume += static_cast<double>(glm::dot(t.a - origin, face));
  }
  depth_ = 0.002F + (area > 0 ? static_cast<float>(5.0 / 3.0 * std::abs(volume) / area) : 0.0F);
}

void TriangleTree::move_to(std::span<const vec3> positions, std::span<const std::uint32_t> indices, std::span<const vec3> normals) {
  place(positions, indices, normals);
  for (std::size_t n = nodes_.size(); n-- > 0;) { // children come after their parent
    Node &node = nodes_[n];
    node.box = {};
    if (node.count == 0)
      for (const std::size_t child : {n + 1, static_cast<std::size_t>(node.first)}) node.box.add(nodes_[child].box.low), node.box.add(nodes_[child].box.high);
    for (std::uint32_t t = node.first; t < node.first + node.count; ++t)
      for (const vec3 p : {triangles_[t].a, triangles_[t].b, triangles_[t].c}) node.box.add(p);
  }
}

std::uint32_t TriangleTree::build(std::uint32_t first, std::uint32_t count) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  Bounds box, centres;
  for (std::uint32_t t = first; t < first + count; ++t) {
    for (const vec3 p : {triangles_[t].a, triangles_[t].b, triangles_[t].c}) box.add(p);
    centres.add((triangles_[t].a + triangles_[t].b + triangles_[t].c) / 3.0F);
  }
  nodes_[at].box = box;
  if (count <= leaf) {
    nodes_[at].first = first, nodes_[at].count = count;
    return at;
  }
  const vec3 size = centres.size();
  const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
  const auto begin = triangles_.begin() + first;
  const auto key = [&](const Triangle &t) { return t.a[axis] + t.b[axis] + t.c[axis]; };
  std::nth_element(begin, begin + count / 2, begin + count, [&](const Triangle &x, const Triangle &y) {
    return key(x) != key(y) ? key(x) < key(y) : x.index < y.index;
  });
  build(first, count / 2);
  const std::uint32_t right = build(first + count / 2, count - count / 2);
  nodes_[at].first = right;
  return at;
}

TriangleTree::Hit TriangleTree::nearest(vec3 p, float radius) const {
  Hit hit;
  if (nodes_.empty()) return hit;
  float best = radius * radius;
  const Triangle *found = nullptr;
  vec3 weights(0);
  struct Visit {
    std::uint32_t node;
    float distance; // squared, of its box
  };
  std::array<Visit, 64> stack;
  std::size_t depth = 0;
  stack[depth++] = {0, squared_distance(p, nodes_[0].box)};
  while (depth > 0) {
    const Visit visit = stack[--depth];
    if (visit.distance > best) continue;
    const Node &node = nodes_[visit.node];
    if (node.count == 0) {
      Visit near{visit.node + 1, squared_distance(p, nodes_[visit.node + 1].box)};
      Visit other{node.first, squared_distance(p, nodes_[node.first].box)};
      if (other.distance < near.distance) std::swap(near, other);
      if (other.distance <= best) stack[depth++] = other;
      if (near.distance <= best) stack[depth++] = near;
      continue;
    }
    for (std::uint32_t t = node.first; t < node.first + node.count; ++t) {
      const Triangle &tri = triangles_[t];
      const vec3 w = closest_in_triangle(p, tri.a, tri.b, tri.c);
      const vec3 q = w.x * tri.a + w.y * tri.b + w.z * tri.c;
      const float d = glm::dot(q - p, q - p);
      if (d < best || (d == best && found != nullptr && tri.index < found->index)) {
        best = d, found = &tri, weights = w;
        hit.point = q;
      }
    }
  }
  if (found == nullptr) return hit;
  hit.triangle = found->index, hit.share = weights;
  const vec3 face = glm::cross(found->b - found->a, found->c - found->a);
  const bool inside = weights.x > 1e-4F && weights.y > 1e-4F && weights.z > 1e-4F && glm::dot(face, face) > 0;
  const vec3 n = inside ? face : weights.x * found->na + weights.y * found->nb + weights.z * found->nc;
  const float length = glm::length(n);
  hit.normal = length > 0 ? n / length : vec3(0, 1, 0);
  hit.distance = glm::dot(p - hit.point, hit.normal) < 0 ? -std::sqrt(best) : std::sqrt(best);
  return hit;
}

float TriangleTree::last_exit(vec3 p, vec3 way, float reach) const {
  float last = 0;
  if (nodes_.empty()) return last;
  const vec3 inverse = 1.0F / glm::mix(way, vec3(1e-20F), vec3(glm::equal(way, vec3(0))));
  std::array<std::uint32_t, 64> stack;
  std::size_t depth = 0;
  stack[depth++] = 0;
  while (depth > 0) {
    const std::uint32_t n = stack[--depth];
    const Node &node = nodes_[n];
    const vec3 a = (node.box.low - p) * inverse, b = (node.box.high - p) * inverse;
    const vec3 near = glm::min(a, b), far = glm::max(a, b);
    const float enter = std::max({near.x, near.y, near.z, last}), leave = std::min({far.x, far.y, far.z, reach});
    if (enter > leave) continue;
    if (node.count == 0) {
      stack[depth++] = n + 1, stack[depth++] = node.first;
      continue;
    }
    for (std::uint32_t t = node.first; t < node.first + node.count; ++t) { // Moeller and Trumbore 1997
      const Triangle &tri = triangles_[t];
      const vec3 ab = tri.b - tri.a, ac = tri.c - tri.a, h = glm::cross(way, ac);
      const float det = glm::dot(ab, h);
      if (det > -1e-14F) continue; // only where the way leads out
      const vec3 s = p - tri.a;
      const float u = glm::dot(s, h) / det;
      if (u < 0 || u > 1) continue;
      const vec3 q = glm::cross(s, ab);
      const float v = glm::dot(way, q) / det;
      if (v < 0 || u + v > 1) continue;
      if (const float d = glm::dot(ac, q) / det; d > last && d <= reach) last = d;
    }
  }
  return last;
}

} // namespace myo::form
