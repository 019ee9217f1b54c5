#include "atlas/levels.h"

#include "base/parallel.h"

#include <algorithm>
#include <cmath>
#include <meshoptimizer.h>
#include <numeric>

namespace myo::atlas {
namespace {

constexpr std::array<std::size_t, detail_count> budget{0, 300'000, 100'000}; // triangles in the whole body; 0: all
constexpr std::array<std::size_t, detail_count> floor_of{0, 240, 80};        // below this a shape is lost, not simplified
constexpr float error_cap = 0.03F;                                           // of a structure's largest extent

// The heat chart's seams must stay where they are, because a texel belongs to one side of a seam. Everything else is
// one vertex a position for this purpose: vertices that differ only in their normal would lock the simplifier.
bool keeps_seams(const format::Structure &s) {
  return !s.mesh.uv.empty() && (s.kind == format::Kind::skin || s.kind == format::Kind::deep_surface);
}

// The share of triangles that meets the budget when nobody goes below the floor; in coarse steps, so that a bone with a few
// more triangles changes no other structure's levels.
double share_for(const format::Body &body, std::size_t level) {
  const auto total = [&](double share) {
    double sum = 0;
    for (const auto &s : body.structures) {
      const std::size_t triangles = s.mesh.indices.size() / 3;
      const auto all = static_cast<double>(triangles);
      sum += std::min(all, std::max(share * all, static_cast<double>(floor_of[level])));
    }
    return sum;
  };
  double low = 0;
  double high = 1;
  if (total(high) <= static_cast<double>(budget[level])) return 1;
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (total(middle) > static_cast<double>(budget[level]) ? high : low) = middle;
  }
  constexpr double steps = 1024;
  return std::floor(low * steps) / steps;
}

std::array<double, detail_count> shares_for(const format::Body &body) {
  std::array<double, detail_count> share{1, 1, 1};
  for (std::size_t level = 1; level < detail_count; ++level) share[level] = share_for(body, level);
  return share;
}

// What the simplifier sees: positions, and the mesh's vertex that stands for each.
struct Surface {
  std::vector<vec3> positions;
  std::vector<std::uint32_t> vertex;
  std::vector<unsigned> indices;
};

Surface surface_of(const format::Structure &s) {
  const format::Mesh &mesh = s.mesh;
  const std::size_t n = mesh.positions.size();
  if (keeps_seams(s)) {
    Surface out{mesh.positions, std::vector<std::uint32_t>(n), mesh.indices};
    std::iota(out.vertex.begin(), out.vertex.end(), 0U);
    return out;
  }
  // The doubles must really go: even unused they would mark their twin as part of a seam.
  std::vector<unsigned> to(n);
  const std::size_t places = meshopt_generateVertexRemap(to.data(), nullptr, n, mesh.positions.data(), n, sizeof(vec3));
  Surface out{std::vector<vec3>(places), std::vector<std::uint32_t>(places, none), mesh.indices};
  for (std::size_t v = 0; v < n; ++v) {
    if (out.vertex[to[v]] != none) continue;
    out.vertex[to[v]] = static_cast<std::uint32_t>(v);
    out.positions[to[v]] = mesh.positions[v];
  }
  for (unsigned &i : out.indices) i = to[i];
  return out;
}

// Replaces the surface's triangles by about `triangles`; returns the error in millimetres.
float simplify(Surface &surface, std::size_t triangles) {
  std::vector<unsigned> out(surface.indices.size());
  float relative = 0;
  const float *points = &surface.positions[0].x;
  const std::size_t n = meshopt_simplify(out.data(), surface.indices.data(), surface.indices.size(), points,
                                         surface.positions.size(), sizeof(vec3), triangles * 3, error_cap, 0, &relative);
  if (n == 0) return 0; // a flat or tiny piece would vanish: it stays as it is
  out.resize(n);
  meshopt_optimizeVertexCache(out.data(), out.data(), n, surface.positions.size());
  surface.indices = std::move(out);
  return relative * meshopt_simplifyScale(points, surface.positions.size(), sizeof(vec3)) / millimetre;
}

Levels levels_of(const format::Structure &s, const std::array<double, detail_count> &share) {
  Surface surface = surface_of(s);
  Levels out;
  out.indices = s.mesh.indices;
  out.of[0] = {0, static_cast<std::uint32_t>(out.indices.size()), 0};
  float error_mm = 0;
  for (std::size_t level = 1; level < detail_count; ++level) {
    const std::size_t all = s.mesh.indices.size() / 3;
    const auto wanted = static_cast<std::size_t>(share[level] * static_cast<double>(all));
    const std::size_t target = std::min(all, std::max(wanted, floor_of[level]));
    if (target * 3 >= surface.indices.size()) { // nothing to take away: the same triangles, not stored twice
      out.of[level] = out.of[level - 1];
      continue;
    }
    error_mm += simplify(surface, target);
    out.of[level] = {static_cast<std::uint32_t>(out.indices.size()), static_cast<std::uint32_t>(surface.indices.size()), error_mm};
    for (const unsigned i : surface.indices) out.indices.push_back(surface.vertex[i]);
  }
  return out;
}

const Levels *levels_before(const Atlas *before, const format::Structure &s) {
  const std::uint32_t at = before != nullptr ? before->structure(s.id) : none;
  if (at == none) return nullptr;
  const format::Mesh &mesh = before->body().structures[at].mesh;
  return mesh.positions == s.mesh.positions && mesh.indices == s.mesh.indices ? &before->levels(at) : nullptr;
}

} // namespace

Result<std::vector<Levels>> build_levels(const format::Body &body, Progress &progress, const Atlas *before) {
  const std::array<double, detail_count> share = shares_for(body);
  if (before != nullptr && shares_for(before->body()) != share) before = nullptr;
  std::vector<Levels> out(body.structures.size());
  parallel_for(std::size_t{0}, out.size(), [&](std::size_t s) {
    if (progress.cancelled()) return;
    const Levels *same = levels_before(before, body.structures[s]);
    out[s] = same != nullptr ? *same : levels_of(body.structures[s], share);
  });
  if (progress.cancelled()) return cancelled();
  return out;
}

} // namespace myo::atlas
