// The shoulder blade glides on the rib cage instead of cutting through it.
#include "rig/moves.h"
#include "rig/rig.h"
#include "rig/thorax_wall.h"
#include "whole.h"

#include <glm/gtc/matrix_transform.hpp>

namespace myo {
namespace {

const rig::Rig &gliding_rig() {
  static const rig::Rig rig = rig::Rig::build(whole().body, whole().library).value();
  return rig;
}

// How far any of its places has sunk into the wall of the thorax, more than at rest, millimetres; `motion` is the blade's against the chest.
float sunk_mm(const format::Structure &blade, const rig::ThoraxWall &wall, const mat4 &motion) {
  float sunk = 0;
  for (const vec3 p : blade.mesh.positions) {
    const auto before = wall.clearance(p), now = wall.clearance(vec3(motion * vec4(p, 1)));
    if (now.say > 0) sunk = std::max(sunk, (std::min(before.metres, 0.0F) - now.metres) * now.say);
  }
  return sunk / millimetre;
}

TEST_F(Body, ScapulaGlidesOnTheRibCage) {
  const format::Body &body = whole().body;
  const rig::ThoraxWall wall(body);
  ASSERT_FALSE(wall.empty());
  std::map<std::string, rig::JointValues> postures;
  for (const rig::Coordinate &c : gliding_rig().coordinates())
    if (c.id.joint == "scapulothoracic" || c.id.joint == "glenohumeral")
      for (const double value : {c.low, c.high}) postures[c.id.text() + (value < 0 ? " least" : " most")].set(c.id, value);
  for (const char *id : {"arms_abducted_90", "arms_overhead", "hand_behind_head", "hand_behind_back", "deep_squat", "throwing_cocked", "reaching_forward"}) {
    const anatomy::NamedPose *pose = whole().library.pose(id);
    ASSERT_NE(pose, nullptr) << id;
    postures[id] = rig::pose_values(whole().library, *pose).value();
  }
  std::size_t blades = 0;
  for (const format::Structure &s : body.structures) {
    if (s.bone != "scapula") continue;
    ++blades;
    const std::size_t joint = s.mesh.joints.front()[0];
    for (const auto &[name, values] : postures) {
      const rig::Pose pose = rig::evaluate(gliding_rig(), values);
      EXPECT_LT(sunk_mm(s, wall, glm::inverse(pose.matrices[wall.joint()]) * pose.matrices[joint]), 14) << s.name << ", " << name;
    }
    // Tilted back about its joint with the clavicle and nothing else, it would.
    const vec3 centre = body.joints[joint].centre;
    const mat4 tilted = glm::translate(mat4(1), centre) * glm::rotate(mat4(1), glm::radians(-20.0F), vec3(1, 0, 0)) * glm::translate(mat4(1), -centre);
    const mat4 other = glm::translate(mat4(1), centre) * glm::rotate(mat4(1), glm::radians(20.0F), vec3(1, 0, 0)) * glm::translate(mat4(1), -centre);
    EXPECT_GT(std::max(sunk_mm(s, wall, tilted), sunk_mm(s, wall, other)), 20) << s.name;
  }
  EXPECT_EQ(blades, 2U);
}

} // namespace
} // namespace myo
