#include "window/glfw_window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstdint>

// GLFW declares this only after vulkan.h, which has no place here. Handles are pointers or 64-bit integers on every
// platform that we build for, so the call is the same.
extern "C" int glfwCreateWindowSurface(void *instance, GLFWwindow *window, const void *allocator, std::uint64_t *surface);
static_assert(sizeof(void *) == 8, "Vulkan handles are taken to be 64 bits wide");

namespace myo::app {
namespace {

std::string last_glfw_reason() {
  const char *text = nullptr;
  glfwGetError(&text);
  return text == nullptr ? "no reason given" : text;
}

} // namespace

Result<std::unique_ptr<GlfwWindow>> GlfwWindow::open(const std::string &title, uvec2 size) {
  if (glfwInit() != GLFW_TRUE)
    return machine_fault("no window can be opened: " + last_glfw_reason(), {},
                         "start it from a desktop, or use 'myoscope render' which needs no display");
  if (glfwVulkanSupported() != GLFW_TRUE) {
    glfwTerminate();
    return machine_fault("no Vulkan loader or driver was found", {}, "install mesa-vulkan-drivers or your card's driver");
  }
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  GLFWwindow *window =
      glfwCreateWindow(static_cast<int>(size.x), static_cast<int>(size.y), title.c_str(), nullptr, nullptr);
  if (window == nullptr) {
    const std::string reason = last_glfw_reason();
    glfwTerminate();
    return machine_fault("the window cannot be opened: " + reason);
  }
  glfwSetWindowSizeLimits(window, 820, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
  return std::unique_ptr<GlfwWindow>(new GlfwWindow(window));
}

GlfwWindow::~GlfwWindow() {
  glfwDestroyWindow(window_);
  glfwTerminate();
}

uvec2 GlfwWindow::size_px() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  return {std::max(0, width), std::max(0, height)};
}

float GlfwWindow::content_scale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  return std::clamp(std::max(x, y), 0.5F, 4.0F);
}

bool GlfwWindow::should_close() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
void GlfwWindow::close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }
void GlfwWindow::set_title(const std::string &title) { glfwSetWindowTitle(window_, title.c_str()); }
double GlfwWindow::seconds() const { return glfwGetTime(); }
void GlfwWindow::poll() { glfwPollEvents(); }
void GlfwWindow::wake() { glfwPostEmptyEvent(); }

void GlfwWindow::wait(double seconds) {
  if (seconds < 0)
    glfwWaitEvents();
  else
    glfwWaitEventsTimeout(seconds);
}

void GlfwWindow::toggle_full_screen() {
  full_screen_ = !full_screen_;
  if (!full_screen_) {
    glfwSetWindowMonitor(window_, nullptr, windowed_[0], windowed_[1], windowed_[2], windowed_[3], GLFW_DONT_CARE);
    return;
  }
  glfwGetWindowPos(window_, &windowed_[0], &windowed_[1]);
  glfwGetWindowSize(window_, &windowed_[2], &windowed_[3]);
  GLFWmonitor *monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode *mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  if (mode == nullptr) {
    full_screen_ = false;
    return;
  }
  glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

render::WindowTarget GlfwWindow::target() const {
  render::WindowTarget target;
  std::uint32_t count = 0;
  const char **names = glfwGetRequiredInstanceExtensions(&count);
  for (std::uint32_t n = 0; n < count; ++n) target.instance_extensions.emplace_back(names[n]);
  target.create_surface = [window = window_](void *instance) -> Result<std::uint64_t> {
    std::uint64_t surface = 0;
    if (glfwCreateWindowSurface(instance, window, nullptr, &surface) != 0)
      return machine_fault("the window gives no surface to draw on: " + last_glfw_reason());
    return surface;
  };
  return target;
}

} // namespace myo::app
