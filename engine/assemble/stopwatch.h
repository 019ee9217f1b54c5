// Times the steps of an import one after the other.
#pragma once

#include "assemble/import_report.h"

#include <chrono>
#include <ctime>

namespace myo::assemble {

// Seconds of all this process's threads: on a busy machine they say more than the clock on the wall.
[[nodiscard]] inline double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

class Stopwatch {
public:
  explicit Stopwatch(std::vector<ImportReport::Step> &steps) : steps_(steps) {}
  // Books the time since the last lap (or the start) under `name`.
  void lap(std::string name) {
    const Clock::time_point now = Clock::now();
    steps_.push_back({std::move(name), std::chrono::duration<double>(now - last_).count()});
    last_ = now;
  }

private:
  using Clock = std::chrono::steady_clock;
  std::vector<ImportReport::Step> &steps_;
  Clock::time_point last_ = Clock::now();
};

} // namespace myo::assemble
