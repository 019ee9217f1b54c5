// Patterns by the part of the body that their muscle belongs to, from head to foot, for lists that people read.
#pragma once

#include "anatomy/library.h"

#include <string_view>
#include <vector>

namespace myo::anatomy {

struct PatternGroup {
  std::string_view title;              // "Neck"
  std::vector<const Pattern *> patterns; // never empty; in the order of the library
};

// Every pattern is in one group, that of its first muscle; what belongs to none of them comes last.
[[nodiscard]] std::vector<PatternGroup> pattern_groups(const Library &library);

} // namespace myo::anatomy
