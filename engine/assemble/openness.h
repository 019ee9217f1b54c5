// Baked ambient visibility: how much of the sky above each vertex is open.
#pragma once

#include "anatomy/library.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

struct OpennessOptions {
  int rays = 64;       // a vertex, cosine-distributed about its normal
  float reach = 0.25F; // metres; farther things do not darken, nearer ones the more the nearer they are
};

// Fills Mesh::openness of every structure, 255 = open. What can be peeled off a structure never darkens it: bones,
// teeth, discs and cartilages see only each other; muscles see those and the muscles of their own and of deeper layers
// (anatomy::Muscle::layer; tendons, ligaments and fascia count as intermediate); skin and deep surfaces see
// only their own structure; other systems see the skeleton and their own system. Deterministic.
[[nodiscard]] Status bake_openness(format::Body &body, const anatomy::Library &library, Progress &progress,
                                   const OpennessOptions &options = {});

} // namespace myo::assemble
