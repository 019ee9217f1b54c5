#include "atlas/levels.h"

#include <algorithm>
#include <meshoptimizer.h>
#include <tbb/parallel_for.h>

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

// The share of triangles that meets the budget when nobody goes below the floor.
double share_for(const format::Body &body, std::size_t level) {
  const auto total = [&](double share) {
    double sum = 0;
    for (const auto &s : body.structures) {
      const double all = static_cast<double>(s.mesh.indices.size() / 3);
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
  return low;
}

struct Simplified {
  std::vector<unsigned> indices;
  float error_mm = 0;
};

Simplified simplify(const format::Mesh &mesh, std::span<const unsigned> from, std::size_t triangles, float extent) {
  Simplified out;
  out.indices.resize(from.size());
  float relative = 0;
  const std::size_t n =
      meshopt_simplify(out.indices.data(), from.data(), from.size(), &mesh.positions[0].x, mesh.positions.size(),
                       sizeof(vec3), triangles * 3, error_cap, 0, &relative);
  if (n == 0) return {{from.begin(), from.end()}, 0}; // a flat or tiny piece would vanish
  out.indices.resize(n);
  out.error_mm = relative * extent / millimetre;
  meshopt_optimizeVertexCache(out.indices.data(), out.indices.data(), n, mesh.positions.size());
  return out;
}

Levels levels_of(const format::Structure &s, const std::array<double, detail_count> &share) {
  const format::Mesh &mesh = s.mesh;
  const float extent = meshopt_simplifyScale(&mesh.positions[0].x, mesh.positions.size(), sizeof(vec3));
  std::vector<unsigned> from(mesh.indices);
  if (!keeps_seams(s))
    meshopt_generateShadowIndexBuffer(from.data(), mesh.indices.data(), mesh.indices.size(), mesh.positions.data(),
                                      mesh.positions.size(), sizeof(vec3), sizeof(vec3));
  Levels out;
  out.indices = mesh.indices;
  out.of[0] = {0, static_cast<std::uint32_t>(mesh.indices.size()), 0};
  float error_mm = 0;
  for (std::size_t level = 1; level < detail_count; ++level) {
    const std::size_t all = mesh.indices.size() / 3;
    const auto wanted = static_cast<std::size_t>(share[level] * static_cast<double>(all));
    const std::size_t target = std::min(all, std::max(wanted, floor_of[level]));
    if (target * 3 >= from.size()) { // nothing to take away: the same triangles, not stored twice
      out.of[level] = out.of[level - 1];
      continue;
    }
    Simplified simple = simplify(mesh, from, target, extent);
    error_mm += simple.error_mm;
    out.of[level] = {static_cast<std::uint32_t>(out.indices.size()), static_cast<std::uint32_t>(simple.indices.size()), error_mm};
    out.indices.insert(out.indices.end(), simple.indices.begin(), simple.indices.end());
    from = std::move(simple.indices);
  }
  return out;
}

} // namespace

Result<std::vector<Levels>> build_levels(const format::Body &body, Progress &progress) {
  std::array<double, detail_count> share{1, 1, 1};
  for (std::size_t level = 1; level < detail_count; ++level) share[level] = share_for(body, level);
  std::vector<Levels> out(body.structures.size());
  tbb::parallel_for(std::size_t{0}, out.size(), [&](std::size_t s) {
    if (!progress.cancelled()) out[s] = levels_of(body.structures[s], share);
  });
  if (progress.cancelled()) return cancelled();
  return out;
}

} // namespace myo::atlas
