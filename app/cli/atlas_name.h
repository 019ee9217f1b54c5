// How a command line names an atlas.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace myo::app::cli {

// An atlas folder, or "embedded" for the body built with the program: the one place where names of atlases are understood.
[[nodiscard]] Result<std::filesystem::path> resolve_atlas_name(const std::string &name);

} // namespace myo::app::cli
