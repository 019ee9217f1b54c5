// A muscle's actions as people say them.
#pragma once

#include "anatomy/library.h"

#include <string>
#include <string_view>
#include <vector>

namespace myo::anatomy {

// "cervical.rotation.contra", "scapulothoracic.elevation" -> "Neck: rotation to the other side", "Shoulder blade: elevation";
// one line a joint, in the order in which the joints come first.
[[nodiscard]] std::vector<std::string> action_words(const std::vector<std::string> &actions, const Library &library);

// A motion's name in the library's language: "flexion" -> "flexión"; in English what its id says.
[[nodiscard]] std::string motion_name(std::string_view motion, const Library &library);

// "lateral_flexion_left" -> "lateral flexion left"
[[nodiscard]] std::string spaced(std::string_view id);

} // namespace myo::anatomy
