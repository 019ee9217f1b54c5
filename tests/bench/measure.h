// Wall time of something done several times.
#pragma once

#include "base/result.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace myo::bench {

using Json = nlohmann::ordered_json;

struct Times {
  std::vector<double> ms;
  [[nodiscard]] Json json() const {
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return nullptr;
    const auto round = [](double v) { return static_cast<double>(std::lround(v * 100)) / 100; };
    return {{"best_ms", round(sorted.front())}, {"median_ms", round(sorted[sorted.size() / 2])}, {"runs", sorted.size()}};
  }
};

// `work` is told the number of the run, so that it can do something new each time. Stops at the first error.
inline Result<Times> measure(int runs, const std::function<Status(int)> &work) {
  using Clock = std::chrono::steady_clock;
  Times out;
  for (int i = 0; i < runs; ++i) {
    const auto began = Clock::now();
    MYO_CHECK(work(i));
    out.ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
  }
  return out;
}

// The most memory this process has held so far, in MB.
inline double peak_memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  return 0;
}

} // namespace myo::bench
