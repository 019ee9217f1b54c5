// Which structure lies at every pixel of the picture at rest, read back once, so that moving the pointer draws nothing.
#pragma once

#include "frame/view.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace myo::app {

class PickMap {
public:
  // `picture` names what was drawn: another name, another picture.
  [[nodiscard]] bool holds(std::uint64_t picture) const { return !ids_.empty() && picture == picture_; }
  void keep(std::uint64_t picture, uvec2 size, std::vector<std::uint32_t> ids) {
    picture_ = picture, size_ = size, ids_ = std::move(ids);
  }
  void forget() { ids_.clear(); }
  // Index of the structure, or format::none.
  [[nodiscard]] std::uint32_t structure_at(uvec2 pixel) const {
    const std::size_t at = std::size_t{pixel.y} * size_.x + pixel.x;
    if (pixel.x >= size_.x || at >= ids_.size()) return format::none;
    return frame::picked_structure(ids_[at]);
  }

private:
  std::uint64_t picture_ = 0;
  uvec2 size_{0};
  std::vector<std::uint32_t> ids_;
};

} // namespace myo::app
