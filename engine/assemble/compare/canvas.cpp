#include "assemble/compare/canvas.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

text::Style style_of(Lettering lettering) {
  return {lettering.strong ? text::Weight::semibold : text::Weight::regular, lettering.size_px, 1.35F};
}

} // namespace

Canvas::Canvas(int width, int height, vec3 paper, text::Typesetter &typesetter) : typesetter_(&typesetter) {
  picture_.width = static_cast<std::uint32_t>(width);
  picture_.height = static_cast<std::uint32_t>(height);
  picture_.rgba.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, 255);
  rect({0, 0, width, height}, {paper, 1});
}

void Canvas::dot(int x, int y, Ink ink) {
  if (x < 0 || y < 0 || x >= width() || y >= height()) return;
  const std::size_t at = 4 * (static_cast<std::size_t>(y) * picture_.width + static_cast<std::size_t>(x));
  for (std::size_t i = 0; i < 3; ++i) {
    const float before = static_cast<float>(picture_.rgba[at + i]) / 255.0F;
    const float after = before + ink.strength * (ink.colour[static_cast<int>(i)] - before);
    picture_.rgba[at + i] = static_cast<std::uint8_t>(std::lround(255.0F * std::clamp(after, 0.0F, 1.0F)));
  }
}

void Canvas::rect(const Rect &area, Ink ink) {
  for (int y = area.y; y < area.y + area.height; ++y)
    for (int x = area.x; x < area.x + area.width; ++x) dot(x, y, ink);
}

void Canvas::line(vec2 from, vec2 to, float width_px, Ink ink, const Rect &clip) {
  const float half = width_px / 2;
  const vec2 low = glm::min(from, to) - half - 1.0F, high = glm::max(from, to) + half + 1.0F;
  const vec2 way = to - from;
  const float squared = glm::dot(way, way);
  const int x0 = std::max(clip.x, static_cast<int>(low.x)), x1 = std::min(clip.x + clip.width - 1, static_cast<int>(high.x));
  const int y0 = std::max(clip.y, static_cast<int>(low.y)), y1 = std::min(clip.y + clip.height - 1, static_cast<int>(high.y));
  for (int y = y0; y <= y1; ++y)
    for (int x = x0; x <= x1; ++x) {
      const vec2 p(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
      const float share = squared > 0 ? std::clamp(glm::dot(p - from, way) / squared, 0.0F, 1.0F) : 0.0F;
      const float coverage = std::clamp(half + 0.5F - glm::length(p - from - share * way), 0.0F, 1.0F);
      if (coverage > 0) dot(x, y, {ink.colour, ink.strength * coverage});
    }
}

float Canvas::width_of(std::string_view words, Lettering lettering) { return typesetter_->width_px(words, style_of(lettering)); }

void Canvas::write(std::string_view words, vec2 at, Lettering lettering, Ink ink) {
  const text::Block block = typesetter_->lay_out(words, style_of(lettering));
  const float left = lettering.align == text::Align::centre ? block.width_px / 2 : lettering.align == text::Align::right ? block.width_px : 0;
  std::vector<text::Quad> quads;
  // The capitals' middle sits on `at`.
  typesetter_->place(block, {at.x - left, at.y - block.ascent_px + block.cap_px / 2}, quads);
  const text::GlyphAtlas &atlas = typesetter_->atlas();
  for (const text::Quad &quad : quads)
    for (int y = 0; y < static_cast<int>(quad.high_px.y - quad.low_px.y); ++y)
      for (int x = 0; x < static_cast<int>(quad.high_px.x - quad.low_px.x); ++x) {
        const auto texel = static_cast<std::size_t>(static_cast<int>(quad.low_texel.y) + y) * atlas.width +
                           static_cast<std::size_t>(static_cast<int>(quad.low_texel.x) + x);
        const float coverage = static_cast<float>(atlas.coverage[texel]) / 255.0F;
        if (coverage > 0)
          dot(static_cast<int>(quad.low_px.x) + x, static_cast<int>(quad.low_px.y) + y, {ink.colour, ink.strength * coverage});
      }
}

} // namespace myo::assemble
