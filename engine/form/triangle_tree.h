// The nearest place of a triangle surface, and on which side of it a point lies. Building is O(n log n); queries are
// const and safe from several threads. Whatever unit the points are in; metres in the world frame as a rule.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::form {

class TriangleTree {
public:
  struct Hit {
    float distance = 1e30F; // signed: negative inside; 1e30 when nothing lies within the asked radius
    vec3 point{0};          // on the surface
    vec3 normal{0, 1, 0};   // outward there, unit
    vec3 share{1, 0, 0};    // of the triangle's corners
    std::uint32_t triangle = 0;
    [[nodiscard]] bool found() const { return distance < 1e29F; }
  };

  TriangleTree() = default;
  // `normals` are the vertices' own; they decide the side at edges and corners. Without them, distances have no side
  // worth asking for. Copies what it needs.
  TriangleTree(std::span<const vec3> positions, std::span<const std::uint32_t> indices, std::span<const vec3> normals = {});
  // The same triangles with their corners elsewhere: cheaper than a new tree, and as good if they have not gone far.
  void move_to(std::span<const vec3> positions, std::span<const std::uint32_t> indices, std::span<const vec3> normals);

  // Nothing farther than `radius` is looked at.
  [[nodiscard]] Hit nearest(vec3 p, float radius = 1e15F) const;
  // How far along `way` (unit) from `p` the surface is left for the last time within `reach`; 0 when it is not met.
  [[nodiscard]] float last_exit(vec3 p, vec3 way, float reach) const;
  [[nodiscard]] const Bounds &box() const { return box_; }
  // No point inside lies deeper than about this, metres: five times volume over area, which for a ball is 1.7 radii.
  [[nodiscard]] float depth() const { return depth_; }
  [[nodiscard]] bool empty() const { return triangles_.empty(); }

private:
  struct Node {
    Bounds box;
    std::uint32_t first = 0, count = 0; // leaf: triangles; inner: count 0, `first` is the right child, left is next
  };
  struct Triangle {
    vec3 a, b, c, na, nb, nc;
    std::uint32_t index;
  };
  std::uint32_t build(std::uint32_t first, std::uint32_t count);
  void place(std::span<const vec3> positions, std::span<const std::uint32_t> indices, std::span<const vec3> normals);

  std::vector<Triangle> triangles_;
  std::vector<Node> nodes_;
  Bounds box_;
  float depth_ = 0;
};

} // namespace myo::form
