#include "assemble/centre.h"

#include <map>

namespace myo::assemble {
namespace {

Bounds bounds_of(const format::Structure &structure) {
  Bounds bounds;
  for (const vec3 p : structure.mesh.positions) bounds.add(p);
  return bounds;
}

struct BoundsPair { Bounds left, right; };

// By bone id; only bones that are there on both sides.
std::map<std::string, BoundsPair> paired_bones(const format::Body &body) {
  std::map<std::string, BoundsPair> pairs;
  for (const format::Structure &structure : body.structures) {
    if (structure.kind != format::Kind::bone || structure.bone.empty() || structure.side == format::Side::midline) continue;
    BoundsPair &pair = pairs[structure.bone];
    (structure.side == format::Side::left ? pair.left : pair.right).add(bounds_of(structure));
  }
  std::erase_if(pairs, [](const auto &entry) { return entry.second.left.empty() || entry.second.right.empty(); });
  return pairs;
}

} // namespace

Status centre_body(format::Body &body, const anatomy::Library &, Progress &progress) {
  progress.report("Centring the body", 0);
  const auto pairs = paired_bones(body);
  if (pairs.empty()) return {};
  double middle = 0;
  for (const auto &[bone, pair] : pairs) middle += 0.5 * (pair.left.centre().x + pair.right.centre().x);
  vec3 shift{static_cast<float>(-middle / static_cast<double>(pairs.size())), 0, 0};
  if (const auto hips = pairs.find("hip_bone"); hips != pairs.end())
    shift.z = -0.5F * (hips->second.left.centre().z + hips->second.right.centre().z);
  for (format::Structure &structure : body.structures)
    for (vec3 &p : structure.mesh.positions) p += shift;
  body.notes.push_back(fmt::format("the body was moved by {:.1f} mm to its left and {:.1f} mm forward, so that its midline "
                                   "and its hips lie over the origin",
                                   static_cast<double>(shift.x / millimetre), static_cast<double>(shift.z / millimetre)));
  return {};
}

} // namespace myo::assemble
