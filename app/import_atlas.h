// A dataset becomes an atlas folder that the program opens next time: the whole atlas river in one call.
#pragma once

#include "anatomy/library.h"
#include "assemble/import_report.h"
#include "base/progress.h"
#include "base/result.h"

#include <filesystem>

namespace myo::app {

// Imports a BodyParts3D folder or zip, writes the atlas to `out` (whole or not at all) and remembers it as the last one.
[[nodiscard]] Status import_atlas(const std::filesystem::path &dataset, const std::filesystem::path &out,
                                  const anatomy::Library &library, Progress &progress, assemble::ImportReport &report);

// Where the window puts what it imports.
[[nodiscard]] std::filesystem::path default_atlas_folder();

} // namespace myo::app
