// A float as the double whose shortest decimal is the float's own: 0.1F is written 0.1, not 0.10000000149011612, and
// reads back as the same float.
#pragma once

#include "base/math.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace myo::format {

inline double json_number(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  double out = 0;
  std::from_chars(text, end, out);
  return out;
}
inline nlohmann::ordered_json json_point(vec3 p) { return {json_number(p.x), json_number(p.y), json_number(p.z)}; }

} // namespace myo::format
