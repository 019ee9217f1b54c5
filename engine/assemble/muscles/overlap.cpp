#include "assemble/muscles/overlap.h"

#include "assemble/mesh/normals.h"
#include "assemble/skin_parts.h"
#include "base/parallel.h"
#include "form/isosurface.h"
#include "form/triangle_tree.h"

#include <algorithm>
#include <map>

namespace myo::assemble {
namespace {

using format::Kind;

constexpr float unseen = 1 * millimetre;

bool counts(const format::Structure &s) { return is_hard(s) || s.kind == Kind::muscle || s.kind == Kind::fascia; }

MuscleOverlap overlap_of(const format::Body &body, const std::vector<form::TriangleTree> &trees, std::uint32_t which) {
  MuscleOverlap out;
  out.structure = which;
  const std::vector<vec3> &points = body.structures[which].mesh.positions;
  std::vector<std::uint32_t> near;
  for (std::uint32_t i = 0; i < trees.size(); ++i)
    if (i != which && !trees[i].empty() && trees[i].box().touches(trees[which].box())) near.push_back(i);
  std::size_t bad = 0;
  std::map<std::string, std::size_t> met;
  for (const vec3 p : points) {
    bool deep = false;
    for (const std::uint32_t i : near) {
      if (!trees[i].box().holds(p)) continue;
      const form::TriangleTree::Hit hit = trees[i].nearest(p, trees[i].depth());
      if (!hit.found() || hit.distance >= 0) continue;
      const format::Structure &other = body.structures[i];
      if (hit.distance < -unseen && form::winding(other.mesh.positions, other.mesh.indices, p) < 0.5) continue;
      if (is_hard(other)) out.in_bone_mm = std::max(out.in_bone_mm, -hit.distance / millimetre);
      if (hit.distance < -unseen) deep = true, ++met[other.kind == Kind::muscle ? other.muscle : is_hard(other) ? other.bone : other.id];
    }
    bad += deep ? 1 : 0;
  }
  out.clear_share = 1 - static_cast<float>(bad) / static_cast<float>(std::max<std::size_t>(1, points.size()));
  for (const auto &[name, count] : met)
    if (out.worst.empty() || count > met[out.worst]) out.worst = name;
  return out;
}

} // namespace

std::vector<MuscleOverlap> muscle_overlaps(const format::Body &body) {
  std::vector<form::TriangleTree> trees(body.structures.size());
  std::vector<std::uint32_t> muscles;
  for (std::uint32_t i = 0; i < trees.size(); ++i)
    if (body.structures[i].kind == Kind::muscle) muscles.push_back(i);
  parallel_for(std::size_t{0}, trees.size(), [&](std::size_t i) {
    const format::Structure &s = body.structures[i];
    if (!counts(s)) return;
    const bool own = s.mesh.normals.size() == s.mesh.positions.size();
    trees[i] = form::TriangleTree(s.mesh.positions, s.mesh.indices, own ? s.mesh.normals : smooth_normals(s.mesh));
  });
  std::vector<MuscleOverlap> out(muscles.size());
  parallel_for(std::size_t{0}, muscles.size(), [&](std::size_t k) { out[k] = overlap_of(body, trees, muscles[k]); });
  return out;
}

} // namespace myo::assemble
