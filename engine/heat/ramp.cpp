#include "heat/ramp.h"

#include "shared/heat_ramp.h"

#include <algorithm>
#include <cmath>

namespace myo::heat {

namespace {

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
  return shared::heat_colour(ramp == Ramp::reds ? 0 : ramp == Ramp::cividis ? 1 : 2, t);
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
