#include "assemble/muscles/muscle_patches.h"

#include "assemble/joints.h"
#include "assemble/patch_shape.h"

#include <algorithm>
#include <map>

namespace myo::assemble {
namespace {

using FootKey = std::pair<anatomy::Role, std::uint32_t>; // role and bone structure
struct Disc {
  vec3 centre{0};
  float radius = 0;
};

constexpr float margin = 0.8F * millimetre; // beyond the flesh itself
constexpr float held = 1.5F * millimetre;   // an end's points this near to a bone hold on to it

// Discs across the foot of one end: between its outer and its inner rim, column by column.
void add_discs(const Site &site, const std::vector<vec3> &rim, const std::vector<Hold> &line, anatomy::Role role,
               std::map<FootKey, std::vector<Disc>> &out) {
  std::vector<std::uint32_t> bones;
  for (const Hold &h : line)
    if (h.bone != format::none && std::find(bones.begin(), bones.end(), h.bone) == bones.end()) bones.push_back(h.bone);
  const std::size_t half = rim.size() / 2;
  for (const std::uint32_t bone : bones) {
    const form::TriangleTree *tree = site.terrain.tree(bone);
    if (tree == nullptr) continue;
    for (std::size_t j = 0; j <= half; ++j) {
      const vec3 a = rim[j], b = rim[(rim.size() - j) % rim.size()], centre = 0.5F * (a + b);
      const form::TriangleTree::Hit hit = tree->nearest(centre, held + 0.5F * glm::distance(a, b));
      if (!hit.found() || std::min(tree->nearest(a, held).distance, tree->nearest(b, held).distance) > held) continue;
      float radius = 0.5F * glm::distance(a, b) + margin;
      if (j + 1 <= half) radius = std::max(radius, 0.6F * glm::distance(a, rim[j + 1]) + 0.5F * margin);
      out[{role, bone}].push_back({hit.point, radius});
    }
  }
}

} // namespace

std::vector<format::Patch> patches_of(const Site &site, const GrownMuscle &grown, std::uint32_t structure, format::Found how) {
  std::map<FootKey, std::vector<Disc>> discs;
  for (std::size_t i = 0; i < grown.pieces.size(); ++i) {
    const Piece &piece = grown.plan->pieces[i];
    add_discs(site, grown.pieces[i].origin_rim, piece.origin, anatomy::Role::origin, discs);
    add_discs(site, grown.pieces[i].insertion_rim, piece.insertion, anatomy::Role::insertion, discs);
  }
  std::vector<format::Patch> out;
  for (const auto &[key, list] : discs) {
    const auto &[role, bone] = key;
    const format::Structure &s = site.body.structures[bone];
    Bounds box;
    for (const Disc &d : list) box.add(d.centre - d.radius), box.add(d.centre + d.radius);
    const SampledBone on(s.mesh, 2.0);
    std::vector<std::uint32_t> inside;
    for (const Disc &d : list) {
      const PointTree::Hit nearest = on.tree.nearest(d.centre);
      if (nearest.index >= on.samples.points.size()) continue;
      const vec3 facing = on.samples.normals[nearest.index];
      for (const PointTree::Hit &hit : on.tree.within(d.centre, std::max(d.radius, nearest.distance + margin)))
        if (glm::dot(on.samples.normals[hit.index], facing) > -0.1F) inside.push_back(hit.index);
    }
    std::sort(inside.begin(), inside.end());
    inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
    format::Patch patch;
    patch.muscle = grown.plan->muscle->id;
    patch.muscle_structure = structure;
    patch.bone_structure = bone;
    patch.role = role;
    patch.side = grown.plan->side;
    patch.how = how;
    const auto joint = joint_of_bone(site.body, site.library, s.bone, s.side);
    patch.joint = joint == format::none ? 0 : joint;
    if (shape_patch(on, inside, patch, 1.1F)) out.push_back(std::move(patch));
  }
  return out;
}

} // namespace myo::assemble
