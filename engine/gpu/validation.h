// Counts what the validation layers say. Outlives the device, so that leaks reported at the very end are counted too.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace myo::gpu {

class Validation {
public:
  void note(std::string_view text, bool error);
  [[nodiscard]] std::uint64_t count() const { return count_.load(); }
  [[nodiscard]] std::vector<std::string> texts() const; // the first 50
  void reset();
  void set_quiet(bool quiet) { quiet_.store(quiet); } // for a test that provokes messages

private:
  std::atomic<std::uint64_t> count_{0};
  std::atomic<bool> quiet_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> texts_;
};

} // namespace myo::gpu
