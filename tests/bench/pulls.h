// What a pull by hand costs (rig/pull.h).
#pragma once

#include "measure.h"
#include "workbench.h"

namespace myo::bench {

// Each limb along a way of steps of 8 mm, as a quick hand goes, and against its end; milliseconds a solve, the worst with them.
[[nodiscard]] Result<Json> pulls(const app::Workbench &bench, int steps);

} // namespace myo::bench
