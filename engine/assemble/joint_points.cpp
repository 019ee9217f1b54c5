#include "assemble/joint_points.h"

#include "assemble/joints.h"
#include "assemble/mesh/sampler.h"
#include "base/hash.h"

namespace myo::assemble {
namespace {

std::vector<vec3> inside_points(const format::Patch &patch) {
  std::vector<vec3> out;
  for (std::size_t i = 0; i < patch.positions.size(); ++i)
    if (patch.edge_mm[i] < 0) out.push_back(patch.positions[i]);
  if (out.empty()) out.push_back(patch.centroid);
  return out;
}

} // namespace

JointPoints::JointPoints(const format::Body &body, const anatomy::Library &library) {
  std::vector<std::vector<vec3>> points(body.joints.size());
  for (const format::Structure &s : body.structures) {
    if ((s.kind != format::Kind::bone && s.kind != format::Kind::tooth) || s.bone.empty()) continue;
    const anatomy::Bone *bone = library.bone(s.bone);
    const std::uint32_t joint = joint_of_bone(body, library, s.bone, s.side);
    if (joint == format::none || !bone || !bone->frame_to.empty()) continue;
    const Samples samples = sample_surface(s.mesh, 0.25);
    points[joint].insert(points[joint].end(), samples.points.begin(), samples.points.end());
  }
  for (auto &p : points) {
    Bounds box;
    for (const vec3 v : p) box.add(v);
    boxes_.push_back(box);
    hashes_.push_back(hash_span(std::span<const vec3>(p)));
    trees_.emplace_back(p);
  }
}

float JointPoints::distance(std::uint32_t joint, vec3 p, float limit) const {
  if (empty(joint)) return 1e30F;
  const Bounds &box = boxes_[joint];
  if (glm::distance(p, glm::clamp(p, box.low, box.high)) > limit) return 1e30F;
  return trees_[joint].nearest(p).distance;
}

std::uint32_t JointPoints::nearest_joint(vec3 p) const {
  std::uint32_t best = 0;
  float nearest = 1e30F;
  for (std::uint32_t j = 0; j < trees_.size(); ++j)
    if (const float d = distance(j, p, nearest); d < nearest) nearest = d, best = j;
  return best;
}

PatchPoints::PatchPoints(const format::Patch &patch) : tree_(inside_points(patch)) {}
float PatchPoints::distance(vec3 p) const { return tree_.nearest(p).distance; }

} // namespace myo::assemble
