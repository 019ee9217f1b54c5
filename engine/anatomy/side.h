// The side of the body a structure lies on. Left and right are the body's own, never the viewer's.
#pragma once

#include <optional>
#include <string_view>

namespace myo::anatomy {

enum class Side { midline, left, right };

[[nodiscard]] constexpr std::string_view to_string(Side side) {
  return side == Side::left ? "left" : side == Side::right ? "right" : "midline";
}
[[nodiscard]] constexpr std::optional<Side> side_from(std::string_view text) {
  if (text == "left") return Side::left;
  if (text == "right") return Side::right;
  if (text == "midline") return Side::midline;
  return std::nullopt;
}
[[nodiscard]] constexpr Side opposite(Side side) {
  return side == Side::left ? Side::right : side == Side::right ? Side::left : Side::midline;
}
// +1 on the body's left (+X), -1 on its right, 0 on the midline.
[[nodiscard]] constexpr float sign(Side side) { return side == Side::left ? 1.0F : side == Side::right ? -1.0F : 0.0F; }

} // namespace myo::anatomy
