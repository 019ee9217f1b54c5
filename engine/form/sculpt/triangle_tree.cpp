#include "form/sculpt/triangle_tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace myo::form::sculpt {
namespace {

constexpr std::uint32_t leaf_size = 4;

// Shares of a, b, c at the point of the triangle nearest to p (Ericson, Real-Time Collision Detection, 5.1.5).
vec3 nearest_shares(vec3 p, vec3 a, vec3 b, vec3 c) {
  const vec3 ab = b - a, ac = c - a, ap = p - a;
  const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return {1, 0, 0};
  const vec3 bp = p - b;
  const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
  if (d3 >= 0 && d4 <= d3) return {0, 1, 0};
  const float vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) {
    const float t = d1 / (d1 - d3);
    return {1 - t, t, 0};
  }
  const vec3 cp = p - c;
  const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
  if (d6 >= 0 && d5 <= d6) return {0, 0, 1};
  const float vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) {
    const float t = d2 / (d2 - d6);
    return {1 - t, 0, t};
  }
  const float va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const float t = (d4 - d3) / ((d4 - d3) + (d5 - d6));
    return {0, 1 - t, t};
  }
  const float sum = va + vb + vc;
  return {va / sum, vb / sum, vc / sum};
}

float square_to(const Bounds &box, vec3 p) {
  const vec3 off = p - glm::clamp(p, box.low, box.high);
  return glm::dot(off, off);
}

} // namespace

TriangleTree::TriangleTree(std::vector<vec3> positions, std::vector<std::uint32_t> indices)
    : positions_(std::move(positions)), indices_(std::move(indices)), order_(indices_.size() / 3) {
  std::iota(order_.begin(), order_.end(), 0U);
  if (!order_.empty()) build(0, static_cast<std::uint32_t>(order_.size()));
}

Bounds TriangleTree::box_of(std::uint32_t triangle) const {
  Bounds box;
  for (int k = 0; k < 3; ++k) box.add(positions_[corner(triangle, k)]);
  return box;
}

std::uint32_t TriangleTree::build(std::uint32_t first, std::uint32_t count) {
  const auto self = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  Bounds box;
  for (std::uint32_t i = first; i < first + count; ++i) box.add(box_of(order_[i]));
  nodes_[self].box = box;
  if (count <= leaf_size) {
    nodes_[self].first = first, nodes_[self].count = count;
    return self;
  }
  const vec3 size = box.size();
  const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
  const std::uint32_t half = count / 2;
  const auto begin = order_.begin() + first;
  std::nth_element(begin, begin + half, begin + count, [&](std::uint32_t a, std::uint32_t b) {
    const float ca = box_of(a).centre()[axis], cb = box_of(b).centre()[axis];
    return ca < cb || (ca == cb && a < b);
  });
  build(first, half);
  const std::uint32_t right = build(first + half, count - half);
  nodes_[self].first = right;
  return self;
}

void TriangleTree::visit(std::uint32_t index, vec3 p, Hit &hit) const {
  const Node &node = nodes_[index];
  if (node.count > 0) {
    for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
      const std::uint32_t t = order_[i];
      const vec3 a = positions_[corner(t, 0)], b = positions_[corner(t, 1)], c = positions_[corner(t, 2)];
      const vec3 share = nearest_shares(p, a, b, c);
      const vec3 point = share.x * a + share.y * b + share.z * c;
      if (const float d = glm::distance(p, point); d < hit.distance) hit = {t, point, share, d};
    }
    return;
  }
  const std::uint32_t left = index + 1, right = node.first;
  const float to_left = square_to(nodes_[left].box, p), to_right = square_to(nodes_[right].box, p);
  const bool left_first = to_left <= to_right;
  for (const auto &[child, square] : {std::pair{left_first ? left : right, std::min(to_left, to_right)},
                                      std::pair{left_first ? right : left, std::max(to_left, to_right)}})
    if (square < hit.distance * hit.distance) visit(child, p, hit);
}

TriangleTree::Hit TriangleTree::nearest(vec3 p) const {
  Hit hit;
  if (!nodes_.empty()) visit(0, p, hit);
  return hit;
}

} // namespace myo::form::sculpt
