// What the program remembers between runs, in user_data_folder(): small files, written whole.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>

namespace myo::app {

// The atlas imported or opened last, if it still exists.
[[nodiscard]] std::optional<std::filesystem::path> last_atlas();
[[nodiscard]] Status remember_atlas(const std::filesystem::path &folder);

} // namespace myo::app
