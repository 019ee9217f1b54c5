// Ties every vertex of every structure to the joints: bones rigidly, discs and cartilages between their neighbours,
// muscles by bone heat with their attachment patches held fast. Also fills Mesh::uv of muscles and tendons with
// (fibre coordinate 0 origin .. 1 insertion, tendon share 0 flesh .. 1 tendon).
// Structures of kind skin and deep_surface are left as they are.
#pragma once

#include "assemble/result_cache.h"
#include "base/progress.h"
#include "format/body.h"

namespace myo::assemble {

[[nodiscard]] Status weigh(format::Body &body, const anatomy::Library &library, Progress &progress,
                           ResultCache *cache = nullptr);

} // namespace myo::assemble
