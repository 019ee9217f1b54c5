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

// How people see colours who lack one kind of cone: Machado, Oliveira and Fernandes 2009 (doi:10.1109/TVCG.2009.113), full
// severity, on linear RGB.
struct Sight { const char *name; mat3 rows; };
const std::array sights = {
    Sight{"all cones", mat3(1)},
    Sight{"protan", glm::transpose(mat3{0.152286F, 1.052583F, -0.204868F, 0.114503F, 0.786281F, 0.099216F, -0.003882F, -0.048116F, 1.051998F})},
    Sight{"deutan", glm::transpose(mat3{0.367322F, 0.860646F, -0.227968F, 0.280085F, 0.672501F, 0.047413F, -0.011820F, 0.042940F, 0.968881F})},
    Sight{"tritan", glm::transpose(mat3{1.255528F, -0.076749F, -0.178779F, -0.078411F, 0.930809F, 0.147602F, 0.004733F, 0.691367F, 0.303900F})},
};
float lightness_seen(const Sight &sight, vec3 srgb) {
  return lightness(to_srgb(glm::clamp(sight.rows * to_linear(srgb), vec3(0), vec3(1))));
}

TEST(Ramp, ColourBlindEyesTellTheStepsApart) {
  for (const Sight &sight : sights)
    for (const Ramp ramp : ramps) {
      for (int tier = 1; tier < 3; ++tier)
        EXPECT_GE(lightness_seen(sight, tier_srgb(ramp, tier)) - lightness_seen(sight, tier_srgb(ramp, tier + 1)), 15)
            << to_string(ramp) << ", " << sight.name << ", tier " << tier;
      for (int k = 1; k < 4; ++k) // four steps share the room of three
        EXPECT_GE(lightness_seen(sight, count_srgb(ramp, k, 4)) - lightness_seen(sight, count_srgb(ramp, k + 1, 4)), 13)
            << to_string(ramp) << ", " << sight.name << ", count " << k;
    }
}

// That the simulation simulates: red and green of one lightness, which only blue-blind eyes tell apart by colour alone.
TEST(Ramp, ASimulatedEyeConfusesRedWithGreen) {
  const vec3 red = to_srgb(vec3(0.5F, 0.08F, 0.05F)), green = to_srgb(vec3(0.09F, 0.17F, 0.05F));
  const auto apart = [&](const Sight &sight) { return glm::distance(sight.rows * to_linear(red), sight.rows * to_linear(green)); };
  EXPECT_LT(apart(sights[2]), 0.35F * apart(sights[0]));
  EXPECT_GT(apart(sights[3]), 0.8F * apart(sights[0]));
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
