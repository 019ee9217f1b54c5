#include "assemble/skin_parts.h"

#include "assemble/joints.h"

namespace myo::assemble {

SkinParts::SkinParts(const format::Body &body, const anatomy::Library &library) {
  for (const auto &[part, bones] : library.skin_parts)
    for (const std::string &bone : bones) by_bone_[bone] = part;
  // Where a joint carries bones of several parts, the first bone of the vocabulary decides.
  by_joint_.resize(body.joints.size());
  for (const anatomy::Bone &bone : library.bones) {
    const std::string_view part = of_bone(bone.id);
    if (part.empty()) continue;
    for (const anatomy::Side side : {anatomy::Side::midline, anatomy::Side::left, anatomy::Side::right}) {
      const std::uint32_t joint = joint_of_bone(body, library, bone.id, side);
      if (joint < by_joint_.size() && by_joint_[joint].empty()) by_joint_[joint] = part;
    }
  }
  for (std::size_t j = 0; j < by_joint_.size(); ++j) // a joint without a bone of its own goes with its parent
    if (by_joint_[j].empty() && body.joints[j].parent < j) by_joint_[j] = by_joint_[body.joints[j].parent];
}

std::string_view SkinParts::of_bone(std::string_view bone) const {
  const auto found = by_bone_.find(bone);
  return found == by_bone_.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view SkinParts::of_joint(std::uint32_t joint) const {
  return joint < by_joint_.size() ? std::string_view{by_joint_[joint]} : std::string_view{};
}

bool is_hard(const format::Structure &s) {
  using format::Kind;
  return s.kind == Kind::bone || s.kind == Kind::tooth || s.kind == Kind::disc || s.kind == Kind::cartilage;
}

bool is_flesh(const format::Structure &s) {
  using format::Kind;
  return (s.kind == Kind::muscle || s.kind == Kind::tendon || s.kind == Kind::fascia || s.kind == Kind::ligament) &&
         (s.system == "muscular" || s.system == "skeletal" || s.system == "fascia");
}

std::uint32_t carrier_joint(const format::Body &body, const anatomy::Library &library, const format::Structure &s) {
  return s.bone.empty() ? format::none : joint_of_bone(body, library, s.bone, s.side);
}

} // namespace myo::assemble
