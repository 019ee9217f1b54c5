#include "frame/canvas.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {
namespace {

constexpr vec2 solid{-1.0F, -1.0F};

struct Outline { std::vector<vec2> points, normals; };

Outline rounded(const Box &box, float radius) {
  const vec2 size = box.size();
  const float r = glm::clamp(radius, 0.0F, 0.5F * std::min(size.x, size.y));
  Outline outline;
  const int steps = r < 0.5F ? 0 : std::clamp(static_cast<int>(std::ceil(r)), 3, 24);
  const vec2 centres[4] = {{box.high.x - r, box.high.y - r}, {box.low.x + r, box.high.y - r},
                           {box.low.x + r, box.low.y + r}, {box.high.x - r, box.low.y + r}};
  for (int corner = 0; corner < 4; ++corner)
    for (int step = 0; step <= steps; ++step) {
      const float share = steps == 0 ? 0.5F : static_cast<float>(step) / static_cast<float>(steps);
      const float angle = (static_cast<float>(corner) + share) * glm::half_pi<float>();
      const vec2 direction{std::cos(angle), std::sin(angle)};
      outline.points.push_back(centres[corner] + r * direction);
      // A sharp corner's fringe goes out along both sides at once.
      outline.normals.push_back(steps == 0 ? direction * glm::root_two<float>() : direction);
    }
  return outline;
}

} // namespace

Box overlap(const Box &a, const Box &b) { return {glm::max(a.low, b.low), glm::min(a.high, b.high)}; }

std::uint32_t Canvas::vertex(vec2 position_px, vec2 uv, Colour colour) {
  vertices_.push_back({position_px, uv, colour});
  return static_cast<std::uint32_t>(vertices_.size() - 1);
}

void Canvas::triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  for (const std::uint32_t i : {a, b, c}) indices_.push_back(i);
}

void Canvas::convex(std::span<const vec2> points, std::span<const vec2> normals, Colour colour) {
  const auto count = static_cast<std::uint32_t>(points.size());
  const auto first = static_cast<std::uint32_t>(vertices_.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    vertex(points[i] - 0.5F * normals[i], solid, colour);
    vertex(points[i] + 0.5F * normals[i], solid, transparent(colour));
  }
  for (std::uint32_t i = 2; i < count; ++i) triangle(first, first + 2 * (i - 1), first + 2 * i);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t a = first + 2 * i, b = first + 2 * ((i + 1) % count);
    triangle(a, a + 1, b + 1);
    triangle(a, b + 1, b);
  }
}

void Canvas::write(const text::Block &block, vec2 at_px, Colour colour) {
  std::vector<text::Quad> quads;
  typesetter_->place(block, at_px, quads);
  for (const text::Quad &q : quads) {
    const std::uint32_t a = vertex(q.low_px, q.low_texel, colour);
    const std::uint32_t b = vertex({q.high_px.x, q.low_px.y}, {q.high_texel.x, q.low_texel.y}, colour);
    const std::uint32_t c = vertex(q.high_px, q.high_texel, colour);
    const std::uint32_t d = vertex({q.low_px.x, q.high_px.y}, {q.low_texel.x, q.high_texel.y}, colour);
    triangle(a, b, c);
    triangle(a, c, d);
  }
}

void Canvas::box(const Box &box, float radius_px, Colour colour) {
  if (box.empty()) return;
  const Outline outline = rounded(box, radius_px);
  convex(outline.points, outline.normals, colour);
}

void Canvas::frame(const Box &box, float radius_px, float width_px, Colour colour) {
  if (box.empty()) return;
  const Outline outline = rounded(box, radius_px);
  const auto count = static_cast<std::uint32_t>(outline.points.size());
  const auto first = static_cast<std::uint32_t>(vertices_.size());
  const float inner = std::max(width_px - 0.5F, 0.5F);
  for (std::uint32_t i = 0; i < count; ++i)
    for (const auto &[out, c] : {std::pair{0.5F, transparent(colour)}, std::pair{-0.5F, colour},
                                 std::pair{-inner, colour}, std::pair{-inner - 1.0F, transparent(colour)}})
      vertex(outline.points[i] + out * outline.normals[i], solid, c);
  for (std::uint32_t i = 0; i < count; ++i)
    for (std::uint32_t ring = 0; ring < 3; ++ring) {
      const std::uint32_t a = first + 4 * i + ring, b = first + 4 * ((i + 1) % count) + ring;
      triangle(a, a + 1, b + 1);
      triangle(a, b + 1, b);
    }
}

void Canvas::disc(vec2 centre_px, float radius_px, Colour colour) {
  box({centre_px - radius_px, centre_px + radius_px}, radius_px, colour);
}

void Canvas::line(vec2 a_px, vec2 b_px, float width_px, Colour colour) {
  const vec2 along = b_px - a_px;
  const float length = glm::length(along);
  if (length < 1e-3F) return;
  const vec2 t = along / length, n{-t.y, t.x};
  const float half = 0.5F * width_px;
  const vec2 points[4] = {b_px + half * n, a_px + half * n, a_px - half * n, b_px - half * n};
  const vec2 normals[4] = {t + n, n - t, -t - n, t - n};
  convex(points, normals, colour);
}

void Canvas::fade(const Box &box, Colour top, Colour bottom) {
  if (box.empty()) return;
  const std::uint32_t a = vertex(box.low, solid, top), b = vertex({box.high.x, box.low.y}, solid, top);
  const std::uint32_t c = vertex(box.high, solid, bottom), d = vertex({box.low.x, box.high.y}, solid, bottom);
  triangle(a, b, c);
  triangle(a, c, d);
}

void Canvas::finish(std::vector<packet::OverlayVertex> &vertices, std::vector<std::uint32_t> &indices) {
  const text::GlyphAtlas &atlas = typesetter_->atlas();
  if (atlas.height > 0) {
    const vec2 scale{1.0F / static_cast<float>(atlas.width), 1.0F / static_cast<float>(atlas.height)};
    for (packet::OverlayVertex &v : vertices_)
      if (v.uv.x >= 0.0F) v.uv *= scale;
  }
  vertices = std::move(vertices_);
  indices = std::move(indices_);
  vertices_.clear();
  indices_.clear();
}

} // namespace myo::frame
