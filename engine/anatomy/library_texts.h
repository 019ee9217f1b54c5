// The vocabulary together with the words that it was read from, for results that are kept as long as those stay the same.
#pragma once

#include "anatomy/library.h"

namespace myo::anatomy {

using Texts = std::map<std::string, std::string, std::less<>>; // by file: "regions.toml", "muscles/trapezius.toml"

// As read_library; `texts` are exactly what the library says, even if a file is saved meanwhile.
[[nodiscard]] Result<Library> read_library(const std::filesystem::path &folder, Texts &texts);

} // namespace myo::anatomy
