#include "base/progress.h"

#include <algorithm>

namespace myo {

Progress::Progress(Progress &whole, float from, float to)
    : listener_([&whole, from, to](const State &state) {
        whole.report(state.step, from + (to - from) * std::clamp(state.fraction, 0.0F, 1.0F));
      }),
      whole_(&whole) {}

void Progress::report(std::string_view step, float fraction) {
  State now;
  {
    const std::lock_guard lock(mutex_);
    state_.step = step;
    state_.fraction = fraction;
    now = state_;
  }
  if (listener_) listener_(now);
}

Progress::State Progress::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

} // namespace myo
