// What the tests of this room ask of closed surfaces, and a shape with a handle.
#pragma once

#include "form/loft.h"

#include <algorithm>
#include <map>

namespace myo::form {

// Every directed edge has exactly one partner running the other way: closed, manifold, consistently wound.
inline bool closed_and_manifold(const LoftMesh &m) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
  for (std::size_t t = 0; t < m.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) ++edges[{m.indices[t + k], m.indices[t + (k + 1) % 3]}];
  return std::all_of(edges.begin(), edges.end(), [&](const auto &e) {
    const auto back = edges.find({e.first.second, e.first.first});
    return e.second == 1 && back != edges.end() && back->second == 1;
  });
}

inline double volume_ml(const LoftMesh &m) {
  double v = 0;
  for (std::size_t t = 0; t < m.indices.size(); t += 3)
    v += double(glm::dot(m.positions[m.indices[t]], glm::cross(m.positions[m.indices[t + 1]], m.positions[m.indices[t + 2]])));
  return v / 6 * 1e6;
}

// Round +Z, 40 mm to the middle of its tube of 12 mm.
inline float torus(vec3 p) {
  return glm::length(vec2(glm::length(vec2(p.x, p.y)) - 0.04F, p.z)) - 0.012F;
}

} // namespace myo::form
