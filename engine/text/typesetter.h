// Everything written in the picture is set here: shaping by HarfBuzz, coverage by FreeType, one font family.
// Pixels from the top left, +Y down. Same text, same style: same quads and same coverage, on every run.
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo::text {

enum class Weight { regular, semibold };
enum class Align { left, centre, right };

struct Style {
  Weight weight = Weight::regular;
  float size_px = 16;                          // of the em
  float line_height = 1.35F;                   // times size_px, baseline to baseline
};

// One glyph of laid out text. `origin_px` is its pen position on the baseline, relative to the block's top left.
struct Glyph {
  std::uint32_t font = 0, index = 0;           // of the typesetter's faces
  vec2 origin_px{0};
};

struct Block {
  std::vector<Glyph> glyphs;
  Style style;
  float width_px = 0;                          // of the longest line
  float height_px = 0;                         // lines * line height
  float ascent_px = 0;                         // top of the block to the first baseline
  float cap_px = 0;                            // height of a capital letter
  std::uint32_t lines = 0;
};

// A glyph's coverage on the screen (whole pixels) and in the atlas (texels; divide by the atlas size for uv).
struct Quad {
  vec2 low_px{0}, high_px{0};
  vec2 low_texel{0}, high_texel{0};
};

// 8-bit coverage, row by row. The version changes when, and only when, the content does.
struct GlyphAtlas {
  std::uint64_t version = 0;
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> coverage;
};

class Typesetter {
public:
  // Looks for Inter, then for DejaVu Sans, in the usual places; DejaVu also fills in letters that Inter lacks.
  // Fails with the name of the package to install when there is neither.
  [[nodiscard]] static Result<Typesetter> open();
  // `regular` and `semibold` are font files in order of preference; each list needs at least one that exists.
  [[nodiscard]] static Result<Typesetter> open(std::span<const std::filesystem::path> regular,
                                               std::span<const std::filesystem::path> semibold);
  Typesetter(Typesetter &&) noexcept;
  Typesetter &operator=(Typesetter &&) noexcept;
  ~Typesetter();

  // Breaks lines at spaces where they would pass `wrap_px`, and always at '\n'. A word wider than that stays whole.
  // Invalid UTF-8 becomes U+FFFD.
  [[nodiscard]] Block lay_out(std::string_view utf8, Style style, float wrap_px = std::numeric_limits<float>::infinity(),
                              Align align = Align::left);
  [[nodiscard]] float width_px(std::string_view utf8, Style style);
  // As much of `utf8` as fits, with an ellipsis when something had to go.
  [[nodiscard]] std::string shorten(std::string_view utf8, Style style, float width_px);

  // Appends the quads of `block` with its top left at `at_px`, drawing new glyphs into the atlas.
  void place(const Block &block, vec2 at_px, std::vector<Quad> &quads);
  [[nodiscard]] const GlyphAtlas &atlas() const;
  // Call before laying out a frame: forgets all glyphs when the atlas has grown past `texels`.
  void trim(std::uint32_t texels = 2048U * 2048U);

private:
  struct Impl;
  explicit Typesetter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace myo::text
