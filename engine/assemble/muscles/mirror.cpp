#include "assemble/muscles/mirror.h"

#include "form/loft.h"

#include <algorithm>
#include <utility>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float close = 1 * millimetre;
constexpr float alike = 0.5F; // of a bone's points: the waves of a suture run the same way on both sides
constexpr std::size_t looks = 200;
constexpr float unlike = 0.6F * millimetre; // a half that is off by more is another

vec3 over(const Site &site, vec3 p) { return {2 * site.mid - p.x, p.y, p.z}; }

// Do this bone's points lie on one of the other side's when they are turned over?
bool has_twin(const Site &site, const format::Structure &s) {
  for (const std::uint32_t b : site.terrain.bones(s.bone, anatomy::opposite(s.side))) {
    if (site.body.structures[b].side != anatomy::opposite(s.side)) continue;
    const form::TriangleTree &surface = *site.terrain.tree(b);
    std::size_t looked = 0, on = 0;
    for (std::size_t k = 0; k < s.mesh.positions.size(); k += 1 + s.mesh.positions.size() / looks)
      ++looked, on += surface.nearest(over(site, s.mesh.positions[k]), close).found() ? 1 : 0;
    if (static_cast<float>(on) >= alike * static_cast<float>(looked)) return true;
  }
  return false;
}

// As far as a place of the right lies deeper in these bones than its twin does, it is brought out of them.
void give_way(const Site &site, const std::vector<std::uint32_t> &bones, const form::LoftMesh &left, form::LoftMesh &right) {
  constexpr float unseen = 0.2F * millimetre;
  Bounds box;
  for (const vec3 p : right.positions) box.add(p);
  Obstacles near;
  bool any = false;
  for (const std::uint32_t b : bones)
    if (const form::TriangleTree &tree = *site.terrain.tree(b); tree.box().touches(box)) near.add(tree), any = true;
  if (!any) return;
  bool moved = false;
  for (std::size_t i = 0; i < right.positions.size(); ++i) {
    const form::Clearance here = near(right.positions[i], 0);
    if (here.distance > -unseen) continue;
    const float deeper = std::min(0.0F, near(left.positions[i], 0).distance) - here.distance;
    if (deeper > unseen) right.positions[i] += deeper * here.away, moved = true;
  }
  if (moved) form::finish(right);
}

form::Ribbon turned_over(const Site &site, form::Ribbon r) {
  for (auto *points : {&r.mesh.positions, &r.origin_rim, &r.insertion_rim})
    for (vec3 &p : *points) p = over(site, p);
  for (vec3 &n : r.mesh.normals) n.x = -n.x;
  for (std::size_t i = 0; i + 2 < r.mesh.indices.size(); i += 3) std::swap(r.mesh.indices[i + 1], r.mesh.indices[i + 2]);
  return r;
}

} // namespace

std::string without_twin(const Site &site) {
  for (std::size_t i = 0; i < site.body.structures.size(); ++i) {
    const format::Structure &s = site.body.structures[i];
    if (s.side == Side::left && site.terrain.tree(static_cast<std::uint32_t>(i)) != nullptr && !has_twin(site, s)) return s.name;
  }
  return {};
}

std::vector<std::uint32_t> lopsided_bones(const Site &site) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < site.body.structures.size(); ++i) {
    const format::Structure &s = site.body.structures[i];
    const form::TriangleTree *surface = s.side == Side::midline ? site.terrain.tree(i) : nullptr;
    if (surface == nullptr) continue;
    if (std::ranges::any_of(s.mesh.positions, [&](vec3 p) { return !surface->nearest(over(site, p), unlike).found(); })) out.push_back(i);
  }
  return out;
}

std::vector<form::Ribbon> mirrored(const Site &site, const std::vector<std::uint32_t> &lopsided, const std::vector<form::Ribbon> &left) {
  std::vector<form::Ribbon> out;
  for (const form::Ribbon &r : left) {
    out.push_back(turned_over(site, r));
    give_way(site, lopsided, r.mesh, out.back().mesh);
  }
  return out;
}

void mirror_halves(const Site &site, const std::vector<std::uint32_t> &lopsided, const MusclePlan &plan, std::vector<form::Ribbon> &ribbons) {
  std::vector<std::size_t> left, right;
  for (std::size_t i = 0; i < plan.pieces.size(); ++i) {
    const Piece &p = plan.pieces[i];
    if (p.other_half) right.push_back(i);
    else if (!on_midline(site, p.origin) || !on_midline(site, p.insertion)) left.push_back(i);
  }
  if (left.size() != right.size()) return;
  for (std::size_t k = 0; k < left.size(); ++k) {
    form::Ribbon &other = ribbons[right[k]] = turned_over(site, ribbons[left[k]]);
    give_way(site, lopsided, ribbons[left[k]].mesh, other.mesh);
  }
}

} // namespace myo::assemble
