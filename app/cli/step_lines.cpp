#include "cli/step_lines.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <memory>

namespace myo::app::cli {
namespace {

void print(const Progress::State &state) {
  fmt::print(stderr, "{:3.0f} %  {}\n", 100.0 * static_cast<double>(state.fraction), state.step);
}

} // namespace

Progress::Listener steps_to_stderr() {
  struct Last { std::string step; int tenth = -1; };
  return [last = std::make_shared<Last>()](const Progress::State &state) {
    const int tenth = static_cast<int>(state.fraction * 10.0F);
    std::string step = state.step.substr(0, state.step.find(','));
    std::erase_if(step, [](char c) { return c >= '0' && c <= '9'; });
    if (step == last->step && tenth == last->tenth) return;
    *last = {step, tenth};
    print(state);
  };
}

Progress::Listener tenths_to_stderr() {
  return [last = std::make_shared<std::atomic<int>>(-1)](const Progress::State &state) {
    const int tenth = static_cast<int>(state.fraction * 10.0F);
    int before = last->load();
    while (tenth > before)
      if (last->compare_exchange_weak(before, tenth)) {
        print(state);
        return;
      }
  };
}

} // namespace myo::app::cli
