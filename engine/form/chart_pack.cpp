#include "form/chart_pack.h"

#include <algorithm>
#include <numeric>

namespace myo::form {
namespace {

struct Step {
  int x, width, y;
}; // the skyline, left to right

// Height at which a rectangle of `width` rests when its left edge stands on step `i`; side + 1 when it leaves the
// square.
int rest(const std::vector<Step> &skyline, std::size_t i, int width, int side) {
  if (skyline[i].x + width > side) return side + 1;
  int y = 0;
  for (int left = width; left > 0; ++i) {
    y = std::max(y, skyline[i].y);
    left -= skyline[i].width;
  }
  return y;
}

void raise(std::vector<Step> &skyline, std::size_t i, Step top) {
  skyline.insert(skyline.begin() + static_cast<std::ptrdiff_t>(i), top);
  for (std::size_t k = i + 1; k < skyline.size();) {
    const int covered = top.x + top.width - skyline[k].x;
    if (covered <= 0) break;
    if (covered < skyline[k].width) {
      skyline[k].x += covered, skyline[k].width -= covered;
      break;
    }
    skyline.erase(skyline.begin() + static_cast<std::ptrdiff_t>(k));
  }
}

} // namespace

std::optional<std::vector<glm::ivec2>> pack(std::span<const glm::ivec2> sizes, int side) {
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a].y > sizes[b].y; });
  std::vector<glm::ivec2> at(sizes.size());
  std::vector<Step> skyline{{0, side, 0}};
  for (const std::size_t r : order) {
    std::size_t best = skyline.size();
    int best_y = side + 1;
    for (std::size_t i = 0; i < skyline.size(); ++i)
      if (const int y = rest(skyline, i, sizes[r].x, side); y + sizes[r].y <= side && y < best_y) best = i, best_y = y;
    if (best == skyline.size()) return std::nullopt;
    at[r] = {skyline[best].x, best_y};
    raise(skyline, best, {skyline[best].x, sizes[r].x, best_y + sizes[r].y});
  }
  return at;
}

} // namespace myo::form
