#include "assemble/mesh/repair.h"

#include "assemble/mesh/adjacency.h"
#include "assemble/mesh/measure.h"
#include "assemble/mesh/point_tree.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace myo::assemble {
namespace {

constexpr double shard_share = 0.05;
constexpr float shard_distance = 15 * millimetre;

using WeldCell = std::array<std::int64_t, 3>;

std::size_t scatter(const WeldCell &cell) {
  std::uint64_t h = std::uint64_t(cell[0]) * 0x9E3779B97F4A7C15ULL;
  h = (h ^ (h >> 32U) ^ std::uint64_t(cell[1])) * 0xC2B2AE3D27D4EB4FULL;
  h = (h ^ (h >> 29U) ^ std::uint64_t(cell[2])) * 0x165667B19E3779F9ULL;
  return std::size_t(h ^ (h >> 32U));
}

std::array<std::uint32_t, 3> sorted_corners(const std::uint32_t *t) {
  std::array<std::uint32_t, 3> corners{t[0], t[1], t[2]};
  std::sort(corners.begin(), corners.end());
  return corners;
}

// Points that stand for a component when its distance to others is measured: corners and triangle centres.
std::vector<vec3> stand_ins(const Surface &surface, const Components &parts, const std::vector<bool> &chosen) {
  std::vector<vec3> points;
  for (std::size_t t = 0; t < surface.triangles(); ++t) {
    if (!chosen[parts.of_triangle[t]]) continue;
    vec3 centre{0};
    for (std::size_t k = 0; k < 3; ++k) {
      const vec3 p = surface.positions[surface.indices[3 * t + k]];
      points.push_back(p);
      centre += p / 3.0F;
    }
    points.push_back(centre);
  }
  return points;
}

} // namespace

RepairCounts &RepairCounts::operator+=(const RepairCounts &other) {
  vertices_before += other.vertices_before;
  vertices_after += other.vertices_after;
  triangles_before += other.triangles_before;
  triangles_after += other.triangles_after;
  duplicate_triangles += other.duplicate_triangles;
  degenerate_triangles += other.degenerate_triangles;
  flipped_triangles += other.flipped_triangles;
  shards += other.shards;
  open_before += other.open_before;
  open_after += other.open_after;
  cracks_closed += other.cracks_closed;
  holes_filled += other.holes_filled;
  return *this;
}

void weld(Surface &surface, double tolerance) {
  const std::size_t count = surface.positions.size();
  std::vector<std::uint32_t> table(std::bit_ceil(2 * count + 2), format::none); // open addressing
  std::vector<WeldCell> cells;
  std::vector<std::uint32_t> number(count);
  std::vector<vec3> kept;
  for (std::size_t v = 0; v < count; ++v) {
    const vec3 p = surface.positions[v];
    const WeldCell cell{std::llround(double(p.x) / tolerance), std::llround(double(p.y) / tolerance),
                    std::llround(double(p.z) / tolerance)};
    std::size_t slot = scatter(cell) & (table.size() - 1);
    while (table[slot] != format::none && cells[table[slot]] != cell) slot = (slot + 1) & (table.size() - 1);
    if (table[slot] == format::none) {
      table[slot] = std::uint32_t(kept.size());
      kept.push_back(p);
      cells.push_back(cell);
    }
    number[v] = table[slot];
  }
  for (std::uint32_t &i : surface.indices) i = number[i];
  surface.positions = std::move(kept);
}

void drop_debris(Surface &surface, RepairCounts &counts) {
  const std::size_t triangles = surface.triangles();
  std::vector<std::uint32_t> order(triangles);
  for (std::size_t t = 0; t < triangles; ++t) order[t] = std::uint32_t(t);
  std::vector<std::array<std::uint32_t, 3>> keys(triangles);
  for (std::size_t t = 0; t < triangles; ++t) keys[t] = sorted_corners(&surface.indices[3 * t]);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });

  std::vector<bool> keep(triangles, true);
  for (std::size_t i = 0; i < triangles; ++i) {
    const auto &key = keys[order[i]];
    if (key[0] == key[1] || key[1] == key[2]) {
      keep[order[i]] = false;
      ++counts.degenerate_triangles;
    } else if (i > 0 && keys[order[i - 1]] == key) {
      keep[order[i]] = false;
      ++counts.duplicate_triangles;
    }
  }
  surface = keep_triangles(surface, keep);
}

void drop_shards(Surface &surface, RepairCounts &counts) {
  const Components parts = components(surface);
  if (parts.count() < 2) return;
  std::vector<bool> kept(parts.count()), fresh(parts.count());
  std::vector<std::uint32_t> pending;
  for (std::uint32_t c = 0; c < parts.count(); ++c) {
    kept[c] = fresh[c] = double(parts.triangles[c]) >= shard_share * double(surface.triangles());
    if (!kept[c]) pending.push_back(c);
  }
  if (pending.empty() || pending.size() == parts.count()) return; // nothing large enough to be stray from

  std::vector<std::vector<vec3>> points(parts.count());
  for (std::size_t i = 0; i < surface.indices.size(); ++i)
    points[parts.of_triangle[i / 3]].push_back(surface.positions[surface.indices[i]]);

  // Grow from the large components outward, so that a chain of small bundles is kept as a whole.
  while (!pending.empty()) {
    const PointTree tree(stand_ins(surface, parts, fresh));
    std::fill(fresh.begin(), fresh.end(), false);
    const std::size_t before = pending.size();
    std::erase_if(pending, [&](std::uint32_t c) {
      const bool near = std::any_of(points[c].begin(), points[c].end(),
                                    [&](vec3 p) { return tree.nearest(p).distance <= shard_distance; });
      if (near) kept[c] = fresh[c] = true;
      return near;
    });
    if (pending.size() == before) break;
  }
  if (pending.empty()) return;
  counts.shards += pending.size();
  std::vector<bool> keep(surface.triangles());
  for (std::size_t t = 0; t < keep.size(); ++t) keep[t] = kept[parts.of_triangle[t]];
  surface = keep_triangles(surface, keep);
}

void face_outward(Surface &surface, RepairCounts &counts) {
  if (volume_m3(surface) >= 0) return;
  for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3)
    std::swap(surface.indices[i + 1], surface.indices[i + 2]);
  counts.flipped_triangles += surface.triangles();
}

RepairCounts repair(Surface &surface, const RepairOptions &options) {
  RepairCounts counts;
  counts.vertices_before = surface.positions.size();
  counts.triangles_before = surface.triangles();
  weld(surface);
  drop_debris(surface, counts);
  if (options.drop_shards) drop_shards(surface, counts);
  counts.open_before = count_edges(surface).open;
  close_cracks(surface, options.crack_mm, counts);
  face_outward(surface, counts);
  counts.open_after = count_edges(surface).open;
  counts.vertices_after = surface.positions.size();
  counts.triangles_after = surface.triangles();
  return counts;
}

} // namespace myo::assemble
