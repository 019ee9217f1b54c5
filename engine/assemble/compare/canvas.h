// A picture to draw on: rectangles, lines and words. Pixels from the top left, +Y down; colours are sRGB-coded.
#pragma once

#include "base/math.h"
#include "capture/picture.h"
#include "text/typesetter.h"

#include <string_view>
#include <vector>

namespace myo::assemble {

struct Rect {
  int x = 0, y = 0, width = 0, height = 0;
  [[nodiscard]] bool holds(int px, int py) const { return px >= x && py >= y && px < x + width && py < y + height; }
};

struct Ink { vec3 colour{0}; float strength = 1; };
struct Lettering { float size_px = 12; bool strong = false; text::Align align = text::Align::left; };

class Canvas {
public:
  Canvas(int width, int height, vec3 paper, text::Typesetter &typesetter);

  [[nodiscard]] int width() const { return static_cast<int>(picture_.width); }
  [[nodiscard]] int height() const { return static_cast<int>(picture_.height); }
  [[nodiscard]] const capture::Picture &picture() const { return picture_; }

  void dot(int x, int y, Ink ink);             // ignored outside
  void rect(const Rect &area, Ink ink);
  // Straight line with soft edges, kept inside `clip`.
  void line(vec2 from, vec2 to, float width_px, Ink ink, const Rect &clip);
  // `at`: left, middle or right end of the words, by the lettering's alignment, and the middle of their height.
  void write(std::string_view words, vec2 at, Lettering lettering, Ink ink);
  [[nodiscard]] float width_of(std::string_view words, Lettering lettering);

private:
  capture::Picture picture_;
  text::Typesetter *typesetter_;
};

} // namespace myo::assemble
