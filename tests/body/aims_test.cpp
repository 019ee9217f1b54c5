// The poses that try our own body most, held against the aims of docs/rig.md.
#include "atlas/load.h"
#include "inspect/pose_trial.h"
#include "rig/rig.h"
#include "whole.h"

namespace myo {
namespace {

TEST_F(Body, KeepsItsAimsInTheHardestPoses) {
  Progress progress;
  const auto atlas = atlas::make_atlas(whole().body, progress);
  ASSERT_TRUE(atlas) << atlas.error().line();
  const rig::Rig rig = rig::Rig::build(whole().body, whole().library).value();
  const std::vector<std::string> poses{"arms_overhead", "hand_behind_head", "deep_squat"};
  const auto outcomes = inspect::try_poses(*atlas, whole().library, rig, poses, progress);
  ASSERT_TRUE(outcomes) << outcomes.error().line();
  const inspect::PoseTally sum = inspect::tally(whole().body, whole().library, *outcomes);
  EXPECT_GT(sum.pairs, 900U);
  EXPECT_GE(static_cast<double>(sum.in_range), 0.95 * static_cast<double>(sum.pairs));
  EXPECT_EQ(sum.near_in_range, sum.near_pairs);
  EXPECT_LE(static_cast<double>(sum.deeper), 0.001 * static_cast<double>(sum.vertices));
  EXPECT_LT(sum.worst_stretch_p99, 2.5);
  EXPECT_EQ(sum.bone_outside, 0U);
  EXPECT_LT(sum.swallowed_m2, 1e-6) << "outside the creases";
  EXPECT_LE(sum.worst_creases, 0.03);
}

} // namespace
} // namespace myo
