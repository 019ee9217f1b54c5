// What the named poses of the neck must do on any body.
#pragma once

#include "format/body.h"
#include "rig/rig.h"

#include <gtest/gtest.h>

namespace myo::tests {

struct Posed {
  rig::Pose pose;
  float pitch_deg = 0;
  vec3 carried_mm{0}; // the head's joint
};

inline Posed named(const anatomy::Library &library, const rig::Rig &rig, const rig::Pose &rest, const char *id) {
  const anatomy::NamedPose *pose = library.pose(id);
  EXPECT_NE(pose, nullptr) << id;
  if (pose == nullptr) return {};
  const auto values = rig::pose_values(library, *pose);
  EXPECT_TRUE(values) << id;
  Posed posed{evaluate(rig, *values)};
  for (const std::string &note : posed.pose.notes) ADD_FAILURE() << id << ": " << note;
  const auto head = rig.joint("atlanto_occipital");
  const vec3 front(posed.pose.matrices[head] * vec4(0, 0, 1, 0));
  posed.pitch_deg = glm::degrees(std::atan2(-front.y, front.z));
  posed.carried_mm = 1000.0F * (posed.pose.joint_centres[head] - rest.joint_centres[head]);
  return posed;
}

inline void check_neck_poses(const anatomy::Library &library, const format::Body &body) {
  const auto built = rig::Rig::build(body, library);
  ASSERT_TRUE(built) << built.error().line();
  const rig::Pose rest = evaluate(*built, {});
  const Posed forward = named(library, *built, rest, "forward_head");
  EXPECT_NEAR(forward.pitch_deg, 0, 2);
  EXPECT_GE(forward.carried_mm.z, 25);
  EXPECT_LE(forward.carried_mm.z, 50);
  const Posed tuck = named(library, *built, rest, "chin_tuck");
  EXPECT_LT(tuck.carried_mm.z, -4);
  EXPECT_NEAR(tuck.pitch_deg, 0, 5);
  EXPECT_NEAR(named(library, *built, rest, "neck_flexion_30").pitch_deg, 30, 0.5);
  for (const double mm : {20.0, 30.0, -10.0}) {
    rig::JointValues glide;
    glide.set({"cervical", anatomy::Side::midline, "protraction"}, mm / 1000);
    const rig::Pose pose = evaluate(*built, glide);
    const auto head = built->joint("atlanto_occipital");
    EXPECT_NEAR(1000 * (pose.joint_centres[head].z - rest.joint_centres[head].z), mm, 0.5);
    const vec3 front(pose.matrices[head] * vec4(0, 0, 1, 0));
    EXPECT_NEAR(glm::degrees(std::asin(front.y)), 0, 0.5);
  }
  for (const anatomy::NamedPose &pose : library.poses) (void)named(library, *built, rest, pose.id.c_str());
}

} // namespace myo::tests
