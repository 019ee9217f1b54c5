// The panels' looks: one family, few colours, everything scaled with the display.
#pragma once

#include "base/result.h"
#include "packet/packet.h"

#include <cstdint>
#include <vector>

struct ImFont;

namespace myo::app::ui {

struct Fonts {
  ImFont *regular = nullptr, *semibold = nullptr, *title = nullptr, *small = nullptr;
};

// Unscaled pixels.
inline constexpr float panel_least_px = 258.0F, panel_most_px = 316.0F;
inline constexpr float toolbar_height_px = 44.0F; // of one line of buttons
inline constexpr float toolbar_row_px = 32.0F;    // of each further line
inline constexpr float margin_px = 10.0F;

// Builds the font atlas at `scale` and hands out its pixels (RGBA8) for texture 0. Needs a current ImGui context.
struct FontTexture { uvec2 size{0}; std::vector<std::uint8_t> rgba; };
[[nodiscard]] Result<Fonts> load_fonts(float scale, FontTexture &texture);
void apply_style(float scale, bool dark);

// The fonts of the current frame (kept in ImGui's user data, so that panels need no extra argument).
[[nodiscard]] const Fonts &fonts();

} // namespace myo::app::ui
