#include "assemble/compare/attachment_gaps.h"

#include <map>
#include <tuple>

namespace myo::assemble {
namespace {

using AttachmentKey = std::tuple<std::string, anatomy::Side, format::Role, std::string, anatomy::Side>; // muscle, role, bone
struct Place { vec3 sum{0}; float weight = 0; };

std::map<AttachmentKey, Place> places_of(const format::Body &body) {
  std::map<AttachmentKey, Place> out;
  for (const format::Patch &p : body.patches) {
    if (p.bone_structure >= body.structures.size()) continue;
    const format::Structure &bone = body.structures[p.bone_structure];
    if (bone.bone.empty()) continue;
    Place &place = out[{p.muscle, p.side, p.role, bone.bone, bone.side}];
    const float weight = p.area_mm2 > 0 ? p.area_mm2 : 1.0F;
    place.sum += weight * p.centroid;
    place.weight += weight;
  }
  return out;
}

} // namespace

std::vector<AttachmentGap> attachment_gaps(const format::Body &a, const format::Body &b, const anatomy::Library &library,
                                           const Rigid &alignment) {
  std::vector<AttachmentGap> out;
  const auto of_a = places_of(a), of_b = places_of(b);
  for (const auto &[key, place] : of_a) {
    const auto found = of_b.find(key);
    if (found == of_b.end()) continue;
    const auto &[muscle, side, role, bone, bone_side] = key;
    const vec3 p = alignment(place.sum / place.weight), q = found->second.sum / found->second.weight;
    Match match{"", muscle, "", format::Kind::muscle, side, {}, {}};
    out.push_back({muscle, bone, side, 1e3 * static_cast<double>(glm::length(p - q)), group_of(match, library) == Group::distal_muscles});
  }
  return out;
}

std::optional<double> mean_gap(const std::vector<AttachmentGap> &gaps, const std::string &muscle, anatomy::Side side) {
  double sum = 0;
  int count = 0;
  for (const AttachmentGap &gap : gaps)
    if (gap.muscle == muscle && gap.side == side) sum += gap.mm, ++count;
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

} // namespace myo::assemble
