// A window of the sheet onto a plane of the body, with a millimetre grid whose ticks say body coordinates.
#pragma once

#include "assemble/compare/canvas.h"
#include "assemble/compare/raster.h"
#include "assemble/compare/section.h"

#include <string>

namespace myo::assemble {

// Which coordinates run right and up, with which sign, and how much of the plane is seen: signed coordinates, so that
// `low` is left and bottom.
struct PlaneWindow {
  int right = 0, up = 2;                       // lps axes
  float right_sign = 1, up_sign = 1;
  vec2 low{0}, high{0};                        // mm
  [[nodiscard]] vec2 size() const { return high - low; }
};
// The part of the plane that shows `box`, with a margin.
[[nodiscard]] PlaneWindow window_over(const Bounds &box, int right, float right_sign, int up, float up_sign);

struct Panel {
  static constexpr int left_px = 44, right_px = 16, top_px = 26, bottom_px = 26; // around the window: ticks and title
  PlaneWindow window;
  Rect area;                                   // of the window on the canvas
  float px_per_mm = 1;

  // `at`: the panel's top left corner, ticks and title included.
  static Panel place(const PlaneWindow &window, float px_per_mm, int x, int y);
  [[nodiscard]] vec2 px(vec2 signed_mm) const;
  // A section's coordinates are in ascending order of axis; this turns them into this window's.
  [[nodiscard]] vec2 px_of_section(vec2 p, int axis) const;
};

void draw_grid(Canvas &canvas, const Panel &panel);
void draw_title(Canvas &canvas, const Panel &panel, std::string_view title, vec3 colour);
// `x`, `y`: its top left corner.
void draw_shaded(Canvas &canvas, int x, int y, const Shaded &shaded, float strength = 1);
// The inside faintly, the contour sharply.
void draw_section(Canvas &canvas, const Panel &panel, const Section &section, vec3 colour, float fill, float width_px);
void draw_silhouette(Canvas &canvas, const Panel &panel, const std::vector<std::uint8_t> &mask, vec3 colour, float fill);

} // namespace myo::assemble
