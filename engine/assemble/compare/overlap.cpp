#include "assemble/compare/overlap.h"

#include "assemble/compare/raster.h"
#include "assemble/compare/section.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::assemble {

double silhouette_overlap(const LpsMesh &a, const LpsMesh &b) {
  constexpr float pixels = 512;
  Bounds box = a.box;
  box.add(b.box);
  std::array<double, 3> overlaps{};
  for (const int axis : {0, 1, 2}) {
    const auto [u, v] = other_axes(axis);
    const vec3 size = box.size();
    const float scale = pixels / std::max({size[u], size[v], 1e-3F});
    Frame frame{{u, v, axis, 1, 1, 1}, {box.low[u], box.high[v]}, scale, 1 + static_cast<int>(std::ceil(size[u] * scale)),
                1 + static_cast<int>(std::ceil(size[v] * scale)), {vec3(-1e9F), vec3(1e9F)}};
    const auto mask_a = silhouette(a, frame), mask_b = silhouette(b, frame);
    std::size_t both = 0, either = 0;
    for (std::size_t i = 0; i < mask_a.size(); ++i) {
      both += (mask_a[i] & mask_b[i]) != 0 ? 1 : 0;
      either += (mask_a[i] | mask_b[i]) != 0 ? 1 : 0;
    }
    overlaps[static_cast<std::size_t>(axis)] = either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0;
  }
  std::sort(overlaps.begin(), overlaps.end());
  return overlaps[1];
}

} // namespace myo::assemble
