// The shoulder blade glides on the rib cage instead of cutting through it.
#include "form/triangle_tree.h"
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

// The ribs themselves, each moved with its joint.
class Ribs {
public:
  explicit Ribs(const format::Body &body) {
    for (const format::Structure &s : body.structures)
      if (s.kind == Kind::bone && s.bone.starts_with("rib_") && !s.mesh.joints.empty()) ribs_.push_back({s.mesh.joints.front()[0], form::TriangleTree(s.mesh.positions, s.mesh.indices, s.mesh.normals)});
  }
  [[nodiscard]] std::size_t count() const { return ribs_.size(); }
  // How deep any place of the blade lies in a rib, millimetres.
  [[nodiscard]] float deepest_mm(const format::Structure &blade, const rig::Pose &pose) const {
    const mat4 motion = pose.matrices[blade.mesh.joints.front()[0]];
    float deepest = 0;
    for (const auto &[joint, tree] : ribs_) {
      const mat4 to_rib = glm::inverse(pose.matrices[joint]) * motion;
      for (const vec3 p : blade.mesh.positions) {
        const vec3 q(to_rib * vec4(p, 1));
        if (!tree.box().holds(q)) continue;
        if (const auto hit = tree.nearest(q); hit.found()) deepest = std::max(deepest, -hit.distance / millimetre);
      }
    }
    return deepest;
  }

private:
  struct Rib { std::uint32_t joint; form::TriangleTree tree; };
  std::vector<Rib> ribs_;
};

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
  const Ribs ribs(body);
  EXPECT_EQ(ribs.count(), 24U);
  std::size_t blades = 0;
  for (const format::Structure &s : body.structures) {
    if (s.bone != "scapula") continue;
    ++blades;
    const std::size_t joint = s.mesh.joints.front()[0];
    for (const auto &[name, values] : postures) {
      const rig::Pose pose = rig::evaluate(gliding_rig(), values);
      EXPECT_LT(ribs.deepest_mm(s, pose), 5) << s.name << ", " << name;
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
