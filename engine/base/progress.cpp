#include "base/progress.h"

namespace myo {

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
