// Dear ImGui over a window: context, fonts at the display's scale, and draw lists for the packet.
#pragma once

#include "packet/packet.h"
#include "ui/theme.h"
#include "window/glfw_window.h"

namespace myo::app {

class Shell {
public:
  [[nodiscard]] static Result<std::unique_ptr<Shell>> open(const GlfwWindow &window);
  ~Shell();
  Shell(const Shell &) = delete;
  Shell &operator=(const Shell &) = delete;

  // Between these two the panels are drawn. `dark` follows the picture's background.
  [[nodiscard]] Status begin_frame(bool dark);
  void end_frame(packet::Ui &ui);

  [[nodiscard]] float scale() const { return scale_; }

private:
  explicit Shell(const GlfwWindow &window) : window_(&window) {}
  Status rescale(float scale);

  const GlfwWindow *window_;
  float scale_ = 0;
  bool dark_ = false;
  ui::Fonts fonts_;
  ui::FontTexture texture_;
  std::uint64_t texture_version_ = 0;
};

} // namespace myo::app
