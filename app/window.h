// The window: the frame river with GLFW as the source of commands and the swapchain as its sink.
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <filesystem>
#include <optional>

namespace myo::app {

struct WindowOptions {
  std::optional<std::filesystem::path> atlas;  // nothing: the one imported last; none at all: a screen that says how
  std::optional<std::filesystem::path> file;   // a model of somebody's instead
  std::optional<std::filesystem::path> ui_trace; // widget rectangles, selection and state hash, a line of JSON a frame
  std::optional<uvec2> size;
};

// Whether a window can be asked for at all: $DISPLAY or $WAYLAND_DISPLAY.
[[nodiscard]] bool has_display();

// Returns when the window is closed.
[[nodiscard]] Status run_window(const WindowOptions &options);

} // namespace myo::app
