// Puts a body where the program expects it: the midline on X = 0 and the hips over the origin.
#pragma once

#include "anatomy/library.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

// Moves every surface along X and Z (heights stay): X by the mean middle of all paired bones, Z by the middle of the hip
// bones. Call before landmarks and joints are placed. Does nothing to a body without paired bones. A dataset's own origin
// lies where its scanner had it (BodyParts3D: 0.7 mm beside the midline and behind the neck), while zones are cut at the
// midline and views turn about it.
[[nodiscard]] Status centre_body(format::Body &body, const anatomy::Library &library, Progress &progress);

} // namespace myo::assemble
