// The skeleton as points by the joint that carries them: "how far is this from the humerus".
#pragma once

#include "assemble/mesh/point_tree.h"
#include "format/body.h"

#include <map>
#include <vector>

namespace myo::assemble {

class JointPoints {
public:
  // Bones and teeth only, whose whole body follows one joint; about one point a 4 mm2.
  JointPoints(const format::Body &body, const anatomy::Library &library);
  [[nodiscard]] bool empty(std::uint32_t joint) const { return joint >= trees_.size() || trees_[joint].size() == 0; }
  // Metres; 1e30 when the joint carries no bone or when its box is farther than `limit`.
  [[nodiscard]] float distance(std::uint32_t joint, vec3 p, float limit = 1e30F) const;
  [[nodiscard]] std::uint32_t nearest_joint(vec3 p) const; // 0 when there is no bone at all
  [[nodiscard]] std::uint64_t hash(std::uint32_t joint) const { return joint < hashes_.size() ? hashes_[joint] : 0; } // of its points

private:
  std::vector<PointTree> trees_; // by joint
  std::vector<Bounds> boxes_;
  std::vector<std::uint64_t> hashes_;
};

// The points of a patch that lie inside its edge.
class PatchPoints {
public:
  explicit PatchPoints(const format::Patch &patch);
  [[nodiscard]] float distance(vec3 p) const; // metres; 1e30 for an empty patch

private:
  PointTree tree_;
};

} // namespace myo::assemble
