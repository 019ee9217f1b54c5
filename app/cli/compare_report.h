// What a comparison of two bodies says, as JSON or as a table for people.
#pragma once

#include "assemble/compare/compare.h"

#include <string>

namespace myo::app::cli {

[[nodiscard]] std::string compare_json(const assemble::Comparison &comparison);
// A line a structure, then each group's medians against its limits.
[[nodiscard]] std::string compare_table(const assemble::Comparison &comparison);

} // namespace myo::app::cli
