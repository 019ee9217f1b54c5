// How long work tells what it is doing and learns that nobody wants it any more. Safe to use from several threads.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace myo {

class Progress {
public:
  struct State {
    std::string step;      // what is being done, in words a user understands
    float fraction = 0.0F; // of the whole, 0 to 1
  };
  using Listener = std::function<void(const State &)>;

  Progress() = default;
  explicit Progress(Listener listener) : listener_(std::move(listener)) {}
  // The part of `whole`, which outlives it, from fraction `from` to `to`: reports go on there, and cancelling the whole
  // cancels it.
  Progress(Progress &whole, float from, float to);

  void report(std::string_view step, float fraction);
  [[nodiscard]] State state() const;

  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool cancelled() const {
    return cancelled_.load(std::memory_order_relaxed) || (whole_ != nullptr && whole_->cancelled());
  }

private:
  mutable std::mutex mutex_;
  State state_;
  Listener listener_;
  std::atomic<bool> cancelled_{false};
  const Progress *whole_ = nullptr;
};

} // namespace myo
