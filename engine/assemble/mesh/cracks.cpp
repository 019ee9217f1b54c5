#include "assemble/mesh/cracks.h"

#include "assemble/mesh/adjacency.h"
#include "assemble/mesh/edges.h"
#include "assemble/mesh/repair.h"

#include <cmath>
#include <numeric>
#include <optional>

namespace myo::assemble {
namespace {

constexpr int sewing_rounds = 4;
// A wider outline is the rim of something meant to be open (a sheet, a sleeve), not damage.
constexpr float widest_hole = 25 * millimetre;

std::vector<std::uint64_t> sorted_directed_edges(std::span<const std::uint32_t> indices) {
  std::vector<std::uint64_t> edges;
  edges.reserve(indices.size());
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
    for (std::size_t k = 0; k < 3; ++k) edges.push_back(directed_edge(indices[i + k], indices[i + (k + 1) % 3]));
  std::sort(edges.begin(), edges.end());
  return edges;
}

struct Seam {
  std::size_t start = 0;
  float widest = 0; // metres between partners
};

// p[start + i] is sewn to p[start - i].
Seam best_seam(const Loop &loop, std::span<const vec3> p) {
  const std::size_t n = loop.size();
  Seam best{0, 1e30F};
  for (std::size_t s = 0; s < n / 2; ++s) {
    float widest = 0;
    for (std::size_t i = 1; i < n / 2 && widest < best.widest; ++i)
      widest = std::max(widest, glm::distance(p[loop[(s + i) % n]], p[loop[(s + n - i) % n]]));
    if (widest < best.widest) best = {s, widest};
  }
  return best;
}

// Merging a and b would fold the surface onto itself if they shared a neighbour that is not on the loop, or an edge.
bool foldless(std::uint32_t a, std::uint32_t b, const Neighbours &around, const std::vector<bool> &on_loop) {
  const auto na = around.of(a), nb = around.of(b);
  if (std::binary_search(na.begin(), na.end(), b)) return false;
  for (auto i = na.begin(), j = nb.begin(); i != na.end() && j != nb.end();) {
    if (*i < *j)
      ++i;
    else if (*j < *i)
      ++j;
    else {
      if (!on_loop[*i]) return false;
      ++i, ++j;
    }
  }
  return true;
}

// One round of sewing every even, narrow loop. Returns how many were sewn.
std::size_t sew(Surface &surface, float widest) {
  const std::vector<Loop> loops = open_loops(surface);
  const Neighbours around = edge_neighbours(surface);
  std::vector<std::uint32_t> partner(surface.positions.size());
  std::iota(partner.begin(), partner.end(), 0U);
  std::vector<bool> moved(surface.positions.size()), on_loop(surface.positions.size());
  std::size_t sewn = 0;
  for (const Loop &loop : loops) {
    const std::size_t n = loop.size();
    if (n % 2 != 0 || n < 4) continue;
    const Seam seam = best_seam(loop, surface.positions);
    if (seam.widest > widest) continue;
    for (const std::uint32_t v : loop) on_loop[v] = true;
    bool fits = true;
    for (std::size_t i = 1; i < n / 2 && fits; ++i) {
      const std::uint32_t a = loop[(seam.start + i) % n], b = loop[(seam.start + n - i) % n];
      fits = !moved[a] && !moved[b] && foldless(a, b, around, on_loop);
    }
    for (const std::uint32_t v : loop) on_loop[v] = false;
    if (!fits) continue;
    for (std::size_t i = 1; i < n / 2; ++i) {
      const std::uint32_t a = loop[(seam.start + i) % n], b = loop[(seam.start + n - i) % n];
      const std::uint32_t low = std::min(a, b), high = std::max(a, b);
      surface.positions[low] = 0.5F * (surface.positions[a] + surface.positions[b]);
      partner[high] = low;
      moved[a] = moved[b] = true;
    }
    // The ends of the seam stay, and stay where they are in this round.
    moved[loop[seam.start]] = moved[loop[(seam.start + n / 2) % n]] = true;
    ++sewn;
  }
  for (std::uint32_t &i : surface.indices) i = partner[i];
  return sewn;
}

// Cuts ears by their shortest new edge, never one that the surface has already. Narrow cracks become a strip, holes a
// taut patch. Returns false, and adds nothing, when the loop cannot be filled so.
bool fill(const Loop &loop, std::vector<std::uint64_t> &edges, Surface &surface) {
  struct Corner {
    std::uint32_t vertex;
    std::size_t previous, next;
  };
  const std::size_t n = loop.size();
  std::vector<Corner> ring(n);
  for (std::size_t i = 0; i < n; ++i) ring[i] = {loop[i], (i + n - 1) % n, (i + 1) % n};
  const auto known = [&](std::uint64_t e) { return std::binary_search(edges.begin(), edges.end(), e); };
  std::vector<std::uint64_t> fresh;
  std::vector<std::uint32_t> triangles;
  std::size_t at = 0;
  for (std::size_t left = n; left > 3; --left) {
    std::optional<std::size_t> best;
    float shortest = 1e30F;
    std::size_t i = at;
    for (std::size_t k = 0; k < left; ++k, i = ring[i].next) {
      const std::uint32_t a = ring[ring[i].previous].vertex, b = ring[ring[i].next].vertex;
      const float length = glm::distance(surface.positions[a], surface.positions[b]);
      if (length >= shortest || known(edge(a, b))) continue;
      if (std::find(fresh.begin(), fresh.end(), edge(a, b)) != fresh.end()) continue;
      best = i, shortest = length;
    }
    if (!best) return false;
    const Corner ear = ring[*best];
    triangles.insert(triangles.end(), {ring[ear.next].vertex, ear.vertex, ring[ear.previous].vertex});
    fresh.push_back(edge(ring[ear.previous].vertex, ring[ear.next].vertex));
    ring[ear.previous].next = ear.next;
    ring[ear.next].previous = ear.previous;
    at = ear.previous;
  }
  triangles.insert(triangles.end(), {ring[ring[at].next].vertex, ring[at].vertex, ring[ring[at].previous].vertex});
  surface.indices.insert(surface.indices.end(), triangles.begin(), triangles.end());
  std::sort(fresh.begin(), fresh.end());
  const auto middle = std::ptrdiff_t(edges.size());
  edges.insert(edges.end(), fresh.begin(), fresh.end());
  std::inplace_merge(edges.begin(), edges.begin() + middle, edges.end());
  return true;
}

std::size_t fill_holes(Surface &surface) {
  std::vector<std::uint64_t> edges = sorted_edges(surface.indices);
  std::size_t filled = 0;
  for (const Loop &loop : open_loops(surface)) {
    if (loop.size() < 3 || loop.size() > 2000) continue;
    const bool narrow = best_seam(loop, surface.positions).widest < widest_hole;
    if (narrow && fill(loop, edges, surface)) ++filled;
  }
  return filled;
}

} // namespace

std::vector<Loop> open_loops(const SurfaceView &surface) {
  const std::vector<std::uint64_t> edges = sorted_directed_edges(surface.indices);
  std::vector<std::uint64_t> open; // sorted by start vertex
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto from = std::uint32_t(edges[i] >> 32U), to = std::uint32_t(edges[i]);
    const bool repeated = (i > 0 && edges[i - 1] == edges[i]) || (i + 1 < edges.size() && edges[i + 1] == edges[i]);
    if (!repeated && !std::binary_search(edges.begin(), edges.end(), directed_edge(to, from))) open.push_back(edges[i]);
  }

  std::vector<Loop> loops;
  std::vector<bool> used(open.size());
  std::vector<std::uint32_t> place(surface.positions.size(), format::none); // on the present path
  const auto leave = [&](std::uint32_t v) -> std::optional<std::uint32_t> {
    for (auto i = std::lower_bound(open.begin(), open.end(), directed_edge(v, 0)) - open.begin();
         i < std::ptrdiff_t(open.size()) && std::uint32_t(open[std::size_t(i)] >> 32U) == v; ++i)
      if (!used[std::size_t(i)]) {
        used[std::size_t(i)] = true;
        return std::uint32_t(open[std::size_t(i)]);
      }
    return std::nullopt;
  };
  for (std::size_t start = 0; start < open.size(); ++start) {
    if (used[start]) continue;
    Loop path{std::uint32_t(open[start] >> 32U)};
    place[path[0]] = 0;
    while (!path.empty()) {
      const std::optional<std::uint32_t> next = leave(path.back());
      if (!next) break; // a dead end beside a crowded edge
      if (place[*next] == format::none) {
        place[*next] = std::uint32_t(path.size());
        path.push_back(*next);
        continue;
      }
      // Came back to a vertex of the path: cut that loop off and go on from there.
      const auto first = path.begin() + std::ptrdiff_t(place[*next]);
      loops.emplace_back(first, path.end());
      for (auto v = first + 1; v != path.end(); ++v) place[*v] = format::none;
      path.erase(first + 1, path.end());
      if (path.size() == 1) {
        place[path[0]] = format::none;
        path.clear();
      }
    }
    for (const std::uint32_t v : path) place[v] = format::none;
  }
  return loops;
}

void close_cracks(Surface &surface, double crack_mm, RepairCounts &counts) {
  for (int round = 0; round < sewing_rounds; ++round) {
    const std::size_t sewn = sew(surface, float(crack_mm) * millimetre);
    counts.cracks_closed += sewn;
    RepairCounts fallen;
    drop_debris(surface, fallen);
    if (sewn == 0) break;
  }
  counts.holes_filled += fill_holes(surface);
}

} // namespace myo::assemble
