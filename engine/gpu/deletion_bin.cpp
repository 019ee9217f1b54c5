#include "gpu/deletion_bin.h"

#include <utility>

namespace myo::gpu {

void DeletionBin::add(std::function<void()> destroy) { entries_.push_back({frame_, std::move(destroy)}); }

void DeletionBin::collect(std::uint64_t completed) {
  while (!entries_.empty() && entries_.front().frame <= completed) {
    const std::function<void()> destroy = std::move(entries_.front().destroy);
    entries_.pop_front(); // first, as destroying may throw away more
    destroy();
  }
}

void DeletionBin::collect_all() { collect(~0ULL); }

} // namespace myo::gpu
