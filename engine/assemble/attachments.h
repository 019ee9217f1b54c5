// Finds where muscles meet bones: contact between surfaces, bounded by what the vocabulary names.
// In: structures, landmarks, joints. Out: Body::expected (one row a side, muscle, role and bone) and Body::patches.
#pragma once

#include "base/progress.h"
#include "format/body.h"

namespace myo::assemble {

// Patches that are already there (of generated muscles) are kept and matched to their rows.
[[nodiscard]] Status find_attachments(format::Body &body, const anatomy::Library &library, Progress &progress);

} // namespace myo::assemble
