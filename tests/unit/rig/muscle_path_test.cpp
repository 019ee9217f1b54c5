#include "rig/muscle_path.h"
#include "rig/rig.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

namespace myo::rig {
namespace {

std::uint32_t muscle(const format::Body &body, std::string_view id) {
  for (std::uint32_t s = 0; s < body.structures.size(); ++s)
    if (body.structures[s].id == id) return s;
  return format::none;
}

TEST(MusclePath, RestLengthIsTheStraightLineOfAStraightMuscle) {
  const auto body = tests::tiny_body();
  const auto deep = muscle(body, "tiny.right.multifidus_cervicis");
  EXPECT_NEAR(rest_length_m(body, deep), glm::distance(vec3(0.016F, 1.4545F, -0.055F), vec3(0.004F, 1.5045F, -0.069F)), 0.001);
}

TEST(MusclePath, NeckMusclesBehindTheSpineLengthenInFlexionAndShortenInExtension) {
  const auto body = tests::tiny_body();
  const auto library = tests::tiny_library();
  const auto rig = Rig::build(body, library).value();
  const auto deep = muscle(body, "tiny.right.multifidus_cervicis");
  const double rest = rest_length_m(body, deep);
  const auto length = [&](double flexion_deg) {
    JointValues values;
    values.set({"cervical", Side::midline, "flexion"}, glm::radians(flexion_deg));
    return muscle_length_m(body, evaluate(rig, values), deep);
  };
  EXPECT_NEAR(length(0), rest, 1e-6);
  EXPECT_GT(length(40), rest * 1.08);
  EXPECT_LT(length(-40), rest * 0.95);
}

TEST(MusclePath, OneWithoutPatchesHasNone) {
  const auto body = tests::tiny_body();
  EXPECT_TRUE(muscle_path(body, Pose{}, muscle(body, "tiny.skin")).points.empty());
  EXPECT_EQ(rest_length_m(body, 100000), 0.0);
}

} // namespace
} // namespace myo::rig
