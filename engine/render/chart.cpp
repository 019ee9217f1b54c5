#include "render/chart.h"

#include "base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace myo::render {
namespace {

constexpr auto gutter = static_cast<std::int32_t>(chart_gutter);
constexpr std::int32_t window = static_cast<std::int32_t>(chart_tile) + 2 * gutter; // a square with what its gutter sees

float cross2(vec2 a, vec2 b) { return a.x * b.y - a.y * b.x; }

std::uint32_t clamped(float texel, std::uint32_t size) {
  return static_cast<std::uint32_t>(glm::clamp(std::floor(texel), 0.0F, static_cast<float>(size - 1)));
}

// Steps to the texels around one, nearest first; rows before columns where two are equally near.
struct Step { std::int32_t x, y; };
std::vector<Step> steps_outwards() {
  std::vector<Step> out;
  for (std::int32_t y = -gutter; y <= gutter; ++y)
    for (std::int32_t x = -gutter; x <= gutter; ++x)
      if (x != 0 || y != 0) out.push_back({x, y});
  std::ranges::stable_sort(out, {}, [](Step s) { return s.x * s.x + s.y * s.y; });
  return out;
}

} // namespace

Chart::Chart(std::vector<vec2> uv, std::span<const std::uint32_t> indices, std::uint32_t size)
    : size_(size), across_((size + chart_tile - 1) / chart_tile), uv_(std::move(uv)), indices_(indices.begin(), indices.end()),
      known_(tile_count(), no_triangle) {
  for (vec2 &p : uv_) p *= static_cast<float>(size);
  indices_.resize(indices_.size() / 3 * 3);
}

Chart::Tile Chart::tile(std::size_t place) const {
  return static_cast<Tile>(place % across_) | static_cast<Tile>(place / across_) << 16U;
}

Chart::Span Chart::reach(std::size_t triangle) const {
  const vec2 a = uv_[indices_[triangle * 3]], b = uv_[indices_[triangle * 3 + 1]], c = uv_[indices_[triangle * 3 + 2]];
  const vec2 low = glm::min(a, glm::min(b, c)) - static_cast<float>(chart_gutter);
  const vec2 high = glm::max(a, glm::max(b, c)) + static_cast<float>(chart_gutter);
  return {clamped(low.x, size_) / chart_tile, clamped(low.y, size_) / chart_tile, clamped(high.x, size_) / chart_tile,
          clamped(high.y, size_) / chart_tile};
}

std::vector<float> Chart::tile_minima(std::span<const float> values, float limit) const {
  std::vector<float> out(tile_count(), std::numeric_limits<float>::infinity());
  for (std::size_t t = 0; t < indices_.size() / 3; ++t) {
    const float least = std::min({values[indices_[t * 3]], values[indices_[t * 3 + 1]], values[indices_[t * 3 + 2]]});
    if (!(least < limit)) continue;
    const Span s = reach(t);
    for (std::uint32_t y = s.low_y; y <= s.high_y; ++y)
      for (std::uint32_t x = s.low_x; x <= s.high_x; ++x) {
        float &minimum = out[std::size_t{y} * across_ + x];
        minimum = std::min(minimum, least);
      }
  }
  return out;
}

std::vector<Chart::Owners> Chart::owners(std::span<const std::uint32_t> places) {
  std::vector<std::uint32_t> unknown;
  for (const std::uint32_t place : places)
    if (known_[place] == no_triangle) unknown.push_back(place);
  if (!unknown.empty()) lay_out(unknown);
  std::vector<Owners> out;
  out.reserve(places.size());
  for (const std::uint32_t place : places) out.push_back(laid_out_[known_[place]]);
  return out;
}

// One walk over all triangles hands each to the wanted squares that it may reach.
void Chart::lay_out(const std::vector<std::uint32_t> &places) {
  const std::size_t first = laid_out_.size();
  for (std::size_t i = 0; i < places.size(); ++i) known_[places[i]] = static_cast<std::uint32_t>(first + i);
  std::vector<std::vector<std::uint32_t>> near(places.size());
  for (std::uint32_t t = 0; t < indices_.size() / 3; ++t) {
    const Span s = reach(t);
    for (std::uint32_t y = s.low_y; y <= s.high_y; ++y)
      for (std::uint32_t x = s.low_x; x <= s.high_x; ++x)
        if (const std::uint32_t k = known_[std::size_t{y} * across_ + x]; k != no_triangle && k >= first) near[k - first].push_back(t);
  }
  laid_out_.resize(first + places.size());
  parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) { laid_out_[first + i] = lay_out_one(tile(places[i]), near[i]); });
}

Chart::Owners Chart::lay_out_one(Tile tile, std::span<const std::uint32_t> triangles) const {
  static const std::vector<Step> outwards = steps_outwards();
  const auto left = static_cast<std::int32_t>((tile & 0xFFFFU) * chart_tile) - gutter;
  const auto top = static_cast<std::int32_t>((tile >> 16U) * chart_tile) - gutter;
  const auto last = static_cast<std::int32_t>(size_) - 1;
  std::array<std::uint32_t, std::size_t{window} * window> covered;
  covered.fill(no_triangle);
  const auto at = [&](std::int32_t x, std::int32_t y) -> std::uint32_t & { return covered[static_cast<std::size_t>((y - top) * window + x - left)]; };

  for (const std::uint32_t t : triangles) {
    const vec2 a = uv_[indices_[t * 3]], b = uv_[indices_[t * 3 + 1]], c = uv_[indices_[t * 3 + 2]];
    const float area = cross2(b - a, c - a);
    if (area == 0.0F || !std::isfinite(area)) continue;
    const float sign = area > 0 ? 1.0F : -1.0F;
    const vec2 low = glm::min(a, glm::min(b, c)), high = glm::max(a, glm::max(b, c));
    const auto from = [](float v, std::int32_t least) { return static_cast<std::int32_t>(std::floor(std::max(v, static_cast<float>(least)))); };
    const auto to = [](float v, std::int32_t most) { return static_cast<std::int32_t>(std::floor(std::min(v, static_cast<float>(most)))); };
    for (std::int32_t y = from(low.y, std::max(top, 0)); y <= to(high.y, std::min(top + window - 1, last)); ++y)
      for (std::int32_t x = from(low.x, std::max(left, 0)); x <= to(high.x, std::min(left + window - 1, last)); ++x) {
        const vec2 p(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
        if (sign * cross2(b - a, p - a) < 0 || sign * cross2(c - b, p - b) < 0 || sign * cross2(a - c, p - c) < 0) continue;
        if (std::uint32_t &owner = at(x, y); owner == no_triangle) owner = t;
      }
  }

  Owners out;
  for (std::int32_t y = 0; y < static_cast<std::int32_t>(chart_tile); ++y)
    for (std::int32_t x = 0; x < static_cast<std::int32_t>(chart_tile); ++x) {
      const std::int32_t cx = left + gutter + x, cy = top + gutter + y;
      std::uint32_t owner = at(cx, cy);
      for (auto step = outwards.begin(); owner == no_triangle && step != outwards.end(); ++step) owner = at(cx + step->x, cy + step->y);
      out[static_cast<std::size_t>(y) * chart_tile + static_cast<std::size_t>(x)] = owner;
    }
  return out;
}

} // namespace myo::render
