#include "assemble/muscles/mirror.h"

#include <utility>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float close = 1 * millimetre;
constexpr float alike = 0.5F; // of a bone's points: the waves of a suture run the same way on both sides
constexpr std::size_t looks = 200;

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

form::Ribbon mirrored(const Site &site, form::Ribbon r) {
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

std::vector<form::Ribbon> mirrored(const Site &site, const std::vector<form::Ribbon> &left) {
  std::vector<form::Ribbon> out;
  for (const form::Ribbon &r : left) out.push_back(mirrored(site, r));
  return out;
}

void mirror_halves(const Site &site, const MusclePlan &plan, std::vector<form::Ribbon> &ribbons) {
  std::vector<std::size_t> left, right;
  for (std::size_t i = 0; i < plan.pieces.size(); ++i) {
    const Piece &p = plan.pieces[i];
    if (p.other_half) right.push_back(i);
    else if (!on_midline(site, p.origin) || !on_midline(site, p.insertion)) left.push_back(i);
  }
  if (left.size() != right.size()) return;
  for (std::size_t k = 0; k < left.size(); ++k) ribbons[right[k]] = mirrored(site, ribbons[left[k]]);
}

} // namespace myo::assemble
