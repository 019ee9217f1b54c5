// Everything written in the picture: title, legend, side marks, attachment letters, names, evidence and credit.
// Pure layout: the same view and size give the same triangles, with and without a window.
#pragma once

#include "frame/canvas.h"
#include "frame/theme.h"
#include "frame/view.h"

#include <string>
#include <vector>

namespace myo::frame {

// The words, found once for a view.
struct Wording {
  std::string title, subtitle;                 // empty: none
  struct Row {
    enum class Sign { swatch, cross, origin, insertion } sign = Sign::swatch;
    vec3 srgb{0};
    std::string words;
  };
  std::vector<Row> rows;
  std::string note;                            // under the rows: what the pose provokes
  std::vector<std::string> foot;               // evidence, credit; bottom lines
};
[[nodiscard]] Wording wording_of(const View &view, const scene::Context &context, const Theme &theme,
                                 const std::vector<std::uint32_t> &patches);

// What lettering must not hide, as points on the screen.
struct Precious {
  std::vector<vec2> zones, body;               // body: a thin sample of all that is drawn
};
[[nodiscard]] Precious precious_points(const View &view, const scene::Context &context,
                                       const std::vector<scene::Visible> &visible);

void letter_attachments(Canvas &canvas, text::Typesetter &typesetter, const View &view, const format::Body &body,
                        const std::vector<std::uint32_t> &patches, const Theme &theme, const Measures &measures);
void letter_names(Canvas &canvas, text::Typesetter &typesetter, const View &view, const format::Body &body,
                  const std::vector<scene::Visible> &visible, const Theme &theme, const Measures &measures);
void letter_sides(Canvas &canvas, text::Typesetter &typesetter, const View &view, const Theme &theme,
                  const Measures &measures);
void letter_words(Canvas &canvas, text::Typesetter &typesetter, const View &view, const Wording &wording,
                  const Precious &precious, const Theme &theme, const Measures &measures);

} // namespace myo::frame
