// BodyParts3D archive -> repaired, classified structures. No landmarks, joints, weights or skin yet: import_driver.h
// adds those.
#pragma once

#include "anatomy/library.h"
#include "assemble/import_report.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

#include <filesystem>

namespace myo::assemble::bodyparts3d {

// `path` is the publisher's zip, the folder it lies in, or the unpacked folder of OBJ files; the two tables lie beside
// it or inside it. Meshes come out welded, cleaned, sewn, simplified, with smooth normals; `joints`, `weights` and
// `openness` are still empty. Structures are in the order of their ids' numbers; `bone` and `muscle` are set where
// the library knows the part. World frame, metres. Progress fractions run from `from` to `to`.
[[nodiscard]] Result<format::Body> import_structures(const std::filesystem::path &path, const anatomy::Library &library,
                                                     Progress &progress, const ImportOptions &options = {},
                                                     ImportReport *report = nullptr, float from = 0.0F,
                                                     float to = 1.0F);

} // namespace myo::assemble::bodyparts3d
