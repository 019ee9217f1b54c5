// The words and colours of the legend; where and how large it is drawn is another room's business.
#pragma once

#include "base/math.h"

#include <string>
#include <vector>

namespace myo::heat {

struct LegendRow {
  vec3 srgb{0};
  std::string letter;              // of one pattern, or of marks: the tier's number, as it stands on the zones too; else empty
  std::string words;               // "felt most often", "2 of 3 patterns"
  friend bool operator==(const LegendRow &, const LegendRow &) = default;
};

struct Legend {
  std::string title;               // the pattern's title, or "Patterns that reach here"
  std::string subtitle;            // the trigger point's muscle and side, or the patterns' names, a line each
  std::vector<LegendRow> rows;     // strongest first; only what is present
  std::string provocation;         // "provoked by this pose: 1.4 x", or empty
  std::string evidence;            // one line
  friend bool operator==(const Legend &, const Legend &) = default;
};

} // namespace myo::heat
