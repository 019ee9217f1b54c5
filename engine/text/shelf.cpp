#include "text/shelf.h"

namespace myo::text {

uvec2 Shelves::take(std::uint32_t width, std::uint32_t height) {
  const std::uint32_t w = width + 2, h = height + 2;
  for (Shelf &shelf : shelves_)
    if (shelf.height >= h && shelf.height <= h + h / 4 + 2 && shelf.used + w <= width_) {
      const uvec2 corner{shelf.used + 1, shelf.top + 1};
      shelf.used += w;
      return corner;
    }
  const std::uint32_t rounded = (h + 3) / 4 * 4;
  shelves_.push_back({bottom_, rounded, w});
  bottom_ += rounded;
  return {1, shelves_.back().top + 1};
}

} // namespace myo::text
