// The glyph atlas's packing: rows of similar height, grown downwards, in order of arrival.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <vector>

namespace myo::text {

class Shelves {
public:
  explicit Shelves(std::uint32_t width) : width_(width) {}
  // Top left texel for a box with one texel of room around it. The height needed so far is `height()`.
  [[nodiscard]] uvec2 take(std::uint32_t width, std::uint32_t height);
  [[nodiscard]] std::uint32_t height() const { return bottom_; }

private:
  struct Shelf { std::uint32_t top, height, used; };
  std::uint32_t width_, bottom_ = 0;
  std::vector<Shelf> shelves_;
};

} // namespace myo::text
