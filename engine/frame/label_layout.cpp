#include "frame/label_layout.h"

#include <algorithm>
#include <numeric>

namespace myo::frame {
namespace {

using Order = std::vector<std::size_t>;        // indices of wishes

struct Column {
  bool left = true;
  float edge_px = 0;                           // of the side that faces the subject
  float top = 0, bottom = 0;
};

bool holds(const Box &box, vec2 p) { return p.x >= box.low.x && p.x <= box.high.x && p.y >= box.low.y && p.y <= box.high.y; }

float cross(vec2 a, vec2 b) { return a.x * b.y - a.y * b.x; }

bool lines_cross(vec2 a, vec2 b, vec2 c, vec2 d) {
  const auto side = [](vec2 p, vec2 q, vec2 r) { return cross(q - p, r - p); };
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

// What other words leave of the area where a column of this width would stand.
Column column_of(bool left, float width, const LabelSpace &space) {
  Column column{left, 0, space.area.low.y, space.area.high.y};
  column.edge_px = left ? std::max(space.subject.low.x - space.reach_px, space.area.low.x + width)
                        : std::min(space.subject.high.x + space.reach_px, space.area.high.x - width);
  const Box stripe = left ? Box{{column.edge_px - width, column.top}, {column.edge_px, column.bottom}}
                          : Box{{column.edge_px, column.top}, {column.edge_px + width, column.bottom}};
  for (const Box &taken : space.taken) {
    if (overlap(taken, stripe).empty()) continue;
    if (taken.centre().y < space.area.centre().y) column.top = std::max(column.top, taken.high.y + space.gap_px);
    else column.bottom = std::min(column.bottom, taken.low.y - space.gap_px);
  }
  return column;
}

float height_of(const Order &order, std::span<const LabelWish> wishes, float gap) {
  float height = order.empty() ? 0.0F : -gap;
  for (const std::size_t i : order) height += wishes[i].size_px.y + gap;
  return height;
}

// Middles as near to the anchors' heights as the distances between them allow, in the least squares' sense: the offsets
// taken away, they must not fall (pool adjacent violators, Ayer and others 1955).
std::vector<float> middles(const Order &order, std::span<const LabelWish> wishes, const Column &column, float gap) {
  std::vector<float> offsets;
  float below = column.top;
  for (const std::size_t i : order) {
    offsets.push_back(below + 0.5F * wishes[i].size_px.y);
    below += wishes[i].size_px.y + gap;
  }
  struct Pool { float sum; std::size_t count; };
  std::vector<Pool> pools;
  for (std::size_t n = 0; n < order.size(); ++n) {
    pools.push_back({wishes[order[n]].anchor_px.y - offsets[n], 1});
    while (pools.size() > 1) {
      const Pool last = pools.back(), before = pools[pools.size() - 2];
      if (last.sum * static_cast<float>(before.count) >= before.sum * static_cast<float>(last.count)) break;
      pools.pop_back();
      pools.back() = {before.sum + last.sum, before.count + last.count};
    }
  }
  const float most = std::max(0.0F, column.bottom - (below - gap));
  std::vector<float> out;
  for (const Pool &pool : pools)
    for (std::size_t k = 0; k < pool.count; ++k)
      out.push_back(offsets[out.size()] + glm::clamp(pool.sum / static_cast<float>(pool.count), 0.0F, most));
  return out;
}

// Top to bottom; two neighbours whose lines cross change places until none do. Each change shortens the lines, so it ends.
std::vector<LabelPlace> stacked(Order order, std::span<const LabelWish> wishes, const Column &column, float gap) {
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wishes[i].anchor_px.y; });
  std::vector<float> y;
  for (std::size_t round = 0; round <= order.size() * order.size(); ++round) {
    y = middles(order, wishes, column, gap);
    bool changed = false;
    for (std::size_t a = 0; a < order.size() && !changed; ++a)
      for (std::size_t b = a + 1; b < order.size() && !changed; ++b)
        if (lines_cross({column.edge_px, y[a]}, wishes[order[a]].anchor_px, {column.edge_px, y[b]}, wishes[order[b]].anchor_px))
          std::swap(order[a], order[b]), changed = true;
    if (!changed) break;
  }
  std::vector<LabelPlace> out;
  for (std::size_t n = 0; n < order.size(); ++n) {
    const vec2 size = wishes[order[n]].size_px;
    const float low_x = column.left ? column.edge_px - size.x : column.edge_px, low_y = y[n] - 0.5F * size.y;
    out.push_back({order[n], {{low_x, low_y}, {low_x + size.x, low_y + size.y}}, {column.edge_px, y[n]}});
  }
  return out;
}

// From the left to the right: the left half to the left column, but never so many that the other has much less to hold.
std::size_t split_of(const Order &by_x, std::span<const LabelWish> wishes, float middle) {
  const auto left = static_cast<std::size_t>(std::ranges::count_if(by_x, [&](std::size_t i) { return wishes[i].anchor_px.x < middle; }));
  const std::size_t n = by_x.size();
  return std::clamp(left, n * 2 / 5, n - n * 2 / 5);
}

} // namespace

std::vector<LabelPlace> place_labels(std::span<const LabelWish> wishes, const LabelSpace &space) {
  Order by_x;
  float width = 0;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (!holds(space.area, wishes[i].anchor_px)) continue;
    by_x.push_back(i);
    width = std::max(width, wishes[i].size_px.x);
  }
  std::ranges::stable_sort(by_x, {}, [&](std::size_t i) { return wishes[i].anchor_px.x; });
  const Column left = column_of(true, width, space), right = column_of(false, width, space);
  const float middle = overlap(space.subject, space.area).empty() ? space.area.centre().x : overlap(space.subject, space.area).centre().x;

  while (!by_x.empty()) {
    std::size_t split = split_of(by_x, wishes, middle);
    const auto fits = [&](std::size_t at) {
      return std::pair{height_of({by_x.begin(), by_x.begin() + static_cast<std::ptrdiff_t>(at)}, wishes, space.gap_px) <= left.bottom - left.top,
                       height_of({by_x.begin() + static_cast<std::ptrdiff_t>(at), by_x.end()}, wishes, space.gap_px) <= right.bottom - right.top};
    };
    // A column that is full hands what lies nearest to the other one over.
    while (split > 0 && !fits(split).first) --split;
    while (split < by_x.size() && !fits(split).second) ++split;
    if (fits(split) == std::pair{true, true}) {
      const auto at = by_x.begin() + static_cast<std::ptrdiff_t>(split);
      std::vector<LabelPlace> out = stacked({by_x.begin(), at}, wishes, left, space.gap_px);
      for (LabelPlace &place : stacked({at, by_x.end()}, wishes, right, space.gap_px)) out.push_back(place);
      std::ranges::sort(out, {}, &LabelPlace::wish);
      return out;
    }
    by_x.erase(std::ranges::min_element(by_x, {}, [&](std::size_t i) { return wishes[i].weight; }));
  }
  return {};
}

} // namespace myo::frame
