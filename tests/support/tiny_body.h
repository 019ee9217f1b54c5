// A small whole body of our own, made in code: 70 joints, box and spindle bones, two paired muscles, a back of skin with
// a heat chart, deep surfaces, zones, attachments and a trigger point. Proportions are those of a grown-up 1.7 m tall,
// so that millimetres mean something; nothing in it comes from a data set. For tests that must not change when the
// anatomy does.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

namespace myo::tests {

// Joints, motions, poses, two muscles, five regions and three patterns (among them the seed pattern's id), in code.
[[nodiscard]] anatomy::Library tiny_library();
[[nodiscard]] format::Body tiny_body();

} // namespace myo::tests
