// Edges as single numbers, for sorting and looking up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace myo::assemble {

[[nodiscard]] constexpr std::uint64_t directed_edge(std::uint32_t from, std::uint32_t to) {
  return (std::uint64_t(from) << 32U) | to;
}
[[nodiscard]] constexpr std::uint64_t edge(std::uint32_t a, std::uint32_t b) {
  return a < b ? directed_edge(a, b) : directed_edge(b, a);
}

// Every triangle's three undirected edges, sorted: an edge appears once for each triangle that has it.
[[nodiscard]] inline std::vector<std::uint64_t> sorted_edges(std::span<const std::uint32_t> indices) {
  std::vector<std::uint64_t> edges;
  edges.reserve(indices.size());
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
    edges.push_back(edge(indices[i], indices[i + 1]));
    edges.push_back(edge(indices[i + 1], indices[i + 2]));
    edges.push_back(edge(indices[i + 2], indices[i]));
  }
  std::sort(edges.begin(), edges.end());
  return edges;
}

} // namespace myo::assemble
