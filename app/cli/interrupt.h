// Ctrl+C as a wish to cancel: the work stops at its next step and cleans up after itself.
#pragma once

#include "base/progress.h"

#include <thread>

namespace myo::app::cli {

// While it lives, SIGINT and SIGTERM cancel `progress` instead of ending the program. Threads started after it wait
// for nothing: the signals are blocked for them and taken by a thread of its own. Make it before any other thread.
class CancelOnInterrupt {
public:
  explicit CancelOnInterrupt(Progress &progress);
  CancelOnInterrupt(const CancelOnInterrupt &) = delete;
  CancelOnInterrupt &operator=(const CancelOnInterrupt &) = delete;

private:
  std::jthread watcher_;
};

} // namespace myo::app::cli
