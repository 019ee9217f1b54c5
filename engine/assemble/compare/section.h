// Plane cuts of a mesh, across one of the three axes.
#pragma once

#include "base/math.h"

#include <array>
#include <span>
#include <vector>

namespace myo::assemble {

// Where the plane `axis` = `value` meets the surface: pieces of line in the two other coordinates (in ascending order
// of axis: across 0 they are (1, 2), across 1 (0, 2), across 2 (0, 1)). Same unit as the points.
struct Section {
  int axis = 2;
  float value = 0;
  std::vector<std::array<vec2, 2>> pieces;
  [[nodiscard]] bool empty() const { return pieces.empty(); }
};
[[nodiscard]] Section cut(std::span<const vec3> positions, std::span<const std::uint32_t> indices, int axis, float value);

[[nodiscard]] constexpr std::array<int, 2> other_axes(int axis) {
  return axis == 0 ? std::array{1, 2} : axis == 1 ? std::array{0, 2} : std::array{0, 1};
}

// Where the line `across` = `at` (0: along the second coordinate, 1: along the first) crosses the section, ascending.
// For a closed surface the inside lies between the first and second, third and fourth ...
[[nodiscard]] std::vector<float> crossings(const Section &section, int across, float at);

// Area inside, for closed surfaces that face outward; parts that overlap count twice.
[[nodiscard]] double area(const Section &section);

} // namespace myo::assemble
