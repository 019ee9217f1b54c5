// The vocabulary in another language: files beside the English ones that hold its words again, by id.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace myo::anatomy {

// The languages that there are beside English ("es"), sorted; `folder` is the anatomy's.
[[nodiscard]] std::vector<std::string> languages(const std::filesystem::path &folder);

// Puts the words of one language in the place of the English ones. What it does not say stays English; what it says of things
// that there are not, or of another number of lines, is a fault with file and line. Latin names and sources stay.
[[nodiscard]] Status speak(Library &library, const std::filesystem::path &folder, std::string_view language);

} // namespace myo::anatomy
