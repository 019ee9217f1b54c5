#include "render/chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace myo::render {
namespace {

float cross2(vec2 a, vec2 b) { return a.x * b.y - a.y * b.x; }

void rasterise(Chart &chart, std::span<const vec2> uv, std::span<const std::uint32_t> indices) {
  const auto size = static_cast<float>(chart.size);
  const auto last = static_cast<std::int32_t>(chart.size) - 1;
  for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
    const vec2 a = uv[indices[t]] * size, b = uv[indices[t + 1]] * size, c = uv[indices[t + 2]] * size;
    const float area = cross2(b - a, c - a);
    if (area == 0.0F || !std::isfinite(area)) continue;
    const float sign = area > 0 ? 1.0F : -1.0F;
    const auto texel = [&](float v) { return std::clamp(static_cast<std::int32_t>(std::floor(v)), 0, last); };
    const vec2 low = glm::min(a, glm::min(b, c)), high = glm::max(a, glm::max(b, c));
    for (std::int32_t y = texel(low.y); y <= texel(high.y); ++y)
      for (std::int32_t x = texel(low.x); x <= texel(high.x); ++x) {
        const vec2 p(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
        if (sign * cross2(b - a, p - a) < 0 || sign * cross2(c - b, p - b) < 0 || sign * cross2(a - c, p - c) < 0) continue;
        std::uint32_t &owner = chart.triangles[static_cast<std::size_t>(y) * chart.size + x];
        if (owner == no_triangle) owner = static_cast<std::uint32_t>(t / 3);
      }
  }
}

// Rings of texels around what is covered; each new texel takes over the nearest covered texel known to a neighbour.
void grow_gutter(Chart &chart) {
  const auto size = static_cast<std::int32_t>(chart.size);
  const auto at = [&](std::int32_t x, std::int32_t y) { return static_cast<std::size_t>(y) * chart.size + x; };
  std::vector<std::uint32_t> source(chart.triangles.size(), no_triangle); // texel whose triangle is taken over
  std::vector<std::uint32_t> front;
  for (std::size_t i = 0; i < chart.triangles.size(); ++i)
    if (chart.triangles[i] != no_triangle) source[i] = static_cast<std::uint32_t>(i);
  for (std::int32_t y = 0; y < size; ++y)
    for (std::int32_t x = 0; x < size; ++x) {
      if (source[at(x, y)] == no_triangle) continue;
      const bool inner = x > 0 && y > 0 && x + 1 < size && y + 1 < size && source[at(x - 1, y)] != no_triangle &&
                         source[at(x + 1, y)] != no_triangle && source[at(x, y - 1)] != no_triangle && source[at(x, y + 1)] != no_triangle;
      if (!inner) front.push_back(static_cast<std::uint32_t>(at(x, y)));
    }
  const auto distance = [&](std::int32_t x, std::int32_t y, std::uint32_t from) {
    const auto dx = x - static_cast<std::int32_t>(from % chart.size), dy = y - static_cast<std::int32_t>(from / chart.size);
    return dx * dx + dy * dy;
  };
  for (int ring = 0; ring < chart_gutter; ++ring) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found; // texel, source
    for (const std::uint32_t i : front) {
      const auto cx = static_cast<std::int32_t>(i % chart.size), cy = static_cast<std::int32_t>(i / chart.size);
      for (std::int32_t y = std::max(cy - 1, 0); y <= std::min(cy + 1, size - 1); ++y)
        for (std::int32_t x = std::max(cx - 1, 0); x <= std::min(cx + 1, size - 1); ++x)
          if (source[at(x, y)] == no_triangle) found.emplace_back(static_cast<std::uint32_t>(at(x, y)), source[i]);
    }
    std::ranges::sort(found);
    front.clear();
    for (const auto &[texel, from] : found) {
      const auto x = static_cast<std::int32_t>(texel % chart.size), y = static_cast<std::int32_t>(texel / chart.size);
      if (source[texel] == no_triangle) front.push_back(texel);
      if (source[texel] == no_triangle || distance(x, y, from) < distance(x, y, source[texel])) source[texel] = from;
    }
    for (const std::uint32_t texel : front) chart.triangles[texel] = chart.triangles[source[texel]];
  }
}

void list_tiles(Chart &chart, std::span<const std::uint32_t> indices) {
  const std::uint32_t across = (chart.size + chart_tile - 1) / chart_tile;
  std::vector<std::uint32_t> vertices;
  chart.tile_start.push_back(0);
  for (std::uint32_t ty = 0; ty < across; ++ty)
    for (std::uint32_t tx = 0; tx < across; ++tx) {
      vertices.clear();
      std::uint32_t before = no_triangle;
      for (std::uint32_t y = ty * chart_tile; y < std::min((ty + 1) * chart_tile, chart.size); ++y)
        for (std::uint32_t x = tx * chart_tile; x < std::min((tx + 1) * chart_tile, chart.size); ++x) {
          const std::uint32_t t = chart.triangles[std::size_t{y} * chart.size + x];
          if (t == no_triangle || t == before) continue;
          before = t;
          for (std::uint32_t k = 0; k < 3; ++k) vertices.push_back(indices[std::size_t{t} * 3 + k]);
        }
      if (vertices.empty()) continue;
      std::ranges::sort(vertices);
      const auto rest = std::ranges::unique(vertices);
      chart.tile_vertices.insert(chart.tile_vertices.end(), vertices.begin(), rest.begin());
      chart.tiles.push_back(tx | ty << 16U);
      chart.tile_start.push_back(static_cast<std::uint32_t>(chart.tile_vertices.size()));
    }
}

} // namespace

Chart build_chart(std::span<const vec2> uv, std::span<const std::uint32_t> indices, std::uint32_t size) {
  Chart out;
  out.size = size;
  out.triangles.assign(std::size_t{size} * size, no_triangle);
  rasterise(out, uv, indices);
  grow_gutter(out);
  list_tiles(out, indices);
  return out;
}

std::vector<float> tile_minima(const Chart &chart, std::span<const float> values) {
  std::vector<float> out(chart.tiles.size());
  for (std::size_t t = 0; t < out.size(); ++t) {
    float least = values[chart.tile_vertices[chart.tile_start[t]]];
    for (std::uint32_t i = chart.tile_start[t]; i < chart.tile_start[t + 1]; ++i) least = std::min(least, values[chart.tile_vertices[i]]);
    out[t] = least;
  }
  return out;
}

} // namespace myo::render
