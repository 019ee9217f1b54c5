// Colour ramps of the heat map: the oracle that the shader is tested against. Lightness is monotone in all three.
#pragma once

#include "base/math.h"

#include <array>
#include <optional>
#include <string_view>

namespace myo::heat {

enum class Ramp { reds, cividis, inferno };
[[nodiscard]] std::string_view to_string(Ramp ramp);
[[nodiscard]] std::optional<Ramp> ramp_from(std::string_view text);

// sRGB (0..1, encoded) at t in 0..1: reds run light to dark, cividis and inferno dark to light.
[[nodiscard]] vec3 ramp_srgb(Ramp ramp, float t);
[[nodiscard]] vec3 ramp_linear(Ramp ramp, float t);

// Where on the ramp a tier sits (tier 3 = felt most often, 1 = sometimes), and its colour.
[[nodiscard]] float tier_position(Ramp ramp, int tier);
[[nodiscard]] vec3 tier_srgb(Ramp ramp, int tier);
// Where k of n patterns sits. k in 1..n; n >= 2.
[[nodiscard]] float count_position(Ramp ramp, int k, int n);
[[nodiscard]] vec3 count_srgb(Ramp ramp, int k, int n);

// CIE 1976 lightness (D65) of an sRGB colour, 0..100.
[[nodiscard]] float lightness(vec3 srgb);
[[nodiscard]] vec3 to_linear(vec3 srgb);
[[nodiscard]] vec3 to_srgb(vec3 linear);

} // namespace myo::heat
