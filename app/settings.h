// What the program remembers between runs, in user_data_folder(): small files, written whole.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace myo::app {

// One remembered text by its key ("atlas", "pictures"), if there is one.
[[nodiscard]] std::optional<std::string> setting(std::string_view key);
[[nodiscard]] Status remember(std::string_view key, const std::string &text);

// The atlas imported or opened last, if it still exists.
[[nodiscard]] std::optional<std::filesystem::path> last_atlas();
[[nodiscard]] Status remember_atlas(const std::filesystem::path &folder);

} // namespace myo::app
