// The colours of heat, for C++ (legends, tests) and GLSL. Value 0 (hardly ever) to 1 (most often): the darker and the
// more saturated, the more often. sRGB. Tier t of 3 has the value t / 3, count k of n the value k / n.
//
// reds: a single hue of our own. cividis (Nunez, Anderton, Renslow 2018) and inferno (matplotlib, CC0) are run through
// backwards from their bright end, so that here, too, darker means more.
#ifndef MYO_SHADERS_SHARED_HEAT_RAMP_H
#define MYO_SHADERS_SHARED_HEAT_RAMP_H

#ifdef __cplusplus
#include "base/math.h"
#include <cstdint>
namespace myo::shared {
using uint = std::uint32_t;
#define MYO_TABLE(name, count) static constexpr vec3 name[count] =
#define MYO_BEGIN {
#define MYO_END }
#define MYO_FUNCTION inline
#else
#define MYO_TABLE(name, count) const vec3 name[count] = vec3[count]
#define MYO_BEGIN (
#define MYO_END )
#define MYO_FUNCTION
#endif

MYO_TABLE(heat_reds, 4) MYO_BEGIN
  vec3(255.f, 232.f, 222.f), vec3(249.f, 158.f, 128.f), vec3(222.f, 58.f, 44.f), vec3(128.f, 4.f, 22.f) MYO_END;
MYO_TABLE(heat_cividis, 10) MYO_BEGIN
  vec3(0.f, 34.f, 78.f), vec3(18.f, 53.f, 112.f), vec3(59.f, 73.f, 108.f), vec3(87.f, 93.f, 109.f), vec3(112.f, 113.f, 115.f),
  vec3(138.f, 134.f, 120.f), vec3(165.f, 156.f, 116.f), vec3(195.f, 179.f, 105.f), vec3(225.f, 204.f, 85.f), vec3(254.f, 232.f, 56.f) MYO_END;
MYO_TABLE(heat_inferno, 10) MYO_BEGIN
  vec3(0.f, 0.f, 4.f), vec3(27.f, 12.f, 65.f), vec3(74.f, 12.f, 107.f), vec3(120.f, 28.f, 109.f), vec3(165.f, 44.f, 96.f),
  vec3(207.f, 68.f, 70.f), vec3(237.f, 105.f, 37.f), vec3(251.f, 155.f, 6.f), vec3(247.f, 209.f, 61.f), vec3(252.f, 255.f, 164.f) MYO_END;

// `ramp` as packet::HeatRamp: 0 reds, 1 cividis, 2 inferno.
MYO_FUNCTION vec3 heat_colour(uint ramp, float value) {
  float v = value < 0.f ? 0.f : (value > 1.f ? 1.f : value);
  float x = ramp == 0u ? v * 3.f : (0.95f - 0.85f * v) * 9.f;
  int last = ramp == 0u ? 2 : 8;
  int i = int(x) > last ? last : int(x);
  float t = x - float(i);
  vec3 low = ramp == 0u ? heat_reds[i] : (ramp == 1u ? heat_cividis[i] : heat_inferno[i]);
  vec3 high = ramp == 0u ? heat_reds[i + 1] : (ramp == 1u ? heat_cividis[i + 1] : heat_inferno[i + 1]);
  return (low + (high - low) * t) / 255.f;
}

#undef MYO_TABLE
#undef MYO_BEGIN
#undef MYO_END
#undef MYO_FUNCTION
#ifdef __cplusplus
} // namespace myo::shared
#endif
#endif
