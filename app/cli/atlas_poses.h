// What a body does in its poses, as `atlas check --poses` tells it.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>

namespace myo::app::cli {

// Prints a table, or JSON, with every denominator; an error where the body misses what is wanted.
[[nodiscard]] Status check_poses(const std::optional<std::filesystem::path> &folder, bool json);

} // namespace myo::app::cli
