#include "assemble/bone_samples.h"

#include "base/parallel.h"

namespace myo::assemble {

bool is_skeletal(format::Kind kind) {
  using format::Kind;
  return kind == Kind::bone || kind == Kind::tooth || kind == Kind::disc || kind == Kind::cartilage ||
         kind == Kind::ligament;
}

void append(Samples &to, const Samples &more) {
  to.points.insert(to.points.end(), more.points.begin(), more.points.end());
  to.normals.insert(to.normals.end(), more.normals.begin(), more.normals.end());
  to.triangles.insert(to.triangles.end(), more.triangles.begin(), more.triangles.end());
  to.barycentric.insert(to.barycentric.end(), more.barycentric.begin(), more.barycentric.end());
  to.area_mm2 = more.area_mm2;
}

BoneSamples::BoneSamples(const format::Body &body, double per_mm2) : body_(body), samples_(body.structures.size()) {
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    if (is_skeletal(s.kind) && !s.bone.empty()) by_bone_.emplace(s.bone, i);
  }
  parallel_for(std::size_t{0}, samples_.size(), [&](std::size_t i) {
    const format::Structure &s = body.structures[i];
    if (is_skeletal(s.kind) && !s.bone.empty()) samples_[i] = sample_surface(s.mesh, per_mm2);
  });
}

std::vector<std::uint32_t> BoneSamples::structures(std::string_view bone, anatomy::Side side) const {
  std::vector<std::uint32_t> out;
  const auto [first, last] = by_bone_.equal_range(bone);
  for (auto it = first; it != last; ++it) {
    const anatomy::Side own = body_.structures[it->second].side;
    if (own == side || own == anatomy::Side::midline || side == anatomy::Side::midline) out.push_back(it->second);
  }
  return out;
}

const Samples &BoneSamples::of(std::uint32_t structure) const { return samples_[structure]; }

Samples BoneSamples::of(std::string_view bone, anatomy::Side side) const {
  Samples out;
  for (const std::uint32_t s : structures(bone, side)) append(out, samples_[s]);
  return out;
}

} // namespace myo::assemble
