#include "heat/ramp.h"

#include <gtest/gtest.h>

namespace myo::heat {
namespace {

constexpr std::array ramps = {Ramp::reds, Ramp::cividis, Ramp::inferno};

TEST(Ramp, DarkerMeansMore) {
  for (const Ramp ramp : ramps) {
    float before = lightness(ramp_srgb(ramp, 0));
    for (int i = 1; i <= 256; ++i) {
      const float now = lightness(ramp_srgb(ramp, float(i) / 256));
      EXPECT_LT(now, before) << to_string(ramp) << " at " << i;
      before = now;
    }
  }
}

TEST(Ramp, RedsKeepOneHue) {
  for (int i = 0; i <= 64; ++i) {
    const vec3 c = ramp_srgb(Ramp::reds, float(i) / 64);
    const float hue = std::atan2(std::sqrt(3.0F) * (c.g - c.b), 2 * c.r - c.g - c.b) * 180 / glm::pi<float>();
    EXPECT_GT(hue, -10) << i;
    EXPECT_LT(hue, 18) << i;
  }
}

TEST(Ramp, TiersAndCountsCanBeToldApart) {
  for (const Ramp ramp : ramps) {
    for (int tier = 1; tier < 3; ++tier)
      EXPECT_GT(std::abs(lightness(tier_srgb(ramp, tier)) - lightness(tier_srgb(ramp, tier + 1))), 9) << to_string(ramp);
    for (int k = 1; k < 4; ++k)
      EXPECT_GT(std::abs(lightness(count_srgb(ramp, k, 6)) - lightness(count_srgb(ramp, k + 1, 6))), 6) << to_string(ramp);
    EXPECT_EQ(count_srgb(ramp, 4, 6), count_srgb(ramp, 6, 6)) << "the last count stands for all above it";
  }
}

TEST(Ramp, EndsAndBeyondAreSafe) {
  for (const Ramp ramp : ramps) {
    EXPECT_EQ(ramp_srgb(ramp, -1), ramp_srgb(ramp, 0));
    EXPECT_EQ(ramp_srgb(ramp, 2), ramp_srgb(ramp, 1));
    EXPECT_EQ(ramp_from(to_string(ramp)), ramp);
  }
  EXPECT_FALSE(ramp_from("rainbow"));
}

TEST(Ramp, SrgbAndLinearAreInverse) {
  for (int i = 0; i <= 100; ++i) EXPECT_NEAR(to_srgb(to_linear(vec3(float(i) / 100))).g, float(i) / 100, 1e-4);
  EXPECT_NEAR(lightness(vec3(1)), 100, 1e-3);
  EXPECT_NEAR(lightness(vec3(0)), 0, 1e-3);
  EXPECT_NEAR(lightness(vec3(0.4663F)), 50, 0.1); // mid grey: sRGB 119 is L* 50
}

} // namespace
} // namespace myo::heat
