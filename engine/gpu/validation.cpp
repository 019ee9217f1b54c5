#include "gpu/validation.h"

#include "base/log.h"

namespace myo::gpu {

void Validation::note(std::string_view text, bool error) {
  count_.fetch_add(1);
  {
    const std::scoped_lock lock(mutex_);
    if (texts_.size() < 50) texts_.emplace_back(text);
  }
  if (!quiet_.load()) log::write(error ? log::Level::error : log::Level::warning, text);
}

std::vector<std::string> Validation::texts() const {
  const std::scoped_lock lock(mutex_);
  return texts_;
}

void Validation::reset() {
  const std::scoped_lock lock(mutex_);
  texts_.clear();
  count_.store(0);
}

} // namespace myo::gpu
