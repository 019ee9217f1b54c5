// Small arithmetic in sheets: numbers, names, + - * / and brackets, and min, max, sqrt, sin, cos (degrees).
#pragma once

#include "base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace myo::anatomy {

using Names = std::function<std::optional<double>(std::string_view)>;

// The value, or one line that says what is wrong with the text (no place; the caller knows it).
[[nodiscard]] tl::expected<double, std::string> evaluate(std::string_view text, const Names &names);

} // namespace myo::anatomy
