// A point built from landmarks.
#pragma once

#include "base/math.h"

#include <string>
#include <vector>

namespace myo::anatomy {

struct PointForm {                    // exactly one of the three forms
  std::string landmark;
  std::vector<PointForm> between;     // two points and `fraction`
  double fraction = 0;
  std::vector<PointForm> mix;         // lateral of [0], posterior of [1], superior of [2]
  vec3 offset_mm{0};                  // lps
};

} // namespace myo::anatomy
