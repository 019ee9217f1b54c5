// A vertex that is moved takes its neighbours along.
#pragma once

#include "form/isosurface.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace myo::assemble {

// Of each vertex of a closed surface the others on its edges, each once, in the order of the triangles.
using Rings = std::vector<std::vector<std::uint32_t>>;
[[nodiscard]] inline Rings rings_of(const form::Surface &surface) {
  Rings ring(surface.positions.size());
  for (std::size_t t = 0; t + 2 < surface.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) ring[surface.indices[t + k]].push_back(surface.indices[t + (k + 1) % 3]);
  return ring;
}

// `ways`: how far each vertex goes; none less than it did, nor than its neighbours in the mean, pass after pass.
inline void take_along(std::vector<float> &ways, const Rings &ring, int passes) {
  for (int pass = 0; pass < passes; ++pass) {
    std::vector<float> next = ways;
    for (std::size_t i = 0; i < ways.size(); ++i) {
      float sum = 0;
      for (const std::uint32_t n : ring[i]) sum += ways[n];
      next[i] = std::max(ways[i], sum / static_cast<float>(std::max<std::size_t>(ring[i].size(), 1)));
    }
    ways.swap(next);
  }
}

} // namespace myo::assemble
