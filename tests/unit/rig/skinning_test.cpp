// A limb's flesh between a bone that stays and one that turns: what it keeps of its volume and of its line.
#include "atlas/load.h"
#include "rig/skinning.h"
#include "rig/straightness.h"
#include "rig/swelling.h"

#include <gtest/gtest.h>

#include <cmath>

namespace myo::rig {
namespace {

constexpr float radius_m = 0.02F, length_m = 0.3F;
constexpr std::uint32_t rings = 40, around = 24;

// A rod of muscle down from y = 0, whose lower end follows the second joint; its weights change along it.
format::Body rod(const char *joint) {
  format::Body body;
  body.joints = {{"sacrum"}, {joint, 0, vec3(0, -0.5F * length_m, 0)}};
  format::Structure muscle;
  muscle.id = "rod", muscle.kind = format::Kind::muscle, muscle.muscle = "rod";
  format::Mesh &mesh = muscle.mesh;
  const auto add = [&](vec3 p, vec3 n, float along) {
    mesh.positions.push_back(p), mesh.normals.push_back(n);
    mesh.joints.push_back(u16vec4(0, 1, 0, 0)), mesh.weights.push_back(vec4(1 - along, along, 0, 0));
    mesh.uv.push_back({along, 0}), mesh.openness.push_back(255);
  };
  for (std::uint32_t r = 0; r <= rings; ++r)
    for (std::uint32_t a = 0; a < around; ++a) {
      const float turn = 6.2831853F * float(a) / float(around), along = float(r) / float(rings);
      const vec3 n(std::cos(turn), 0, std::sin(turn));
      add(radius_m * n - vec3(0, length_m * along, 0), n, along);
    }
  add(vec3(0), vec3(0, 1, 0), 0), add(vec3(0, -length_m, 0), vec3(0, -1, 0), 1);
  const std::uint32_t top = (rings + 1) * around, bottom = top + 1;
  for (std::uint32_t r = 0; r < rings; ++r)
    for (std::uint32_t a = 0; a < around; ++a) {
      const std::uint32_t b = (a + 1) % around, p = r * around + a, q = r * around + b;
      for (const std::uint32_t i : {p, q, q + around, p, q + around, p + around}) mesh.indices.push_back(i);
    }
  for (std::uint32_t a = 0; a < around; ++a) {
    const std::uint32_t b = (a + 1) % around;
    for (const std::uint32_t i : {top, b, a, bottom, rings * around + a, rings * around + b}) mesh.indices.push_back(i);
  }
  body.structures.push_back(std::move(muscle));
  return body;
}

Pose bent(const format::Body &body, float degrees) {
  const float half = 0.5F * glm::radians(degrees);
  const glm::quat turn(std::cos(half), std::sin(half), 0, 0);
  const vec3 centre = body.joints[1].centre, shift = centre - turn * centre;
  const glm::quat dual = glm::quat(0, shift.x, shift.y, shift.z) * turn * 0.5F;
  Pose pose;
  pose.motions = {DualQuaternion{}, {vec4(turn.x, turn.y, turn.z, turn.w), vec4(dual.x, dual.y, dual.z, dual.w)}};
  return pose;
}

double volume(const std::vector<vec3> &p, const std::vector<std::uint32_t> &t) {
  double sum = 0;
  for (std::size_t i = 0; i + 2 < t.size(); i += 3) sum += static_cast<double>(glm::dot(p[t[i]], glm::cross(p[t[i + 1]], p[t[i + 2]])));
  return sum / 6;
}

TEST(Skinning, CarriesWhatFollowsOneJointRigidly) {
  const format::Body body = rod("right.wrist");
  const Pose pose = bent(body, 70);
  const format::Mesh &mesh = body.structures[0].mesh;
  const std::vector<vec3> posed = skinned(mesh, pose);
  const std::size_t last = mesh.positions.size() - 1;
  EXPECT_LT(glm::distance(posed[last], move_point(pose.motions[1], mesh.positions[last])), 1e-6F);
  EXPECT_LT(glm::distance(posed[0], mesh.positions[0]), 1e-6F);
  EXPECT_EQ(skinned(mesh, Pose{})[last], mesh.positions[last]) << "no joints, no motion";
}

TEST(Swelling, GivesTheVolumeBackThatABendTakes) {
  Progress progress;
  const auto atlas = atlas::make_atlas(rod("right.glenohumeral"), progress);
  ASSERT_TRUE(atlas) << atlas.error().line();
  const format::Body &body = atlas->body();
  const format::Mesh &mesh = body.structures[0].mesh;
  const std::vector<float> straight = straightness(body, 0);
  const double rest = volume(mesh.positions, mesh.indices);
  ASSERT_NEAR(rest, 3.14159 * radius_m * radius_m * length_m, 0.03 * rest);
  const Swelling swelling(*atlas);
  double least = 1;
  for (const float degrees : {40.0F, 80.0F, 120.0F}) {
    const Pose pose = bent(body, degrees);
    const std::vector<float> swell = swelling.of(pose);
    ASSERT_EQ(swell.size(), body.structures.size());
    const double plain = volume(skinned(mesh, pose, {straight, {}, 0}), mesh.indices), kept = volume(skinned(mesh, pose, {straight, {}, swell[0]}), mesh.indices);
    EXPECT_LT(std::abs(kept / rest - 1), 0.02) << degrees << ": without, " << plain / rest;
    least = std::min(least, plain / rest);
  }
  EXPECT_LT(least, 0.95) << "nothing was lost: the test shows nothing";
  EXPECT_EQ(swelling.of(bent(body, 0))[0], 0) << "at rest nothing swells";
}

TEST(Straightness, IsOfSwingingJointsAndFarFromThem) {
  const format::Body shoulder = rod("right.glenohumeral"), spine = rod("c4_c5");
  const std::vector<float> far = straightness(shoulder, 0), none = straightness(spine, 0);
  EXPECT_EQ(far.back(), 1) << "15 cm from the joint";
  const std::size_t middle = std::size_t{rings / 2} * around;
  EXPECT_LT(far[middle], 0.05F) << "beside it";
  for (const float s : none) EXPECT_EQ(s, 0);
  format::Body skin = rod("right.glenohumeral");
  skin.structures[0].kind = format::Kind::skin;
  EXPECT_TRUE(straightness(skin, 0).empty());
}

// From trunk to arm, raised: the middle of the muscle keeps to the line between its ends instead of swinging out round the joint.
TEST(Straightness, AMuscleFromTheTrunkToTheArmKeepsToItsLine) {
  format::Body body = rod("right.glenohumeral");
  body.joints[1].centre = vec3(0, -length_m, 0.02F);
  const auto patch = [&](std::uint32_t joint, vec3 at) {
    format::Patch p;
    p.muscle = "rod", p.muscle_structure = 0, p.joint = joint, p.centroid = at, p.area_mm2 = 100;
    body.patches.push_back(p);
  };
  patch(0, vec3(0)), patch(1, vec3(0, -length_m, 0));
  const std::vector<vec4> held = anchors(body, 0);
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(held[0].w, 1);
  EXPECT_EQ(held[1].w, anchor_of_arm);
  const std::vector<float> straight = straightness(body, 0);
  const Pose pose = bent(body, 100);
  const format::Mesh &mesh = body.structures[0].mesh;
  const vec3 low = move_point(pose.motions[1], vec3(0, -length_m, 0));
  const auto farthest = [&](const std::vector<vec3> &posed) {
    float most = 0;
    for (std::size_t v = 0; v < posed.size(); ++v) {
      if (straight[v] < 1) continue;
      const float along = glm::clamp(glm::dot(posed[v], low) / glm::dot(low, low), 0.0F, 1.0F);
      most = std::max(most, glm::distance(posed[v], along * low));
    }
    return most;
  };
  EXPECT_LT(farthest(skinned(mesh, pose, {straight, held, 0})), 1.5F * radius_m);
  EXPECT_GT(farthest(skinned(mesh, pose)), 3 * radius_m) << "blended alone it swings out";
  EXPECT_TRUE(anchors(rod("right.elbow"), 0).empty());
}

} // namespace
} // namespace myo::rig
