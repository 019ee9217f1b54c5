#include "anatomy/action_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace myo::anatomy {
namespace {

// What moves, where the joint's own name says it less plainly.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> moved{{{"atlantoaxial", "Head on the axis"},
                                                                               {"atlanto_occipital", "Head"},
                                                                               {"cervical", "Neck"},
                                                                               {"fingers", "Fingers"},
                                                                               {"glenohumeral", "Arm at the shoulder"},
                                                                               {"hallux", "Big toe"},
                                                                               {"hip", "Thigh at the hip"},
                                                                               {"lumbar", "Lumbar spine"},
                                                                               {"radioulnar", "Forearm"},
                                                                               {"ribs", "Ribs"},
                                                                               {"scapulothoracic", "Shoulder blade"},
                                                                               {"thoracic", "Thoracic spine"},
                                                                               {"thumb", "Thumb"},
                                                                               {"tmj", "Lower jaw"},
                                                                               {"toes", "Toes"}}};

std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string joint_words(std::string_view joint, const Library &library) {
  const auto known = std::ranges::find(moved, joint, &std::pair<std::string_view, std::string_view>::first);
  if (known != moved.end()) return library.say(known->second);
  const JointDefinition *definition = library.joint(joint);
  return definition != nullptr ? capital(definition->name) : capital(spaced(joint));
}

std::string motion_words(std::string_view motion, const Library &library) {
  const std::size_t dot = motion.find('.');
  std::string words = motion_name(motion.substr(0, dot), library);
  if (words == "lateral") words = library.say("movement"); // of the jaw
  const std::string_view side = dot == std::string_view::npos ? "" : motion.substr(dot + 1);
  if (side == "ipsi") words = fmt::format(fmt::runtime(library.say("{} to the same side")), words);
  else if (side == "contra") words = fmt::format(fmt::runtime(library.say("{} to the other side")), words);
  else if (!side.empty()) words += " (" + spaced(side) + ")";
  return words;
}

} // namespace

std::string motion_name(std::string_view motion, const Library &library) {
  const auto said = library.motion_words.find(motion);
  return said != library.motion_words.end() ? said->second : library.say(spaced(motion));
}

std::string spaced(std::string_view id) {
  std::string words(id);
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::vector<std::string> action_words(const std::vector<std::string> &actions, const Library &library) {
  std::vector<std::pair<std::string, std::string>> lines; // joint, motions
  for (const std::string &action : actions) {
    const std::size_t dot = action.find('.');
    if (dot == std::string::npos) {
      lines.emplace_back("", capital(spaced(action)));
      continue;
    }
    const std::string joint = joint_words(std::string_view(action).substr(0, dot), library);
    const std::string motion = motion_words(std::string_view(action).substr(dot + 1), library);
    const auto line = std::ranges::find(lines, joint, &std::pair<std::string, std::string>::first);
    if (line == lines.end()) lines.emplace_back(joint, motion);
    else line->second += ", " + motion;
  }
  std::vector<std::string> out;
  for (const auto &[joint, motions] : lines) out.push_back(joint.empty() ? motions : joint + ": " + motions);
  return out;
}

} // namespace myo::anatomy
