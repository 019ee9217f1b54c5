// What was thrown away while frames that use it may still run. It is destroyed once its frame has completed.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>

namespace myo::gpu {

class DeletionBin {
public:
  // Destroyed when the frame that is being recorded now (or was recorded last) has completed.
  void add(std::function<void()> destroy);
  void start_frame(std::uint64_t frame) { frame_ = frame; }
  // Destroys everything that was thrown away in frames up to and including `completed`.
  void collect(std::uint64_t completed);
  void collect_all();
  [[nodiscard]] std::size_t waiting() const { return entries_.size(); }

private:
  struct Entry { std::uint64_t frame; std::function<void()> destroy; };
  std::uint64_t frame_ = 0;
  std::deque<Entry> entries_;
};

} // namespace myo::gpu
