// Everything written in the picture: title, legend, side marks, attachment letters, names, evidence and credit.
// Pure layout: the same view and size give the same triangles, with and without a window.
#pragma once

#include "frame/badges.h"
#include "frame/canvas.h"
#include "frame/labels.h"
#include "frame/sight.h"
#include "frame/theme.h"
#include "frame/view.h"

#include <optional>
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
    bool hollow = false;                       // of a letter: the attachment lies behind
    std::string letter;                        // on a swatch, as on the zones; empty: none
  };
  std::vector<Row> rows;
  struct Scale { std::string low, middle, high; };
  std::optional<Scale> lengths;                // words of the bar of length colours
  std::string note;                            // under rows and bar: what the pose provokes
  std::vector<std::string> foot;               // evidence, credit; bottom lines
};
[[nodiscard]] Wording wording_of(const View &view, const scene::Context &context, const Theme &theme,
                                 const std::vector<std::uint32_t> &patches);

// Says of a letter that stands for something hidden that it does.
void mark_hidden(Wording &wording, const std::vector<Badge> &badges, const anatomy::Library &library);

// What lettering must not hide, as points on the screen.
struct Precious {
  std::vector<vec2> zones, body;               // body: a thin sample of all that is drawn
};
[[nodiscard]] Precious precious_points(const View &view, const scene::Context &context,
                                       const std::vector<scene::Visible> &visible);

[[nodiscard]] float badge_radius(const Measures &measures);
[[nodiscard]] std::vector<Badge> attachment_badges(const View &view, const format::Body &body,
                                                   const std::vector<std::uint32_t> &patches, const Sight &sight,
                                                   const Measures &measures);
void draw_badge(Canvas &canvas, text::Typesetter &typesetter, vec2 centre, float radius, const char *letter, vec3 srgb,
                bool hollow);
void letter_attachments(Canvas &canvas, text::Typesetter &typesetter, const std::vector<Badge> &badges, const Theme &theme,
                        const Measures &measures);
// Names beside what they name, with a line to it. Keeps clear of `taken`, the boxes of other words.
void letter_labels(Canvas &canvas, text::Typesetter &typesetter, const View &view, const Labels &labels,
                   const std::vector<Box> &taken, const Precious &precious, const Theme &theme, const Measures &measures);
void letter_sides(Canvas &canvas, text::Typesetter &typesetter, const View &view, const anatomy::Library &library,
                  const Theme &theme, const Measures &measures);
// The boxes that the words take.
std::vector<Box> letter_words(Canvas &canvas, text::Typesetter &typesetter, const View &view, const Wording &wording,
                              const Precious &precious, const Theme &theme, const Measures &measures);

} // namespace myo::frame
