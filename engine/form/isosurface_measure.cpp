#include "form/isosurface.h"

#include <cmath>

#include <algorithm>
#include <numeric>

namespace myo::form {

double volume(const Surface &s) {
  double sum = 0;
  for (std::size_t t = 0; t + 2 < s.indices.size(); t += 3) {
    const glm::dvec3 a = s.positions[s.indices[t]], b = s.positions[s.indices[t + 1]],
                     c = s.positions[s.indices[t + 2]];
    sum += glm::dot(a, glm::cross(b, c)) / 6.0;
  }
  return sum;
}

double area(const Surface &s) {
  double sum = 0;
  for (std::size_t t = 0; t + 2 < s.indices.size(); t += 3) {
    const glm::dvec3 a = s.positions[s.indices[t]], b = s.positions[s.indices[t + 1]],
                     c = s.positions[s.indices[t + 2]];
    sum += 0.5 * glm::length(glm::cross(b - a, c - a));
  }
  return sum;
}

Topology topology(const Surface &s) {
  Topology out;
  const std::size_t triangles = s.indices.size() / 3;
  struct Side {
    std::uint64_t key;
    bool up;
  };
  std::vector<Side> sides;
  sides.reserve(3 * triangles);
  std::vector<std::uint32_t> root(s.positions.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t v) {
    while (root[v] != v) v = root[v] = root[root[v]];
    return v;
  };
  std::vector<std::uint32_t> degree(s.positions.size(), 0);
  for (std::size_t t = 0; t < triangles; ++t)
    for (int k = 0; k < 3; ++k) {
      const std::uint32_t a = s.indices[3 * t + static_cast<std::size_t>(k)];
      const std::uint32_t b = s.indices[3 * t + static_cast<std::size_t>((k + 1) % 3)];
      sides.push_back({std::uint64_t{std::min(a, b)} << 32 | std::max(a, b), a < b});
      root[find(a)] = find(b);
      ++degree[a];
    }
  std::sort(sides.begin(), sides.end(),
            [](const Side &a, const Side &b) { return a.key != b.key ? a.key < b.key : a.up < b.up; });
  long edges = 0;
  for (std::size_t i = 0; i < sides.size();) {
    std::size_t j = i;
    while (j < sides.size() && sides[j].key == sides[i].key) ++j;
    ++edges;
    if (j - i == 1)
      ++out.open_edges;
    else if (j - i > 2 || sides[i].up == sides[i + 1].up)
      ++out.crowded_edges;
    i = j;
  }
  // Fans: triangles round a vertex, joined over the edges they share there.
  std::vector<std::size_t> first(s.positions.size() + 1, 0);
  for (std::size_t v = 0; v < degree.size(); ++v) first[v + 1] = first[v] + degree[v];
  std::vector<std::size_t> fill(first.begin(), first.end() - 1), ring(s.indices.size());
  for (std::size_t i = 0; i < s.indices.size(); ++i) ring[fill[s.indices[i]]++] = i;
  long vertices = 0;
  for (std::size_t v = 0; v < degree.size(); ++v) {
    if (degree[v] == 0) continue;
    ++vertices;
    if (find(static_cast<std::uint32_t>(v)) == v) ++out.components;
    // Walk from the first triangle: next triangle is the one whose outgoing neighbour is this one's incoming neighbour.
    std::size_t seen = 0, at = first[v];
    const auto outgoing = [&](std::size_t i) { return s.indices[i / 3 * 3 + (i % 3 + 1) % 3]; };
    const auto incoming = [&](std::size_t i) { return s.indices[i / 3 * 3 + (i % 3 + 2) % 3]; };
    const std::uint32_t start = outgoing(ring[at]);
    std::uint32_t want = start;
    for (bool found = true; found && seen <= degree[v];) {
      found = false;
      for (std::size_t k = first[v]; k < first[v + 1]; ++k)
        if (outgoing(ring[k]) == want) {
          want = incoming(ring[k]), ++seen, found = want != start;
          break;
        }
    }
    if (seen != degree[v]) ++out.bow_ties;
  }
  const long faces = static_cast<long>(triangles);
  out.genus = static_cast<long>(out.components) - (vertices - edges + faces) / 2;
  return out;
}

double winding(std::span<const vec3> positions, std::span<const std::uint32_t> indices, vec3 p) {
  double sum = 0;
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
    const glm::dvec3 a(positions[indices[i]] - p), b(positions[indices[i + 1]] - p), c(positions[indices[i + 2]] - p);
    const double la = glm::length(a), lb = glm::length(b), lc = glm::length(c);
    sum += 2 * std::atan2(glm::dot(a, glm::cross(b, c)), la * lb * lc + glm::dot(a, b) * lc + glm::dot(b, c) * la + glm::dot(c, a) * lb);
  }
  return sum / (4 * glm::pi<double>());
}

} // namespace myo::form
