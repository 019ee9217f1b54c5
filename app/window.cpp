#include "window.h"

#include "window/session.h"

#include <cstdlib>

namespace myo::app {

bool has_display() {
  const auto set = [](const char *name) {
    const char *value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return set("DISPLAY") || set("WAYLAND_DISPLAY");
}

Status run_window(const WindowOptions &options) {
  auto session = Session::open(options);
  MYO_TRY(session);
  while (!(*session)->done()) MYO_CHECK((*session)->frame());
  return (*session)->close();
}

} // namespace myo::app
