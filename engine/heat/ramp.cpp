#include "heat/ramp.h"

#include <cmath>
#include <span>

namespace myo::heat {

namespace {

// Control points in sRGB, evenly spaced, joined by straight lines in sRGB; the shader holds the same tables.
// Reds: one hue, lightness falling evenly (CIE L* 88 to 30), made for this program. Cividis (Nunez, Anderton, Renslow
// 2018) and inferno (van der Walt, Smith 2015) are sampled from the published maps.
constexpr std::array<vec3, 9> reds{{{0.996F, 0.843F, 0.796F},
                                    {0.992F, 0.757F, 0.690F},
                                    {0.984F, 0.663F, 0.580F},
                                    {0.969F, 0.565F, 0.475F},
                                    {0.937F, 0.459F, 0.376F},
                                    {0.882F, 0.349F, 0.286F},
                                    {0.800F, 0.239F, 0.204F},
                                    {0.690F, 0.137F, 0.137F},
                                    {0.561F, 0.043F, 0.082F}}};
constexpr std::array<vec3, 9> cividis{{{0.000F, 0.135F, 0.305F},
                                       {0.098F, 0.232F, 0.434F},
                                       {0.263F, 0.316F, 0.423F},
                                       {0.376F, 0.400F, 0.430F},
                                       {0.486F, 0.485F, 0.472F},
                                       {0.607F, 0.577F, 0.466F},
                                       {0.735F, 0.676F, 0.425F},
                                       {0.866F, 0.782F, 0.345F},
                                       {0.996F, 0.909F, 0.218F}}};
constexpr std::array<vec3, 9> inferno{{{0.001F, 0.000F, 0.014F},
                                       {0.122F, 0.048F, 0.283F},
                                       {0.342F, 0.062F, 0.429F},
                                       {0.550F, 0.134F, 0.410F},
                                       {0.736F, 0.216F, 0.330F},
                                       {0.888F, 0.350F, 0.201F},
                                       {0.973F, 0.557F, 0.034F},
                                       {0.976F, 0.794F, 0.172F},
                                       {0.988F, 0.998F, 0.645F}}};

std::span<const vec3> table(Ramp ramp) { return ramp == Ramp::reds ? reds : ramp == Ramp::cividis ? cividis : inferno; }

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
  const auto colours = table(ramp);
  const float place = glm::clamp(t, 0.0F, 1.0F) * float(colours.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(place), colours.size() - 2);
  return glm::mix(colours[i], colours[i + 1], place - float(i));
}

vec3 ramp_linear(Ramp ramp, float t) { return to_linear(ramp_srgb(ramp, t)); }

// Tiers keep clear of the ends, where a ramp is too pale to be seen on skin or too dark to have a colour.
float tier_position(Ramp, int tier) { return tier >= 3 ? 0.90F : tier == 2 ? 0.60F : 0.30F; }
vec3 tier_srgb(Ramp ramp, int tier) { return ramp_srgb(ramp, tier_position(ramp, tier)); }

float count_position(Ramp, int k, int n) {
  return n <= 1 ? 0.90F : glm::mix(0.25F, 0.95F, float(glm::clamp(k, 1, n) - 1) / float(n - 1));
}
vec3 count_srgb(Ramp ramp, int k, int n) { return ramp_srgb(ramp, count_position(ramp, k, n)); }

float lightness(vec3 srgb) {
  const vec3 c = to_linear(srgb);
  const float y = 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b;
  return y > 216.0F / 24389.0F ? 116.0F * std::cbrt(y) - 16.0F : y * 24389.0F / 27.0F;
}

} // namespace myo::heat
