// The regions of the body in the order in which people look for them: from head to foot, a heading each.
#pragma once

#include "anatomy/library.h"

#include <string_view>
#include <vector>

namespace myo::anatomy {

struct RegionGroup {
  std::string_view title;
  std::vector<const Region *> regions; // in the library's order
};
// Every region once, under the part of the skin that it begins on; deep ones under the same.
[[nodiscard]] std::vector<RegionGroup> region_groups(const Library &library);

} // namespace myo::anatomy
