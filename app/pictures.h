// Where pictures go: a folder that is remembered, and names that never cover a picture that is there already.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace myo::app {

// What was chosen last, else the desktop's picture folder (XDG user directories), else the home folder.
[[nodiscard]] std::filesystem::path picture_folder();
[[nodiscard]] Status remember_picture_folder(const std::filesystem::path &folder);

// What a person typed as a folder: "~" is the home folder, a relative path begins there too.
[[nodiscard]] std::filesystem::path typed_folder(std::string_view text);

// "Levator scapulae" -> "myoscope-levator-scapulae"
[[nodiscard]] std::string picture_stem(std::string_view title);

// Takes the first of STEM.png, STEM-2.png, STEM-3.png ... that is free in `folder`, which is made where it is missing. The
// name is taken by an empty file, so that two programs cannot take the same one: write over it, or remove it.
[[nodiscard]] Result<std::filesystem::path> take_picture_name(const std::filesystem::path &folder, std::string_view stem);

} // namespace myo::app
