// Surfaces as evenly spread points, and the fast search among points. Meshes of one body differ a hundredfold in
// triangle size, so what is measured is measured on samples.
#pragma once

#include "base/math.h"
#include "format/body.h"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace myo::assemble {

struct Samples {
  std::vector<vec3> points;
  std::vector<vec3> normals;            // unit, of the triangle
  [[nodiscard]] bool empty() const { return points.empty(); }
  void add(const Samples &other);
};

// About `per_mm2` points a square millimetre, the same ones every time.
[[nodiscard]] Samples sample_surface(const format::Mesh &mesh, double per_mm2 = 1.0);

class PointTree {
public:
  struct Hit {
    std::uint32_t index = 0;
    float distance = 1e30F;             // metres
  };
  explicit PointTree(std::vector<vec3> points);
  PointTree(PointTree &&) noexcept;
  PointTree &operator=(PointTree &&) noexcept;
  ~PointTree();

  [[nodiscard]] const std::vector<vec3> &points() const;
  [[nodiscard]] bool empty() const { return points().empty(); }
  [[nodiscard]] Hit nearest(vec3 p) const;                          // distance 1e30 when empty
  [[nodiscard]] std::vector<Hit> nearest(vec3 p, int k) const;      // nearest first
  [[nodiscard]] std::vector<Hit> within(vec3 p, float radius) const; // by index

private:
  struct Index;
  std::unique_ptr<Index> index_;
};

// A triangle list as samples, and the sign of a point against it: negative inside, by the nearest sample's normal.
class SurfaceProbe {
public:
  explicit SurfaceProbe(Samples samples);
  struct Answer {
    float distance = 1e30F;             // metres, negative inside
    vec3 normal{0, 1, 0};               // outward at the nearest sample
    vec3 point{0};
  };
  [[nodiscard]] Answer operator()(vec3 p) const;
  [[nodiscard]] bool empty() const { return tree_.empty(); }
  [[nodiscard]] const PointTree &tree() const { return tree_; }
  [[nodiscard]] const std::vector<vec3> &normals() const { return normals_; }

private:
  std::vector<vec3> normals_;
  PointTree tree_;
};

} // namespace myo::assemble
