#include "assemble/compare/section.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {

Section cut(std::span<const vec3> positions, std::span<const std::uint32_t> indices, int axis, float value) {
  Section out{axis, value, {}};
  const auto [u, v] = other_axes(axis);
  for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
    const std::array corner{positions[indices[t]], positions[indices[t + 1]], positions[indices[t + 2]]};
    // "Above" is >=, so that a vertex on the plane belongs to one side and contours close.
    std::array<vec2, 2> ends{};
    int found = 0;
    // In the triangle's own sense, so that the inside lies on one hand all along the contour.
    for (std::size_t i = 0; i < 3; ++i) {
      const vec3 a = corner[i], b = corner[(i + 1) % 3];
      const float da = a[axis] - value, db = b[axis] - value;
      if ((da >= 0) == (db >= 0)) continue;
      const float share = da / (da - db);
      const vec3 p = a + share * (b - a);
      ends[static_cast<std::size_t>(da >= 0 ? 0 : 1)] = {p[u], p[v]};
      ++found;
    }
    if (found == 2 && ends[0] != ends[1]) out.pieces.push_back(ends);
  }
  return out;
}

std::vector<float> crossings(const Section &section, int across, float at) {
  std::vector<float> out;
  const int along = 1 - across;
  for (const auto &[a, b] : section.pieces) {
    if ((a[across] >= at) == (b[across] >= at)) continue;
    out.push_back(a[along] + (at - a[across]) / (b[across] - a[across]) * (b[along] - a[along]));
  }
  std::sort(out.begin(), out.end());
  return out;
}

double area(const Section &section) {
  double twice = 0;
  for (const auto &[a, b] : section.pieces)
    twice += static_cast<double>(a.x) * static_cast<double>(b.y) - static_cast<double>(a.y) * static_cast<double>(b.x);
  return std::abs(twice) / 2;
}

} // namespace myo::assemble
