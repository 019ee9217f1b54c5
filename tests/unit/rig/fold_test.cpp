// Limbs bent until their flesh meets itself.
#include "rig/fold.h"

#include "format/body.h"
#include "rig/moves.h"
#include "rig/rig.h"
#include "rig/skinning.h"
#include "support/shipped.h"
#include "support/tiny_body.h"

#include <cmath>
#include <gtest/gtest.h>

namespace myo::rig {
namespace {

constexpr float bone_m = 0.03F, upper_m = 0.4F, lower_m = 0.35F;

// A limb that comes down along -y to a joint at the origin and goes on so far bent, to the front.
Fold bent(float degrees) {
  const float turn = glm::radians(degrees);
  return fold_between(vec3(0, upper_m, 0), vec3(0), lower_m * vec3(0, -std::cos(turn), std::sin(turn)), bone_m);
}

TEST(Fold, BeginsWhereFleshMayMeet) {
  for (const float straight : {0.0F, 10.0F, 39.0F}) EXPECT_EQ(bent(straight).strength, 0) << straight;
  EXPECT_GT(bent(60).strength, 0);
  EXPECT_LT(bent(60).strength, 1);
  EXPECT_EQ(bent(91).strength, 1);
  EXPECT_EQ(bent(150).strength, 1);
  EXPECT_EQ(fold_between(vec3(0), vec3(0), vec3(0, 1, 0), bone_m).strength, 0) << "a limb without length";
}

TEST(Fold, LiesBetweenBothParts) {
  const Fold fold = bent(120);
  EXPECT_NEAR(glm::length(fold.normal), 1, 1e-6F);
  EXPECT_NEAR(glm::length(fold.inward), 1, 1e-6F);
  EXPECT_NEAR(glm::dot(fold.normal, fold.inward), 0, 1e-6F);
  EXPECT_GT(glm::dot(fold.normal, vec3(0, 1, 0)), 0) << "to the part before the joint";
  EXPECT_GT(glm::dot(fold.inward, vec3(0, 0, 1)), 0) << "to the front, where the limb is bent to";
  EXPECT_NEAR(fold.slope, std::tan(glm::radians(30.0F)), 1e-5F) << "60 degrees between both";
}

TEST(Fold, KeepsEachPartOnItsSideAndInItsOrder) {
  const Fold fold = bent(140);
  for (const float side : {1.0F, -1.0F}) {
    float before = -1;
    for (float apart = -0.06F; apart < 0.12F; apart += 0.001F) {
      const vec3 place = 0.15F * fold.inward + side * apart * fold.normal + vec3(0.02F, 0, 0);
      const vec3 after = pressed(place, side, fold);
      const float now = side * glm::dot(after, fold.normal);
      EXPECT_GT(now, 0.0003F) << apart << ": on its own side";
      EXPECT_GE(now, before) << apart << ": what was deeper stays deeper";
      EXPECT_LT(glm::length(glm::cross(after - place, fold.normal)), 1e-6F) << "pushed away from the plane, nowhere else";
      EXPECT_TRUE(apart <= 0.04F || glm::distance(after, place) < 0.0001F) << apart << ": far from the plane nothing happens";
      before = now;
    }
  }
}

TEST(Fold, LeavesTheOuterSideAndTheJointItself) {
  const Fold fold = bent(140);
  for (const float in : {-0.1F, 0.0F, 0.4F * bone_m})
    for (const float apart : {-0.03F, 0.0F, 0.03F}) {
      const vec3 place = in * fold.inward + apart * fold.normal;
      EXPECT_EQ(pressed(place, 1, fold), place) << in << " " << apart;
    }
  const vec3 through = 0.1F * fold.inward - 0.03F * fold.normal;
  EXPECT_EQ(pressed(through, 0, fold), through) << "what belongs to neither part";
  EXPECT_EQ(pressed(through, 1, bent(30)), through) << "hardly bent";
}

TEST(Fold, ShareFollowsTheJointsOnBothSides) {
  Fold fold;
  fold.shift = 2;
  const std::vector<std::uint32_t> sides{before_fold << 2U, beyond_fold << 2U, beyond_fold, 0};
  EXPECT_EQ(fold_share(u16vec4(0, 0, 0, 0), vec4(1, 0, 0, 0), sides, fold), 1);
  EXPECT_EQ(fold_share(u16vec4(1, 0, 0, 0), vec4(1, 0, 0, 0), sides, fold), -1);
  EXPECT_EQ(fold_share(u16vec4(0, 1, 0, 0), vec4(0.5F, 0.5F, 0, 0), sides, fold), 0) << "in the crease";
  EXPECT_EQ(fold_share(u16vec4(2, 3, 9, 0), vec4(0.4F, 0.3F, 0.3F, 0), sides, fold), 0) << "another fold's, nobody's, none of the body's";
  const float partly = fold_share(u16vec4(0, 1, 0, 0), vec4(0.55F, 0.45F, 0, 0), sides, fold);
  EXPECT_GT(partly, 0);
  EXPECT_LT(partly, 1);
}

TEST(Fold, BonesStayAndFleshGivesWay) {
  for (const format::Kind hard : {format::Kind::bone, format::Kind::tooth, format::Kind::disc, format::Kind::cartilage}) EXPECT_FALSE(gives_way(hard));
  for (const format::Kind soft : {format::Kind::skin, format::Kind::muscle, format::Kind::tendon, format::Kind::fascia}) EXPECT_TRUE(gives_way(soft));
}

TEST(Fold, APoseHasThoseOfTheLimbsThatItBends) {
  const format::Body body = tests::tiny_body();
  const Rig rig = Rig::build(body, tests::shipped()).value();
  EXPECT_TRUE(evaluate(rig, {}).folds.empty());
  JointValues values;
  values.set({"elbow", Side::right, "flexion"}, glm::radians(130.0));
  const Pose pose = evaluate(rig, values);
  ASSERT_EQ(pose.folds.size(), 1U);
  ASSERT_EQ(pose.fold_sides.size(), body.joints.size());
  const Fold &fold = pose.folds[0];
  const std::uint32_t arm = rig.joint("right.glenohumeral"), elbow = rig.joint("right.elbow"), wrist = rig.joint("right.wrist"), other = rig.joint("left.elbow");
  EXPECT_EQ(pose.fold_sides[arm] >> fold.shift & fold_bits, before_fold);
  EXPECT_EQ(pose.fold_sides[elbow] >> fold.shift & fold_bits, beyond_fold);
  EXPECT_EQ(pose.fold_sides[wrist] >> fold.shift & fold_bits, beyond_fold) << "the hand goes with the forearm";
  EXPECT_EQ(pose.fold_sides[other] >> fold.shift & fold_bits, 0U);
  EXPECT_GT(glm::dot(pose.joint_centres[arm] - fold.centre, fold.normal), 0);
  EXPECT_LT(glm::dot(pose.joint_centres[wrist] - fold.centre, fold.normal), 0);
  // Skin follows; what does not give way is where the joints take it.
  format::Mesh mesh;
  const vec3 beside = fold.centre + 0.12F * fold.inward - 0.02F * fold.normal; // through the plane
  mesh.positions = {vec3(glm::inverse(pose.matrices[arm]) * vec4(beside, 1))};
  mesh.joints = {u16vec4(arm, 0, 0, 0)}, mesh.weights = {vec4(1, 0, 0, 0)};
  EXPECT_GT(glm::dot(skinned(mesh, pose)[0] - fold.centre, fold.normal), 0);
  EXPECT_LT(glm::distance(skinned(mesh, pose, {{}, {}, 0, nullptr, false})[0], beside), 1e-5F);
}

} // namespace
} // namespace myo::rig
