#include "assemble/skin.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace myo::assemble {

std::vector<std::uint32_t> weld_map(const std::vector<vec3> &positions) {
  std::vector<std::uint32_t> order(positions.size()), out(positions.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) { return std::tie(positions[i].x, positions[i].y, positions[i].z); };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) != key(b) ? key(a) < key(b) : a < b; });
  for (std::size_t i = 0; i < order.size(); ++i)
    out[order[i]] = i > 0 && key(order[i]) == key(order[i - 1]) ? out[order[i - 1]] : order[i];
  return out;
}

} // namespace myo::assemble
