#include "shared/heat_ramp.h"

#include <gtest/gtest.h>

namespace myo::render {
namespace {

// CIE lightness, 0..100.
float lightness(vec3 srgb) {
  const auto linear = [](float c) { return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F); };
  const float y = 0.2126F * linear(srgb.r) + 0.7152F * linear(srgb.g) + 0.0722F * linear(srgb.b);
  return y > 0.008856F ? 116 * std::cbrt(y) - 16 : 903.3F * y;
}

TEST(HeatRamp, GrowsDarkerWithoutExceptionAndTellsTiersApart) {
  for (std::uint32_t ramp = 0; ramp < 3; ++ramp) {
    float before = 101;
    for (int i = 0; i <= 100; ++i) {
      const float now = lightness(shared::heat_colour(ramp, static_cast<float>(i) / 100));
      EXPECT_LT(now, before) << "ramp " << ramp << " at " << i;
      before = now;
    }
    for (int tier = 1; tier < 3; ++tier) {
      const float step = lightness(shared::heat_colour(ramp, static_cast<float>(tier) / 3)) - lightness(shared::heat_colour(ramp, static_cast<float>(tier + 1) / 3));
      EXPECT_GT(step, 15) << "ramp " << ramp << " tier " << tier;
    }
  }
}

TEST(HeatRamp, StaysWithinItsEnds) {
  for (std::uint32_t ramp = 0; ramp < 3; ++ramp) {
    EXPECT_EQ(shared::heat_colour(ramp, -5), shared::heat_colour(ramp, 0));
    EXPECT_EQ(shared::heat_colour(ramp, 5), shared::heat_colour(ramp, 1));
  }
}

TEST(HeatRamp, RedsKeepOneHue) {
  for (int i = 0; i <= 100; ++i) {
    const vec3 c = shared::heat_colour(0, static_cast<float>(i) / 100);
    EXPECT_GT(c.r, c.g);
    EXPECT_GT(c.r, c.b);
    EXPECT_LT(std::abs(c.g - c.b), 0.14F);
  }
}

} // namespace
} // namespace myo::render
