// Long work off the main thread: it reports and can be cancelled, and its result is handed back on the main thread.
#pragma once

#include "base/progress.h"
#include "base/result.h"

#include <future>
#include <memory>
#include <optional>

namespace myo {

template <class T> class Job {
public:
  using Work = std::function<Result<T>(Progress &)>;

  // `on_change` is called from the worker whenever progress changes and once at the end (to wake a sleeping window).
  explicit Job(Work work, Progress::Listener on_change = {})
      : progress_(std::make_shared<Progress>(on_change)),
        future_(std::async(std::launch::async, [work = std::move(work), progress = progress_, on_change] {
          Result<T> result = work(*progress);
          if (on_change) on_change(progress->state());
          return result;
        })) {}
  Job(Job &&) noexcept = default;
  Job &operator=(Job &&) noexcept = default;
  ~Job() {
    if (progress_) progress_->cancel();
  }

  [[nodiscard]] Progress::State state() const { return progress_->state(); }
  void cancel() { progress_->cancel(); }

  // The result, once, when the work is done; nothing before and after.
  [[nodiscard]] std::optional<Result<T>> take() {
    if (!future_.valid() || future_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
    return future_.get();
  }

private:
  std::shared_ptr<Progress> progress_;
  std::future<Result<T>> future_;
};

} // namespace myo
