// sRGB colours of what is written in the picture, packed as packet::OverlayVertex wants them.
#pragma once

#include "base/math.h"

#include <cstdint>

namespace myo::frame {

using Colour = std::uint32_t; // RGBA8, R in the low byte, sRGB, straight alpha

[[nodiscard]] inline Colour colour(vec3 srgb, float alpha = 1.0F) {
  const auto byte = [](float v) { return static_cast<std::uint32_t>(glm::clamp(v, 0.0F, 1.0F) * 255.0F + 0.5F); };
  return byte(srgb.r) | byte(srgb.g) << 8U | byte(srgb.b) << 16U | byte(alpha) << 24U;
}
[[nodiscard]] inline vec3 srgb_hex(std::uint32_t rrggbb) {
  return vec3{static_cast<float>(rrggbb >> 16U & 255U), static_cast<float>(rrggbb >> 8U & 255U),
              static_cast<float>(rrggbb & 255U)} /
         255.0F;
}
[[nodiscard]] inline Colour transparent(Colour c) { return c & 0x00FFFFFFU; }

} // namespace myo::frame
