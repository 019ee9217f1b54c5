// Colours of the heat map: the legend's and, through heat::Level, the picture's. In every ramp darker means more
// often, and lightness is monotone.
#pragma once

#include "base/math.h"

#include <array>
#include <optional>
#include <string_view>

namespace myo::heat {

enum class Ramp { reds, cividis, inferno };
[[nodiscard]] std::string_view to_string(Ramp ramp);
[[nodiscard]] std::optional<Ramp> ramp_from(std::string_view text);

// sRGB (0..1, encoded) at t in 0..1.
[[nodiscard]] vec3 ramp_srgb(Ramp ramp, float t);
[[nodiscard]] vec3 ramp_linear(Ramp ramp, float t);

// Of a tier: 3 = felt most often, 2 = often, 1 = sometimes.
[[nodiscard]] vec3 tier_srgb(Ramp ramp, int tier);
// Of "k of n patterns reach here"; at most four counts are told apart, the last stands for all above it.
inline constexpr int count_levels = 4;
[[nodiscard]] vec3 count_srgb(Ramp ramp, int k, int n);

// CIE 1976 lightness (D65) of an sRGB colour, 0..100.
[[nodiscard]] float lightness(vec3 srgb);
[[nodiscard]] vec3 to_linear(vec3 srgb);
[[nodiscard]] vec3 to_srgb(vec3 linear);

} // namespace myo::heat
