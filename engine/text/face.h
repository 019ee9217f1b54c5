// One font file, opened once for shaping (HarfBuzz, font units) and for coverage (FreeType, pixels).
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace myo::text {

struct ShapedGlyph {
  std::uint32_t index = 0;                     // glyph of the face
  std::uint32_t cluster = 0;                   // byte offset in the shaped text
  vec2 advance{0}, offset{0};                  // ems, +Y up
};

struct Coverage {                              // a glyph's picture; `left`/`top` from the pen to its top left, +Y up
  std::uint32_t width = 0, height = 0;
  int left = 0, top = 0;
  std::vector<std::uint8_t> alpha;
};

class Face {
public:
  [[nodiscard]] static Result<Face> open(const std::filesystem::path &path);
  Face(Face &&) noexcept;
  Face &operator=(Face &&) noexcept;
  ~Face();

  [[nodiscard]] bool has(char32_t codepoint) const;
  [[nodiscard]] std::vector<ShapedGlyph> shape(std::string_view utf8) const;
  // `shift_px` in [0,1) moves the outline to the right before it is sampled. Never hinted: widths stay as shaped.
  [[nodiscard]] Coverage draw(std::uint32_t glyph, float size_px, float shift_px) const;
  [[nodiscard]] float ascent() const;          // ems
  [[nodiscard]] float descent() const;         // ems, positive
  [[nodiscard]] float cap_height() const;      // ems

private:
  struct Impl;
  explicit Face(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace myo::text
