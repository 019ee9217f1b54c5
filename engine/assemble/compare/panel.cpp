#include "assemble/compare/panel.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

constexpr vec3 panel_ink{0.20F, 0.22F, 0.25F};
constexpr vec3 grid{0.45F, 0.50F, 0.56F};
constexpr std::string_view axis_names[] = {"l", "p", "s"};

// The smallest of the steps that leaves at least `room_px` between two ticks.
float label_step(float px_per_mm, float room_px) {
  for (const float step : {2.0F, 5.0F, 10.0F, 20.0F, 50.0F, 100.0F, 200.0F})
    if (step * px_per_mm >= room_px) return step;
  return 500.0F;
}

// Values of `step` inside the window along one direction, as plain coordinates.
std::vector<int> ticks(float low, float high, float sign, float step) {
  const float a = sign > 0 ? low : -high, b = sign > 0 ? high : -low;
  std::vector<int> out;
  for (float v = std::ceil(a / step) * step; v <= b + 1e-3F; v += step) out.push_back(static_cast<int>(std::lround(v)));
  return out;
}

} // namespace

PlaneWindow window_over(const Bounds &box, int right, float right_sign, int up, float up_sign) {
  PlaneWindow w{right, up, right_sign, up_sign, {}, {}};
  const auto span = [&](int axis, float sign) {
    return sign > 0 ? vec2(box.low[axis], box.high[axis]) : vec2(-box.high[axis], -box.low[axis]);
  };
  const vec2 u = span(right, right_sign), v = span(up, up_sign);
  const float margin = std::max(1.0F, 0.04F * std::max(u.y - u.x, v.y - v.x));
  w.low = vec2(u.x, v.x) - margin;
  w.high = vec2(u.y, v.y) + margin;
  return w;
}

Panel Panel::place(const PlaneWindow &window, float px_per_mm, int x, int y) {
  const vec2 size = window.size() * px_per_mm;
  return {window, {x + left_px, y + top_px, static_cast<int>(std::ceil(size.x)), static_cast<int>(std::ceil(size.y))}, px_per_mm};
}

vec2 Panel::px(vec2 signed_mm) const {
  return {static_cast<float>(area.x) + (signed_mm.x - window.low.x) * px_per_mm,
          static_cast<float>(area.y) + (window.high.y - signed_mm.y) * px_per_mm};
}

vec2 Panel::px_of_section(vec2 p, int axis) const {
  const auto [first, second] = other_axes(axis);
  const float r = window.right == first ? p.x : p.y, u = window.up == second ? p.y : p.x;
  return px({r * window.right_sign, u * window.up_sign});
}

void draw_grid(Canvas &canvas, const Panel &panel) {
  const PlaneWindow &w = panel.window;
  const Rect &a = panel.area;
  canvas.rect(a, {vec3(1), 1});
  const auto lines = [&](float step, float strength) {
    for (const int v : ticks(w.low.x, w.high.x, w.right_sign, step)) {
      const auto x = static_cast<int>(panel.px({static_cast<float>(v) * w.right_sign, w.low.y}).x);
      if (x > a.x && x < a.x + a.width) canvas.rect({x, a.y, 1, a.height}, {grid, strength});
    }
    for (const int v : ticks(w.low.y, w.high.y, w.up_sign, step)) {
      const auto y = static_cast<int>(panel.px({w.low.x, static_cast<float>(v) * w.up_sign}).y);
      if (y > a.y && y < a.y + a.height) canvas.rect({a.x, y, a.width, 1}, {grid, strength});
    }
  };
  if (2 * panel.px_per_mm >= 7) lines(2, 0.10F);
  if (10 * panel.px_per_mm >= 7) lines(10, 0.22F);
  const float across = label_step(panel.px_per_mm, 31), along = label_step(panel.px_per_mm, 17);
  if (10 * panel.px_per_mm < 7) lines(std::max(across, along), 0.22F);

  const Lettering small{13.0F, false, text::Align::centre}, end{13.0F, false, text::Align::right};
  for (const int v : ticks(w.low.x, w.high.x, w.right_sign, across)) {
    const vec2 p = panel.px({static_cast<float>(v) * w.right_sign, w.low.y});
    const auto x = static_cast<int>(p.x);
    if (x < a.x + 3 || x > a.x + a.width - 3) continue;
    canvas.rect({x, a.y + a.height, 1, 4}, {panel_ink, 0.8F});
    canvas.write(std::to_string(v), {p.x, static_cast<float>(a.y + a.height) + 12}, small, {panel_ink, 1});
  }
  for (const int v : ticks(w.low.y, w.high.y, w.up_sign, along)) {
    const vec2 p = panel.px({w.low.x, static_cast<float>(v) * w.up_sign});
    const auto y = static_cast<int>(p.y);
    if (y < a.y + 3 || y > a.y + a.height - 3) continue;
    canvas.rect({a.x - 4, y, 4, 1}, {panel_ink, 0.8F});
    canvas.write(std::to_string(v), {static_cast<float>(a.x) - 7, p.y}, end, {panel_ink, 1});
  }
  // A frame, and the axes' letters at the ends of their scales.
  canvas.rect({a.x, a.y, a.width, 1}, {panel_ink, 0.35F});
  canvas.rect({a.x, a.y + a.height - 1, a.width, 1}, {panel_ink, 0.35F});
  canvas.rect({a.x, a.y, 1, a.height}, {panel_ink, 0.35F});
  canvas.rect({a.x + a.width - 1, a.y, 1, a.height}, {panel_ink, 0.35F});
  const Lettering letter{14.0F, true, text::Align::centre};
  canvas.write(axis_names[w.right], {static_cast<float>(a.x + a.width) + 7, static_cast<float>(a.y + a.height) - 1}, letter, {panel_ink, 1});
  canvas.write(axis_names[w.up], {static_cast<float>(a.x) - 9, static_cast<float>(a.y) - 10}, letter, {panel_ink, 1});
}

void draw_title(Canvas &canvas, const Panel &panel, std::string_view title, vec3 colour) {
  canvas.write(title, {static_cast<float>(panel.area.x) + 3, static_cast<float>(panel.area.y) - 10}, {16, true, text::Align::left}, {colour, 1});
}

void draw_shaded(Canvas &canvas, int x, int y, const Shaded &shaded, float strength) {
  for (int j = 0; j < shaded.height; ++j)
    for (int i = 0; i < shaded.width; ++i) {
      const vec4 p = shaded.pixels[static_cast<std::size_t>(j * shaded.width + i)];
      if (p.w > 0) canvas.dot(x + i, y + j, {vec3(p), strength * p.w});
    }
}

void draw_section(Canvas &canvas, const Panel &panel, const Section &section, vec3 colour, float fill, float width_px) {
  if (fill > 0) {
    Section seen{section.axis, section.value, {}};
    seen.pieces.reserve(section.pieces.size());
    for (const auto &[a, b] : section.pieces)
      seen.pieces.push_back({panel.px_of_section(a, section.axis), panel.px_of_section(b, section.axis)});
    for (int y = panel.area.y; y < panel.area.y + panel.area.height; ++y) {
      const std::vector<float> x = crossings(seen, 1, static_cast<float>(y) + 0.5F);
      for (std::size_t i = 0; i + 1 < x.size(); i += 2)
        for (int px = static_cast<int>(std::lround(x[i])); px < static_cast<int>(std::lround(x[i + 1])); ++px)
          if (panel.area.holds(px, y)) canvas.dot(px, y, {colour, fill});
    }
  }
  for (const auto &[a, b] : section.pieces)
    canvas.line(panel.px_of_section(a, section.axis), panel.px_of_section(b, section.axis), width_px, {colour, 0.9F}, panel.area);
}

void draw_silhouette(Canvas &canvas, const Panel &panel, const std::vector<std::uint8_t> &mask, vec3 colour, float fill) {
  const int width = panel.area.width, height = panel.area.height;
  const auto at = [&](int x, int y) { return x >= 0 && y >= 0 && x < width && y < height && mask[static_cast<std::size_t>(y * width + x)] != 0; };
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      if (!at(x, y)) continue;
      const bool edge = !at(x - 1, y) || !at(x + 1, y) || !at(x, y - 1) || !at(x, y + 1);
      const bool soft = edge || !at(x - 1, y - 1) || !at(x + 1, y - 1) || !at(x - 1, y + 1) || !at(x + 1, y + 1);
      canvas.dot(panel.area.x + x, panel.area.y + y, {colour, edge ? 0.9F : soft ? 0.5F : fill});
    }
}

} // namespace myo::assemble
