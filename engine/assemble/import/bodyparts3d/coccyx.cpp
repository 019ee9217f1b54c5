#include "assemble/import/bodyparts3d/coccyx.h"

#include "assemble/mesh/measure.h"

#include <algorithm>
#include <map>

namespace myo::assemble::bodyparts3d {
namespace {

constexpr float level = 1 * millimetre;
// Of the whole height: how much of it a coccyx may be. The usual ratio is 3 to 4 cm to 14 to 16 cm.
constexpr float least_share = 0.1F, greatest_share = 0.36F;
constexpr float flare = 1.2F; // how much wider than the waist it is both above and below

// How wide the surface is at each level above its lowest point, in x; 0 where nothing is cut.
std::vector<float> widths(const Surface &surface, float low, std::size_t levels) {
  std::vector<Bounds> cuts(levels);
  for (std::size_t t = 0; t < surface.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      vec3 a = surface.positions[surface.indices[t + k]];
      vec3 b = surface.positions[surface.indices[t + (k + 1) % 3]];
      if (a.y > b.y) std::swap(a, b);
      const auto first = static_cast<std::size_t>(std::max(0.0F, std::ceil((a.y - low) / level)));
      for (std::size_t i = first; i < levels && low + static_cast<float>(i) * level < b.y; ++i)
        cuts[i].add(glm::mix(a, b, (low + static_cast<float>(i) * level - a.y) / (b.y - a.y)));
    }
  std::vector<float> out(levels, 0.0F);
  for (std::size_t i = 0; i < levels; ++i)
    if (!cuts[i].empty()) out[i] = cuts[i].size().x;
  return out;
}

std::optional<float> waist(const Surface &surface) {
  const Bounds box = bounds(surface.positions);
  if (box.empty()) return std::nullopt;
  const float height = box.size().y;
  const auto levels = static_cast<std::size_t>(0.5F * height / level);
  const std::vector<float> width = widths(surface, box.low.y, levels);
  std::optional<float> best;
  float best_width = 0;
  float below = 0; // widest so far
  for (std::size_t i = 0; i < levels; ++i) {
    const float share = static_cast<float>(i) * level / height;
    const float above = *std::max_element(width.begin() + static_cast<std::ptrdiff_t>(i), width.end());
    const bool narrow = width[i] > 0 && below > flare * width[i] && above > flare * width[i];
    if (narrow && share > least_share && share < greatest_share && (!best || width[i] < best_width))
      best = box.low.y + static_cast<float>(i) * level, best_width = width[i];
    below = std::max(below, width[i]);
  }
  return best;
}

// What lies on one side of the level `at`, with a lid where it was cut.
Surface half(const Surface &surface, float at, bool upper) {
  Surface out;
  std::map<std::uint32_t, std::uint32_t> renamed;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> cut; // an edge of the surface -> its place in `out`
  const auto inside = [&](std::uint32_t v) { return (surface.positions[v].y >= at) == upper; };
  const auto take = [&](std::uint32_t v) {
    const auto [it, fresh] = renamed.emplace(v, static_cast<std::uint32_t>(out.positions.size()));
    if (fresh) out.positions.push_back(surface.positions[v]);
    return it->second;
  };
  const auto crossing = [&](std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax(a, b);
    const auto [it, fresh] = cut.emplace(std::pair(low, high), static_cast<std::uint32_t>(out.positions.size()));
    if (fresh) {
      const vec3 p = surface.positions[low], q = surface.positions[high];
      out.positions.push_back(glm::mix(p, q, glm::clamp((at - p.y) / (q.y - p.y), 0.0F, 1.0F)));
    }
    return it->second;
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rim; // as the triangles run along the cut
  for (std::size_t t = 0; t < surface.indices.size(); t += 3) {
    std::vector<std::uint32_t> corners;
    std::uint32_t leaves = 0, enters = 0;
    bool crosses = false;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = surface.indices[t + k], b = surface.indices[t + (k + 1) % 3];
      if (inside(a)) corners.push_back(take(a));
      if (inside(a) == inside(b)) continue;
      crosses = true;
      const std::uint32_t c = crossing(a, b);
      (inside(a) ? leaves : enters) = c;
      corners.push_back(c);
    }
    for (std::size_t k = 2; k < corners.size(); ++k)
      out.indices.insert(out.indices.end(), {corners[0], corners[k - 1], corners[k]});
    if (crosses) rim.emplace_back(leaves, enters);
  }
  if (rim.empty()) return out;
  vec3 middle(0);
  for (const auto &[from, to] : rim) middle += out.positions[from] / static_cast<float>(rim.size());
  const auto hub = static_cast<std::uint32_t>(out.positions.size());
  out.positions.push_back(middle);
  for (const auto &[from, to] : rim) out.indices.insert(out.indices.end(), {to, from, hub});
  return out;
}

} // namespace

std::optional<PartedSacrum> part_coccyx(const Surface &sacrum) {
  const auto at = waist(sacrum);
  if (!at) return std::nullopt;
  return PartedSacrum{half(sacrum, *at, true), half(sacrum, *at, false)};
}

} // namespace myo::assemble::bodyparts3d
