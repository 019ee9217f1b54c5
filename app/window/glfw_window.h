// One window of the desktop. GLFW's state is global, so there is one at a time; use it on the main thread only.
#pragma once

#include "base/math.h"
#include "base/result.h"
#include "render/renderer.h"

#include <memory>
#include <string>

struct GLFWwindow;

namespace myo::app {

class GlfwWindow {
public:
  // No display is an error that says so.
  [[nodiscard]] static Result<std::unique_ptr<GlfwWindow>> open(const std::string &title, uvec2 size);
  ~GlfwWindow();
  GlfwWindow(const GlfwWindow &) = delete;
  GlfwWindow &operator=(const GlfwWindow &) = delete;

  [[nodiscard]] GLFWwindow *handle() const { return window_; }
  [[nodiscard]] uvec2 size_px() const;          // of the framebuffer; 0 while minimized
  [[nodiscard]] float content_scale() const;    // 1 on an ordinary display, 2 on a HiDPI one
  [[nodiscard]] bool should_close() const;
  void close();
  void toggle_full_screen();
  void set_title(const std::string &title);
  [[nodiscard]] double seconds() const;

  // Waits for events up to `seconds` (negative: until one comes). `wake` may be called from any thread.
  void wait(double seconds);
  static void poll();
  static void wake();

  [[nodiscard]] render::WindowTarget target() const;

private:
  explicit GlfwWindow(GLFWwindow *window) : window_(window) {}
  GLFWwindow *window_;
  bool full_screen_ = false;
  int windowed_[4] = {0, 0, 1440, 900};         // x, y, width, height to go back to
};

} // namespace myo::app
