#include "assemble/expected_rows.h"

#include <algorithm>
#include <set>

namespace myo::assemble {
namespace {

using anatomy::Side;

std::vector<Side> bone_sides(const anatomy::Attachment &a, const anatomy::Bone &bone, Side muscle) {
  if (!bone.paired) return {Side::midline};
  if (a.side == "both" || muscle == Side::midline) return {Side::left, Side::right};
  return {a.side == "contra" ? anatomy::opposite(muscle) : muscle};
}

} // namespace

std::vector<AttachmentRow> attachment_rows(const format::Body &body, const anatomy::Library &library) {
  std::set<std::pair<std::string, Side>> present;
  std::set<std::string> bones;
  for (const format::Structure &s : body.structures) {
    if (!s.muscle.empty() && s.kind == format::Kind::muscle) present.emplace(s.muscle, s.side);
    if (!s.bone.empty()) bones.insert(s.bone);
  }
  std::vector<AttachmentRow> rows;
  for (const anatomy::Muscle &muscle : library.muscles)
    for (const Side side : {Side::midline, Side::left, Side::right}) {
      if (!present.contains({muscle.id, side})) continue;
      const std::size_t first = rows.size();
      for (const anatomy::Attachment &a : muscle.attachments) {
        const anatomy::Bone *bone = a.bone.empty() ? nullptr : library.bone(a.bone);
        if (!bone || (bone->kind == "ligament" && !bones.contains(bone->id))) continue;
        for (const Side bone_side : bone_sides(a, *bone, side)) {
          const auto same = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(), [&](const auto &r) {
            return r.role == a.role && r.bone == bone && r.bone_side == bone_side;
          });
          if (same == rows.end()) {
            rows.push_back({&muscle, side, a.role, bone, bone_side, {&a}, a.optional});
          } else {
            same->places.push_back(&a);
            same->optional = same->optional && a.optional;
          }
        }
      }
    }
  return rows;
}

} // namespace myo::assemble
