// The rib cage that flesh on its way to a raised arm is kept outside of.
#include "rig/thorax_wall.h"

#include "rig/skinning.h"
#include "rig/straightness.h"
#include "support/rib_cage.h"

#include <cmath>
#include <gtest/gtest.h>

namespace myo::rig {
namespace {

constexpr float low_m = tests::cage_low_m, high_m = tests::cage_high_m, wide_m = tests::cage_wide_m;

Pose at_rest(const format::Body &body) {
  Pose pose;
  pose.motions.resize(body.joints.size()), pose.matrices.assign(body.joints.size(), mat4(1));
  return pose;
}

void shift(Pose &pose, std::size_t joint, vec3 by) {
  pose.motions[joint].dual = vec4(0.5F * by, 0);
  pose.matrices[joint] = glm::translate(mat4(1), by);
}

TEST(ThoraxWall, IsOneWallOverRibsAndGapsAndKnowsNoArm) {
  const ThoraxWall wall(tests::rib_cage());
  ASSERT_FALSE(wall.empty());
  EXPECT_EQ(wall.joint(), 1U);
  for (float y = 1.05F; y < 1.35F; y += 0.007F)
    for (float turn = 0; turn < 6.28F; turn += 0.1F) {
      const vec3 out(std::sin(turn), 0, std::cos(turn)), p = vec3(0, y, 0) + (wide_m + 0.03F) * out;
      EXPECT_NEAR(wall.clearance(p).metres, 0.03F, 0.001F) << y << " " << turn;
      EXPECT_EQ(wall.clearance(p).say, 1) << y;
      EXPECT_LT(glm::distance(wall.outward(p), out), 1e-5F);
    }
  EXPECT_EQ(wall.clearance(vec3(0.2F, low_m - 0.01F, 0)).say, 0) << "below";
  EXPECT_EQ(wall.clearance(vec3(0.2F, high_m + 0.02F, 0)).say, 0) << "above";
  EXPECT_TRUE(ThoraxWall(format::Body{}).empty());
  EXPECT_EQ(ThoraxWall(format::Body{}).packed().size(), 0U);
}

TEST(ThoraxWall, KeepsAPlaceAsFarOutAsAtRestAndNoFarther) {
  const format::Body body = tests::rib_cage();
  const ThoraxWall wall(body);
  Pose pose = at_rest(body);
  const auto out_of = [&](float rest_out, float now_out, vec3 carried) {
    shift(pose, 1, carried);
    const vec3 way = glm::normalize(vec3(-1, 0, -2)), rest = vec3(0, 1.1F, 0) + (wide_m + rest_out) * way;
    const vec3 kept = outside_thorax(vec3(0, 1.2F, 0) + (wide_m + now_out) * way + carried, rest, wall, pose) - carried;
    EXPECT_NEAR(kept.y, 1.2F, 1e-5F) << "straight out";
    return glm::length(vec3(kept.x, 0, kept.z)) - wide_m;
  };
  for (const vec3 carried : {vec3(0), vec3(0.03F, -0.05F, 0.08F)}) {
    EXPECT_NEAR(out_of(0.008F, -0.03F, carried), 0.008F, 5e-4F) << "sunk: back to where it was";
    EXPECT_NEAR(out_of(0.05F, 0.005F, carried), 0.02F, 5e-4F) << "far out at rest: two centimetres will do";
    EXPECT_NEAR(out_of(0.008F, 0.03F, carried), 0.03F, 5e-4F) << "outside: left alone";
    EXPECT_NEAR(out_of(-0.01F, -0.01F, carried), -0.01F, 5e-4F) << "inside at rest already";
  }
}

// A strip from the spine to the arm, and one to the blade: pulled through the cage they stay outside; what does not swing stays.
TEST(ThoraxWall, FleshToArmAndBladeSlidesOverIt) {
  for (const std::uint32_t end : {4U, 3U}) {
    format::Body body = tests::rib_cage();
    const ThoraxWall wall(body);
    const std::uint32_t structure = tests::add_strip(body, end);
    const std::vector<vec4> held = anchors(body, structure);
    ASSERT_EQ(held.size(), body.joints.size());
    EXPECT_EQ(held[3].w, girdle_unheld);
    EXPECT_EQ(held[4].w, end == 4U ? anchor_of_arm : 0.0F);
    const std::vector<float> straight(21, 1.0F);
    Pose pose = at_rest(body);
    shift(pose, end, vec3(0, 0, 0.16F)); // forwards, so that the straight line to the spine runs through the cage
    const format::Mesh &mesh = body.structures[structure].mesh;
    const auto nearest_m = [&](const std::vector<vec3> &places) {
      float least = 1;
      for (const vec3 p : places) least = std::min(least, wall.clearance(p).metres);
      return least;
    };
    const auto free = skinned(mesh, pose, {straight, held, 0, nullptr}), kept = skinned(mesh, pose, {straight, held, 0, &wall});
    EXPECT_LT(nearest_m(free), -0.015F) << "the test shows nothing";
    EXPECT_GT(nearest_m(kept), 0.003F);
    EXPECT_EQ(kept.front(), mesh.positions.front()) << "held by the spine";
  }
}

} // namespace
} // namespace myo::rig
