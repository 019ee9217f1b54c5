// Nearest-neighbour search among points. Building is O(n log n); queries are const and safe from several threads.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace myo::assemble {

class PointTree {
public:
  struct Hit {
    std::uint32_t index = 0xFFFFFFFFU; // of the point, 0xFFFFFFFF when the tree is empty
    float distance = 1e30F;            // metres
  };

  explicit PointTree(std::span<const vec3> points); // copies them
  PointTree(PointTree &&) noexcept;
  PointTree &operator=(PointTree &&) noexcept;
  ~PointTree();

  [[nodiscard]] Hit nearest(vec3 p) const;
  // Up to `count`, nearest first; equal distances are ordered by index.
  [[nodiscard]] std::vector<Hit> nearest(vec3 p, std::size_t count) const;
  // All within `radius` metres, nearest first; equal distances are ordered by index.
  [[nodiscard]] std::vector<Hit> within(vec3 p, float radius) const;

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] vec3 point(std::uint32_t index) const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace myo::assemble
