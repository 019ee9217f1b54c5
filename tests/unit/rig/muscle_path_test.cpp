#include "rig/moment_arms.h"
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

TEST(MomentArms, AreTheLengthThatIsLostWithEachRadian) {
  const auto body = tests::tiny_body();
  const auto library = tests::tiny_library();
  const auto rig = Rig::build(body, library).value();
  const auto deep = muscle(body, "tiny.right.multifidus_cervicis");
  const CoordinateId flexion{"cervical", Side::midline, "flexion"};
  const auto arm_at = [&](double degrees) -> double {
    JointValues values;
    values.set(flexion, glm::radians(degrees));
    for (const MomentArm &arm : moment_arms(rig, values, {deep}))
      if (arm.id == flexion) return arm.arm_m;
    return 0;
  };
  const auto length = [&](double degrees) {
    JointValues values;
    values.set(flexion, glm::radians(degrees));
    return rig.strains().mean(evaluate(rig, values), {deep}).length_m;
  };
  EXPECT_LT(arm_at(0), -0.004) << "it extends the neck";
  EXPECT_GT(arm_at(0), -0.06);
  EXPECT_NEAR(arm_at(20), -(length(22) - length(18)) / glm::radians(4.0), 2e-4);
  const double limit = glm::degrees(rig.coordinate(flexion)->high);
  EXPECT_NEAR(arm_at(limit), -(length(limit) - length(limit - 2)) / glm::radians(2.0), 2e-3) << "at the limit from one side";
  for (const MomentArm &arm : moment_arms(rig, {}, {deep})) EXPECT_EQ(rig.coordinate(arm.id)->unit, "deg") << arm.id.text();
  EXPECT_TRUE(moment_arms(rig, {}, {muscle(body, "tiny.skin")}).empty());
}

TEST(MusclePath, OneWithoutPatchesHasNone) {
  const auto body = tests::tiny_body();
  EXPECT_TRUE(muscle_path(body, Pose{}, muscle(body, "tiny.skin")).points.empty());
  EXPECT_EQ(rest_length_m(body, 100000), 0.0);
}

} // namespace
} // namespace myo::rig
