// The vocabulary in assets/anatomy does what its words say: on the test body always, on an imported one where there is
// one (MYOSCOPE_TEST_ATLAS).
#include "atlas/load.h"
#include "format/body.h"
#include "rig/muscle_path.h"
#include "rig/rig.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace myo::rig {
namespace {

const anatomy::Library &library() {
  static const anatomy::Library one = [] {
    auto read = anatomy::read_library(std::filesystem::path(MYO_SOURCE_DIR) / "assets/anatomy");
    if (!read) ADD_FAILURE() << read.error().line();
    return read ? std::move(*read) : anatomy::Library{};
  }();
  return one;
}

struct Posed {
  Pose pose;
  float pitch_deg = 0;
  vec3 carried_mm{0}; // the head's joint
};

Posed named(const Rig &rig, const Pose &rest, const char *id) {
  const anatomy::NamedPose *pose = library().pose(id);
  EXPECT_NE(pose, nullptr) << id;
  if (pose == nullptr) return {};
  const auto values = pose_values(library(), *pose);
  EXPECT_TRUE(values) << id;
  Posed posed{evaluate(rig, *values)};
  for (const std::string &note : posed.pose.notes) ADD_FAILURE() << id << ": " << note;
  const auto head = rig.joint("atlanto_occipital");
  const vec3 front(posed.pose.matrices[head] * vec4(0, 0, 1, 0));
  posed.pitch_deg = glm::degrees(std::atan2(-front.y, front.z));
  posed.carried_mm = 1000.0F * (posed.pose.joint_centres[head] - rest.joint_centres[head]);
  return posed;
}

void check_neck_poses(const format::Body &body) {
  const auto rig = Rig::build(body, library());
  ASSERT_TRUE(rig) << rig.error().line();
  const Pose rest = evaluate(*rig, {});
  const Posed forward = named(*rig, rest, "forward_head");
  EXPECT_NEAR(forward.pitch_deg, 0, 2);
  EXPECT_GE(forward.carried_mm.z, 25);
  EXPECT_LE(forward.carried_mm.z, 50);
  const Posed tuck = named(*rig, rest, "chin_tuck");
  EXPECT_LT(tuck.carried_mm.z, -4);
  EXPECT_NEAR(tuck.pitch_deg, 0, 5);
  EXPECT_NEAR(named(*rig, rest, "neck_flexion_30").pitch_deg, 30, 0.5);
  for (const double mm : {20.0, 30.0, -10.0}) {
    JointValues glide;
    glide.set({"cervical", Side::midline, "protraction"}, mm / 1000);
    const Pose pose = evaluate(*rig, glide);
    const auto head = rig->joint("atlanto_occipital");
    EXPECT_NEAR(1000 * (pose.joint_centres[head].z - rest.joint_centres[head].z), mm, 0.5);
    const vec3 front(pose.matrices[head] * vec4(0, 0, 1, 0));
    EXPECT_NEAR(glm::degrees(std::asin(front.y)), 0, 0.5);
  }
  for (const anatomy::NamedPose &pose : library().poses) (void)named(*rig, rest, pose.id.c_str());
}

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

TEST(Vocabulary, NeckPosesOnTheTestBody) { check_neck_poses(tests::tiny_body()); }

TEST(Vocabulary, NeckPosesOnAnImportedBody) {
  const char *folder = std::getenv("MYOSCOPE_TEST_ATLAS");
  if (folder == nullptr) GTEST_SKIP() << "MYOSCOPE_TEST_ATLAS names no imported atlas";
  Progress progress;
  const auto body = atlas::read_atlas(folder, progress);
  ASSERT_TRUE(body) << body.error().line();
  check_neck_poses(*body);
  const auto rig = Rig::build(*body, library());
  for (const anatomy::Motion &motion : library().motions)
    EXPECT_NE(rig->coordinate({motion.joint, motion.sided ? Side::right : Side::midline, motion.plus}), nullptr)
        << motion.joint << "." << motion.plus;
  for (std::uint32_t s = 0; s < body->structures.size(); ++s) {
    const MusclePath path = muscle_path(*body, evaluate(*rig, {}), s);
    if (path.points.empty()) continue;
    EXPECT_NEAR(path.length_m, rest_length_m(*body, s), 1e-5) << body->structures[s].id;
    const double straight = glm::distance(path.points.front(), path.points.back());
    EXPECT_LE(path.length_m, 1.81 * straight) << body->structures[s].id << " wanders";
  }
}

} // namespace
} // namespace myo::rig
