#include "assemble/compare/limits.h"

#include <algorithm>
#include <cctype>

namespace myo::assemble {
namespace {

bool begins(const std::string &id, std::initializer_list<std::string_view> heads) {
  return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return id.starts_with(head); });
}

bool vertebra(const std::string &id) {
  return id.size() >= 2 && (id[0] == 'c' || id[0] == 't' || id[0] == 'l') && std::isdigit(static_cast<unsigned char>(id[1])) != 0;
}

Group group_of_bone(const std::string &id) {
  if (vertebra(id) || id == "scapula") return Group::axial;
  if (id == "hip_bone" || id == "sacrum" || id == "coccyx") return Group::pelvic;
  if (begins(id, {"rib_", "clavicle", "humerus", "manubrium", "sternum", "xiphoid"})) return Group::slender;
  if (id == "mandible") return Group::face;
  const auto &skull = cranial_bones();
  if (std::find(skull.begin(), skull.end(), id) != skull.end()) return Group::other;
  if (id == "hyoid" || id == "malleus" || id == "incus" || id == "stapes" || id.empty()) return Group::other;
  return Group::distal;
}

} // namespace

Limits limits_of(Group group) {
  switch (group) {
  case Group::axial: return {"vertebrae, scapula", 1.5, 4};
  case Group::pelvic: return {"hip bone, sacrum", 3, 8};
  case Group::slender: return {"ribs, sternum, clavicle, humerus", 1.2, 3.5};
  case Group::distal: return {"bones of forearm, hand, leg, foot", 2.4, 7};
  case Group::vault: return {"skull vault", 1.5, 3.5};
  case Group::face: return {"skull face and base, mandible", 2.2, 5.5};
  case Group::muscles: return {"muscles", 3, 7};
  case Group::distal_muscles: return {"muscles of forearm, hand, hip, leg, foot", 6, 14};
  case Group::other: return {"others", 0, 0};
  }
  return {};
}

Group group_of(const Match &match, const anatomy::Library &library) {
  if (match.kind == format::Kind::bone) return group_of_bone(match.id);
  if (match.kind != format::Kind::muscle) return Group::other;
  const anatomy::Muscle *muscle = library.muscle(match.id);
  const bool distal = muscle != nullptr && begins(muscle->region, {"forearm", "hand", "hip", "pelvis", "thigh", "leg", "foot"});
  return distal ? Group::distal_muscles : Group::muscles;
}

} // namespace myo::assemble
