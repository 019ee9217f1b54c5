// The vocabulary in assets/anatomy does what its words say on the test body; tests/real asks the same of an imported one.
#include "format/body.h"
#include "rig/rig.h"
#include "support/neck_poses.h"
#include "support/shipped.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>


namespace myo::rig {
namespace {

const anatomy::Library &library() { return tests::shipped(); }

TEST(Vocabulary, EveryMotionMovesSomething) {
  const format::Body body = tests::tiny_body();
  const auto rig = Rig::build(body, library());
  ASSERT_TRUE(rig) << rig.error().line();
  for (const anatomy::Motion &motion : library().motions) {
    const Side side = motion.sided ? Side::right : Side::midline;
    const Coordinate *c = rig->coordinate({motion.joint, side, motion.plus});
    ASSERT_NE(c, nullptr) << motion.joint << "." << motion.plus;
    EXPECT_LE(c->low, 0);
    EXPECT_GT(c->high - c->low, 0) << motion.joint << "." << motion.plus;
    JointValues values;
    values.set(c->id, c->high > 0 ? c->high : c->low);
    const Pose pose = evaluate(*rig, values);
    float most = 0;
    for (const auto &m : pose.motions) most = std::max({most, rotation_angle(m), glm::length(m.dual)});
    EXPECT_GT(most, 1e-3F) << c->id.text();
  }
}

TEST(Vocabulary, NeckPosesOnTheTestBody) { tests::check_neck_poses(library(), tests::tiny_body()); }

} // namespace
} // namespace myo::rig
