// A result that is kept for what it was worked out for.
#pragma once

#include <optional>
#include <utility>

namespace myo::app::ui {

template <class Key, class Value> class Kept {
public:
  // `make()` where the key is another than last time.
  template <class Make> const Value &of(const Key &key, const Make &make) {
    if (!kept_ || kept_->first != key) kept_.emplace(key, make());
    return kept_->second;
  }

private:
  std::optional<std::pair<Key, Value>> kept_;
};

} // namespace myo::app::ui
