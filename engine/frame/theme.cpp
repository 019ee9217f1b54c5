#include "frame/theme.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {

Theme theme_of(scene::Background background) {
  const vec3 red = srgb_hex(0xC8262C), blue = srgb_hex(0x1F5FBF);
  Theme light{srgb_hex(0xF7F7F5), srgb_hex(0xE3E6E9), srgb_hex(0x16191D), srgb_hex(0x4C535B),
              srgb_hex(0xFFFFFF), 0.82F, red, blue, srgb_hex(0x101214), srgb_hex(0xFFFFFF)};
  Theme dark{srgb_hex(0x23272D), srgb_hex(0x0E1013), srgb_hex(0xF3F4F5), srgb_hex(0xB4BAC2),
             srgb_hex(0x15181C), 0.80F, srgb_hex(0xE0484C), srgb_hex(0x4C8DF0), srgb_hex(0xFFFFFF), srgb_hex(0x101214)};
  switch (background) {
  case scene::Background::studio_light:
  case scene::Background::transparent: return light;
  case scene::Background::white: light.ground_top = light.ground_bottom = vec3{1}; return light;
  case scene::Background::studio_dark: return dark;
  case scene::Background::black: dark.ground_top = dark.ground_bottom = vec3{0}; return dark;
  }
  return light;
}

packet::Background ground_of(scene::Background background) {
  const Theme theme = theme_of(background);
  return {theme.ground_top, theme.ground_bottom, background == scene::Background::transparent};
}

Measures measures_of(uvec2 size_px) {
  const float height = std::min(static_cast<float>(size_px.y), 1.25F * static_cast<float>(size_px.x));
  // Slightly less than in proportion, so that small pictures stay readable and large ones are not shouted.
  const float base = std::max(10.0F, 30.0F * std::pow(height / 1350.0F, 0.92F));
  const auto whole = [](float px) { return std::round(px * 2.0F) * 0.5F; };
  return {whole(base), whole(1.42F * base), whole(std::max(9.5F, 0.72F * base)), whole(1.6F * base)};
}

} // namespace myo::frame
