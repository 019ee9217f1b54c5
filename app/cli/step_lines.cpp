#include "cli/step_lines.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace myo::app::cli {

Progress::Listener steps_to_stderr() {
  struct Last { std::string step; int tenth = -1; };
  return [last = std::make_shared<Last>()](const Progress::State &state) {
    const int tenth = static_cast<int>(state.fraction * 10.0F);
    std::string step = state.step.substr(0, state.step.find(','));
    std::erase_if(step, [](char c) { return c >= '0' && c <= '9'; });
    if (step == last->step && tenth == last->tenth) return;
    *last = {step, tenth};
    fmt::print(stderr, "{:3.0f} %  {}\n", 100.0 * static_cast<double>(state.fraction), state.step);
  };
}

} // namespace myo::app::cli
