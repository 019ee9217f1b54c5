// Where the program's own read-only files (shaders, assets, fonts) and the user's atlases live.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace myo {

// Finds `relative` ("shaders/opaque.vert.spv", "assets/anatomy/motions.toml") whatever the working directory:
// $MYOSCOPE_RESOURCES, then PREFIX/share/myoscope of an installed program, then the build and source folders.
[[nodiscard]] Result<std::filesystem::path> find_resource(std::string_view relative);

// $MYOSCOPE_DATA, else $XDG_DATA_HOME/myoscope, else ~/.local/share/myoscope. Not created here.
[[nodiscard]] std::filesystem::path user_data_folder();
// $XDG_CACHE_HOME/myoscope, else ~/.cache/myoscope. Not created here.
[[nodiscard]] std::filesystem::path user_cache_folder();

} // namespace myo
