// Baked ambient visibility: how much of the sky above each vertex is open.
#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

struct OpennessOptions {
  int rays = 64;             // a vertex, cosine-distributed
  float reach = 0.25F;       // metres; farther things do not darken
};

// Fills Mesh::openness of every structure. Bones are shaded by bones, discs and cartilages only (so that a bone is not
// black once its muscles are hidden); muscles and everything soft by those and by each other; skin by skin;
// other systems by everything but skin. Deterministic.
[[nodiscard]] Status bake_openness(format::Body &body, Progress &progress, const OpennessOptions &options = {},
                                   float from = 0.0F, float to = 1.0F);

} // namespace myo::assemble
