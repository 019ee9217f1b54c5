// Progress of long commands as lines on stderr.
#pragma once

#include "base/progress.h"

namespace myo::app::cli {

// A line each time another step begins (a step that only counts on is the same step), or another tenth of the whole is
// done.
[[nodiscard]] Progress::Listener steps_to_stderr();
// A line for each tenth of the whole; work on many threads may report.
[[nodiscard]] Progress::Listener tenths_to_stderr();

} // namespace myo::app::cli
