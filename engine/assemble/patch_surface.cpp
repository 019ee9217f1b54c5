#include "assemble/patch_surface.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <map>

namespace myo::assemble {
namespace {

constexpr float deep_mm = 2.5F;    // so far inside neither the edge nor the line along it is drawn
constexpr float plane_mm = 0.002F; // farther from a common plane than this, triangles stay apart

// Keeps what lies below `limit`, splitting triangles where it runs through them.
void cut_triangles(format::Patch &patch, float limit) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> crossings;
  const auto crossing = [&](std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax(a, b);
    const auto [it, fresh] = crossings.emplace(std::pair(low, high), static_cast<std::uint32_t>(patch.positions.size()));
    if (fresh) {
      const float f = (limit - patch.edge_mm[low]) / (patch.edge_mm[high] - patch.edge_mm[low]);
      const vec3 n = glm::mix(patch.normals[low], patch.normals[high], f);
      patch.positions.push_back(glm::mix(patch.positions[low], patch.positions[high], f));
      patch.normals.push_back(glm::length(n) > 1e-6F ? glm::normalize(n) : patch.normals[low]);
      patch.edge_mm.push_back(limit);
    }
    return it->second;
  };
  std::vector<std::uint32_t> kept;
  kept.reserve(patch.indices.size());
  std::vector<std::uint32_t> corners;
  for (std::size_t t = 0; t < patch.indices.size(); t += 3) {
    corners.clear();
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = patch.indices[t + k], b = patch.indices[t + (k + 1) % 3];
      const bool in = patch.edge_mm[a] < limit;
      if (in) corners.push_back(a);
      if (in != (patch.edge_mm[b] < limit)) corners.push_back(crossing(a, b));
    }
    for (std::size_t k = 2; k < corners.size(); ++k) kept.insert(kept.end(), {corners[0], corners[k - 1], corners[k]});
  }
  patch.indices = std::move(kept);
}

void thin(format::Patch &patch) {
  std::vector<std::uint32_t> deep, other;
  for (std::size_t t = 0; t < patch.indices.size(); t += 3) {
    const std::uint32_t *v = &patch.indices[t];
    const bool inside = std::max({patch.edge_mm[v[0]], patch.edge_mm[v[1]], patch.edge_mm[v[2]]}) < -deep_mm;
    (inside ? deep : other).insert((inside ? deep : other).end(), v, v + 3);
  }
  if (deep.empty()) return;
  const float *positions = &patch.positions.front().x;
  const float extent = meshopt_simplifyScale(positions, patch.positions.size(), sizeof(vec3));
  if (!(extent > 0)) return;
  std::vector<std::uint32_t> fewer(deep.size());
  fewer.resize(meshopt_simplify(fewer.data(), deep.data(), deep.size(), positions, patch.positions.size(), sizeof(vec3), 0,
                                plane_mm * millimetre / extent, meshopt_SimplifyLockBorder, nullptr));
  patch.indices = std::move(other);
  patch.indices.insert(patch.indices.end(), fewer.begin(), fewer.end());
}

void drop_unused(format::Patch &patch) {
  std::vector<std::uint32_t> renamed(patch.positions.size(), format::none);
  std::uint32_t next = 0;
  for (const std::uint32_t i : patch.indices) renamed[i] = 0;
  for (std::size_t v = 0; v < renamed.size(); ++v) {
    if (renamed[v] == format::none) continue;
    patch.positions[next] = patch.positions[v], patch.normals[next] = patch.normals[v], patch.edge_mm[next] = patch.edge_mm[v];
    renamed[v] = next++;
  }
  patch.positions.resize(next), patch.normals.resize(next), patch.edge_mm.resize(next);
  for (std::uint32_t &i : patch.indices) i = renamed[i];
}

} // namespace

void trim_patch(format::Patch &patch) {
  if (patch.indices.empty()) return;
  cut_triangles(patch, patch_rim_mm);
  thin(patch);
  drop_unused(patch);
}

} // namespace myo::assemble
