#include "assemble/muscles/terrain.h"

#include "assemble/mesh/normals.h"
#include "assemble/skin_parts.h"
#include "base/parallel.h"

namespace myo::assemble {
namespace {

constexpr float cell = 0.003F; // metres
constexpr float looks_out = 0.3F; // cosine
constexpr float far = 0.018F;  // what is farther from a cell's middle is not remembered there

} // namespace

Terrain::Terrain(const format::Body &body) : body_(body), trees_(body.structures.size()) {
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    if (is_hard(s) && !s.bone.empty()) by_bone_.emplace(s.bone, i);
  }
  parallel_for(std::size_t{0}, trees_.size(), [&](std::size_t i) {
    const format::Structure &s = body.structures[i];
    if (!is_hard(s) || s.mesh.indices.empty()) return;
    const bool own = s.mesh.normals.size() == s.mesh.positions.size();
    trees_[i] = std::make_unique<form::TriangleTree>(s.mesh.positions, s.mesh.indices, own ? s.mesh.normals : smooth_normals(s.mesh));
  });
}

std::vector<std::uint32_t> Terrain::bones(std::string_view bone, anatomy::Side side) const {
  using anatomy::Side;
  std::vector<std::uint32_t> out;
  const auto [first, last] = by_bone_.equal_range(bone);
  for (auto it = first; it != last; ++it) {
    const Side own = body_.structures[it->second].side;
    if (own == side || own == Side::midline || side == Side::midline) out.push_back(it->second);
  }
  return out;
}

const form::TriangleTree *Terrain::tree(std::uint32_t structure) const { return trees_[structure].get(); }

std::vector<std::uint32_t> Terrain::bones_near(const Bounds &box) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < trees_.size(); ++i)
    if (trees_[i] && trees_[i]->box().touches(box)) out.push_back(i);
  return out;
}

const std::vector<Obstacles::Near> &Obstacles::cell_at(vec3 p, vec3 &centre) {
  const glm::ivec3 c(glm::floor(p / cell));
  centre = (vec3(c) + 0.5F) * cell;
  const auto part = [](int v) { return static_cast<std::uint64_t>(v + (1 << 20)) & 0x1FFFFFU; };
  const auto [at, fresh] = cells_.try_emplace(part(c.x) << 42U | part(c.y) << 21U | part(c.z));
  if (fresh)
    for (std::uint32_t t = 0; t < trees_.size(); ++t) {
      const bool in = trees_[t]->box().holds(centre);
      if (!in && !trees_[t]->box().holds(centre, far)) continue;
      const form::TriangleTree::Hit hit = trees_[t]->nearest(centre, in ? std::max(far, trees_[t]->depth()) : far);
      if (hit.found() && hit.distance < far) at->second.push_back({t, hit.distance});
    }
  return at->second;
}

form::Clearance Obstacles::operator()(vec3 p, float within) {
  form::Clearance best;
  if (side_ != 0)
    if (const float beside = side_ * (p.x - mid_); beside < within) best = {beside, {side_, 0, 0}};
  const auto take = [&](const form::TriangleTree::Hit &hit) {
    if (!hit.found()) return;
    const float off = std::abs(hit.distance);
    const vec3 to = off > 1e-6F ? (hit.point - p) / off : -hit.normal;
    // Beside the teeth of a suture the nearest corner's normal may look anywhere: inside is what looks out along it.
    const bool in = hit.distance < 0 && glm::dot(to, hit.normal) > looks_out;
    const float distance = in ? -off : off;
    if (distance < best.distance && distance <= within) best = {distance, in ? to : -to};
  };
  if (within > far - cell) { // rare and wide: no use in remembering
    for (const form::TriangleTree *tree : trees_) {
      const bool in = tree->box().holds(p);
      if (in || tree->box().holds(p, within)) take(tree->nearest(p, in ? std::max(within, tree->depth()) : within));
    }
    return best;
  }
  vec3 centre;
  const std::vector<Near> &near = cell_at(p, centre);
  const float off = glm::distance(p, centre) + 1e-5F;
  for (const Near &n : near)
    if (n.distance - off < std::min(within, best.distance)) take(trees_[n.tree]->nearest(p, std::abs(n.distance) + off));
  return best;
}

form::Cover cover_of(const form::TriangleTree &tree) {
  return [&tree](vec3 p, vec3 way, float reach) {
    Bounds path;
    path.add(p), path.add(p + reach * way);
    return tree.box().touches(path) ? tree.last_exit(p, way, reach) : 0.0F;
  };
}

} // namespace myo::assemble
