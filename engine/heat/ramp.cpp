#include "heat/ramp.h"

#include <algorithm>
#include <cmath>

namespace myo::heat {

namespace {

// Value 0 (hardly ever) to 1 (most often), sRGB bytes.
// reds: a single hue of our own. cividis (Nunez, Anderton, Renslow 2018) and inferno (matplotlib, CC0) are run through
// backwards from their bright end, so that here, too, darker means more.
constexpr std::array<vec3, 4> reds_table{
  vec3{255, 232, 222}, vec3{249, 158, 128}, vec3{222, 58, 44}, vec3{128, 4, 22}};
constexpr std::array<vec3, 10> cividis_table{
  vec3{0, 34, 78}, vec3{18, 53, 112}, vec3{59, 73, 108}, vec3{87, 93, 109}, vec3{112, 113, 115},
  vec3{138, 134, 120}, vec3{165, 156, 116}, vec3{195, 179, 105}, vec3{225, 204, 85}, vec3{254, 232, 56}};
constexpr std::array<vec3, 10> inferno_table{
  vec3{0, 0, 4}, vec3{27, 12, 65}, vec3{74, 12, 107}, vec3{120, 28, 109}, vec3{165, 44, 96},
  vec3{207, 68, 70}, vec3{237, 105, 37}, vec3{251, 155, 6}, vec3{247, 209, 61}, vec3{252, 255, 164}};

template <std::size_t N> vec3 between(const std::array<vec3, N> &table, float x) {
  const int i = std::min(static_cast<int>(x), static_cast<int>(N) - 2);
  return glm::mix(table[static_cast<std::size_t>(i)], table[static_cast<std::size_t>(i) + 1], x - static_cast<float>(i)) / 255.0F;
}

float linear_of(float c) { return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F); }
float srgb_of(float c) { return c <= 0.0031308F ? 12.92F * c : 1.055F * std::pow(c, 1.0F / 2.4F) - 0.055F; }

} // namespace

std::string_view to_string(Ramp ramp) { return ramp == Ramp::reds ? "reds" : ramp == Ramp::cividis ? "cividis" : "inferno"; }

std::optional<Ramp> ramp_from(std::string_view text) {
  for (const Ramp ramp : {Ramp::reds, Ramp::cividis, Ramp::inferno})
    if (to_string(ramp) == text) return ramp;
  return std::nullopt;
}

vec3 to_linear(vec3 c) { return {linear_of(c.r), linear_of(c.g), linear_of(c.b)}; }
vec3 to_srgb(vec3 c) { return {srgb_of(c.r), srgb_of(c.g), srgb_of(c.b)}; }

vec3 ramp_srgb(Ramp ramp, float t) {
  const float v = glm::clamp(t, 0.0F, 1.0F), backwards = (0.95F - 0.85F * v) * 9.0F;
  switch (ramp) {
  case Ramp::cividis: return between(cividis_table, backwards);
  case Ramp::inferno: return between(inferno_table, backwards);
  case Ramp::reds: break;
  }
  return between(reds_table, 3.0F * v);
}

vec3 ramp_linear(Ramp ramp, float t) { return to_linear(ramp_srgb(ramp, t)); }

vec3 tier_srgb(Ramp ramp, int tier) { return ramp_srgb(ramp, float(glm::clamp(tier, 1, 3)) / 3.0F); }

vec3 count_srgb(Ramp ramp, int k, int n) {
  const int levels = glm::clamp(n, 1, count_levels);
  return ramp_srgb(ramp, float(glm::clamp(k, 1, levels)) / float(levels));
}

float lightness(vec3 srgb) {
  const vec3 c = to_linear(srgb);
  const float y = 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b;
  return y > 216.0F / 24389.0F ? 116.0F * std::cbrt(y) - 16.0F : y * 24389.0F / 27.0F;
}

} // namespace myo::heat
