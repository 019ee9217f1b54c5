// The sizes in which the present picture can be written.
#pragma once

#include "base/math.h"

#include <array>

namespace myo::app::ui {

struct ExportSize {
  const char *name;
  uvec2 size;   // 0x0: the window's size times `factor`
  std::uint32_t factor;
};

inline constexpr std::array<ExportSize, 4> export_sizes{{{"As in the window, 1x", {0, 0}, 1},
                                                         {"As in the window, 2x", {0, 0}, 2},
                                                         {"Post, 1080 x 1350", {1080, 1350}, 1},
                                                         {"Slide, 1920 x 1080", {1920, 1080}, 1}}};

[[nodiscard]] constexpr uvec2 pixels(const ExportSize &choice, uvec2 window) {
  return choice.size.x == 0 ? uvec2{window.x * choice.factor, window.y * choice.factor} : choice.size;
}

} // namespace myo::app::ui
