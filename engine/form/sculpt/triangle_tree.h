// Nearest point on a set of triangles: a tree of boxes.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <vector>

namespace myo::form::sculpt {

class TriangleTree {
public:
  TriangleTree() = default;
  TriangleTree(std::vector<vec3> positions, std::vector<std::uint32_t> indices);

  struct Hit {
    std::uint32_t triangle = 0;
    vec3 point{0}, share{0}; // barycentric
    float distance = 1e9F;
  };
  [[nodiscard]] Hit nearest(vec3 p) const;
  [[nodiscard]] std::uint32_t corner(std::uint32_t triangle, int k) const { return indices_[3 * triangle + static_cast<std::uint32_t>(k)]; }
  [[nodiscard]] Bounds bounds() const { return nodes_.empty() ? Bounds{} : nodes_[0].box; }

private:
  struct Node {
    Bounds box;
    std::uint32_t first = 0, count = 0; // leaf: triangles in order_; else count = 0 and first = right child
  };
  std::uint32_t build(std::uint32_t first, std::uint32_t count);
  void visit(std::uint32_t node, vec3 p, Hit &hit) const;
  [[nodiscard]] Bounds box_of(std::uint32_t triangle) const;

  std::vector<vec3> positions_;
  std::vector<std::uint32_t> indices_, order_;
  std::vector<Node> nodes_;
};

} // namespace myo::form::sculpt
