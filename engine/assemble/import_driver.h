// The atlas river: a dataset becomes a rigged, skinned body with regions.
#pragma once

#include "anatomy/library.h"
#include "assemble/import_report.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

#include <filesystem>

namespace myo::assemble {

// Read, repair, classify, landmarks, joints, attachments, missing muscles, weights, body surface, regions, openness.
// Deterministic: the same files and library give the same body. Errors: unreadable or contradicting input (ErrorKind
// input), cancelled.
[[nodiscard]] Result<format::Body> import_bodyparts3d(const std::filesystem::path &path,
                                                      const anatomy::Library &library, Progress &progress,
                                                      const ImportOptions &options = {},
                                                      ImportReport *report = nullptr);

} // namespace myo::assemble
