#include "assemble/compare/flow.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

struct Row { std::size_t begin = 0, end = 0; int width = 0, height = 0; };

Flow at_scale(const std::vector<FlowItem> &items, int width_px, vec2 around_px, float scale, bool grouped, bool &fits) {
  const auto size_of = [&](vec2 mm) {
    return glm::ivec2(static_cast<int>(std::ceil(mm.x * scale + around_px.x)), static_cast<int>(std::ceil(mm.y * scale + around_px.y)));
  };
  std::vector<Row> rows;
  for (std::size_t i = 0; i < items.size(); ++i) {
    int width = 0, height = 0;
    for (const vec2 mm : items[i].sizes_mm) width += size_of(mm).x, height = std::max(height, size_of(mm).y);
    if (rows.empty() || rows.back().width + width > width_px || (grouped && items[i].begins)) rows.push_back({i, i, 0, 0});
    Row &row = rows.back();
    row.end = i + 1, row.width += width, row.height = std::max(row.height, height);
    if (width > width_px) fits = false;
  }
  Flow flow{scale, 0, {}};
  for (const Row &row : rows) {
    // What a row leaves free is shared out, but not so widely that a pair falls apart.
    const auto count = static_cast<int>(row.end - row.begin);
    const int gap = std::min(24, (width_px - row.width) / std::max(1, count));
    int x = 0;
    for (std::size_t i = row.begin; i < row.end; ++i) {
      flow.places.emplace_back();
      for (const vec2 mm : items[i].sizes_mm) {
        flow.places.back().push_back({x, flow.height});
        x += size_of(mm).x;
      }
      x += std::max(0, gap);
    }
    flow.height += row.height;
  }
  return flow;
}

} // namespace

Flow lay_out(const std::vector<FlowItem> &items, int width_px, int height_px, vec2 around_px, float limit) {
  // Whether it fits is not monotonous in the scale (rows break), so the steps are tried from the largest down.
  const auto largest = [&](bool grouped) {
    for (float scale = limit; scale > 1e-3F; scale *= 0.985F) {
      bool fits = true;
      Flow flow = at_scale(items, width_px, around_px, scale, grouped, fits);
      if (fits && flow.height <= height_px) return flow;
    }
    bool fits = true;
    return at_scale(items, width_px, around_px, 1e-3F, grouped, fits);
  };
  Flow grouped = largest(true), free = largest(false);
  return grouped.px_per_mm > 0.88F * free.px_per_mm ? grouped : free;
}

} // namespace myo::assemble
