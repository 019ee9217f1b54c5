// What a body says of itself.
#pragma once

#include "format/body.h"

#include <algorithm>
#include <string_view>

namespace myo::assemble {

[[nodiscard]] inline bool noted(const format::Body &body, std::string_view text) {
  return std::any_of(body.notes.begin(), body.notes.end(), [&](const std::string &n) { return n.find(text) != std::string::npos; });
}

} // namespace myo::assemble
