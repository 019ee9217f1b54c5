#include "frame/cells.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {
namespace {

constexpr float body_aspect = 0.75F; // of what is mostly looked at, head to shoulder blades: its width to its height

vec2 cell_size(vec2 room, std::size_t columns, std::size_t rows, float gap) {
  const vec2 counts(columns, rows);
  return glm::floor((room - gap * (counts - 1.0F)) / counts);
}

} // namespace

std::vector<Box> cells_of(const Box &room_px, std::size_t count, float gap_px) {
  const float gap = std::round(gap_px);
  std::size_t columns = 0;
  float best = 0;
  for (std::size_t c = 1; c <= count; ++c) {
    const vec2 size = cell_size(room_px.size(), c, (count + c - 1) / c, gap);
    const float height = std::min(size.y, size.x / body_aspect);
    if (height > best) best = height, columns = c;
  }
  std::vector<Box> out;
  if (columns == 0 || best < 1) return out;
  const vec2 size = cell_size(room_px.size(), columns, (count + columns - 1) / columns, gap);
  for (std::size_t i = 0; i < count; ++i) {
    const vec2 low = glm::floor(room_px.low) + (size + gap) * vec2(i % columns, i / columns);
    out.push_back({low, low + size});
  }
  return out;
}

} // namespace myo::frame
