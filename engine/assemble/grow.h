// Builds muscles that a body lacks, between their own attachments: cervical multifidus, rectus capitis posterior major,
// obliquus capitis inferior, latissimus dorsi. Each is marked `generated` and brings its patches along.
// In: bones, landmarks, joints. Out: structures appended, patches appended with Found::generated.
#pragma once

#include "base/progress.h"
#include "format/body.h"

namespace myo::assemble {

[[nodiscard]] Status grow_missing(format::Body &body, const anatomy::Library &library, Progress &progress);

} // namespace myo::assemble
