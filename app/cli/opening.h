// What the program does without a command: the window, or the opening picture where there is no display.
#pragma once

#include "base/result.h"
#include "window.h"

namespace myo::app::cli {

[[nodiscard]] Status open_program(const WindowOptions &options);

} // namespace myo::app::cli
