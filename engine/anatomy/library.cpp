#include "anatomy/library.h"

#include <algorithm>

namespace myo::anatomy {
namespace {

template <class Item> const Item *by_id(const std::vector<Item> &items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item &item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

} // namespace

const std::vector<Share> &JointDefinition::shares(std::string_view motion) const {
  const auto found = levels_of.find(motion);
  return found == levels_of.end() ? levels : found->second;
}

const Bone *Library::bone(std::string_view id) const { return by_id(bones, id); }
const Landmark *Library::landmark(std::string_view id) const { return by_id(landmarks, id); }
const Muscle *Library::muscle(std::string_view id) const { return by_id(muscles, id); }
const JointDefinition *Library::joint(std::string_view id) const { return by_id(joints, id); }
const Region *Library::region(std::string_view id) const { return by_id(regions, id); }
const Pattern *Library::pattern(std::string_view id) const { return by_id(patterns, id); }
const NamedPose *Library::pose(std::string_view id) const { return by_id(poses, id); }
std::string Library::say(std::string_view english) const {
  const auto found = phrases.find(english);
  return found == phrases.end() ? std::string(english) : found->second;
}
const Cue *Library::cue(std::string_view id) const { return by_id(cues, id); }
const RedFlag *Library::red_flag(std::string_view id) const { return by_id(red_flags, id); }
const Move *Library::move(std::string_view id) const { return by_id(moves, id); }

const Absence *Library::absence(std::string_view source, std::string_view muscle, Role role, std::string_view bone) const {
  const auto found = std::find_if(absences.begin(), absences.end(), [&](const Absence &a) {
    return a.source == source && a.muscle == muscle && a.role == role &&
           std::find(a.bones.begin(), a.bones.end(), bone) != a.bones.end();
  });
  return found == absences.end() ? nullptr : &*found;
}

const Motion *Library::motion(std::string_view joint, std::string_view motion) const {
  const auto found = std::find_if(motions.begin(), motions.end(), [&](const Motion &m) {
    return m.joint == joint && (m.plus == motion || m.minus == motion);
  });
  return found == motions.end() ? nullptr : &*found;
}

} // namespace myo::anatomy
