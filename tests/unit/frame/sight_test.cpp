#include "frame/deep_cover.h"
#include "frame/draw_list.h"
#include "frame/sight.h"
#include "stage.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::frame {
namespace {

// The place of a structure that this camera looks at, through the middle of its box.
std::uint32_t first_of(const atlas::Atlas &atlas, format::Kind kind) { return atlas.kind(kind).front(); }

TEST(Sight, IsBlockedBySolidThingsOnly) {
  tests::Stage stage;
  const format::Body &body = stage.atlas.body();
  const std::uint32_t bone = first_of(stage.atlas, format::Kind::bone);
  const vec3 middle = stage.atlas.bounds(bone).centre();
  scene::Camera camera = stage.scene.document.camera;
  camera.target = middle, camera.distance = 1;
  stage.obey(scene::SetCamera{camera});
  std::vector<scene::Visible> visible(body.structures.size());
  for (auto &v : visible) v.look = scene::Look::hidden;
  Blocks blocks(stage.atlas);
  const View view = stage.view();
  const vec3 behind = middle + scene::forward(camera) * glm::length(stage.atlas.bounds(bone).size());
  const vec3 before = middle - scene::forward(camera) * glm::length(stage.atlas.bounds(bone).size());
  EXPECT_TRUE(Sight(blocks, view, stage.atlas, visible).sees(behind, format::none)) << "nothing is drawn";
  visible[bone].look = scene::Look::ghost;
  EXPECT_TRUE(Sight(blocks, view, stage.atlas, visible).sees(behind, format::none)) << "a ghost is looked through";
  visible[bone].look = scene::Look::solid;
  const Sight sight(blocks, view, stage.atlas, visible);
  EXPECT_FALSE(sight.sees(behind, format::none));
  EXPECT_TRUE(sight.sees(before, format::none));
  EXPECT_TRUE(sight.sees(scene::eye(camera), format::none));
}

TEST(Sight, FollowsThePose) {
  tests::Stage stage;
  const format::Body &body = stage.atlas.body();
  const std::uint32_t bone = first_of(stage.atlas, format::Kind::bone);
  std::vector<scene::Visible> visible(body.structures.size());
  for (auto &v : visible) v.look = scene::Look::hidden;
  visible[bone].look = scene::Look::solid;
  Blocks blocks(stage.atlas);
  const std::uint32_t joint = blocks.chief_joint(bone);
  scene::Camera camera = stage.scene.document.camera;
  camera.target = stage.atlas.bounds(bone).centre(), camera.distance = 1;
  stage.obey(scene::SetCamera{camera});
  const vec3 behind = camera.target + scene::forward(camera) * 0.5F;
  rig::Pose moved = stage.pose;
  moved.matrices[joint] = glm::translate(mat4{1}, scene::up(camera) * 2.0F);
  View view = stage.view();
  EXPECT_FALSE(Sight(blocks, view, stage.atlas, visible).sees(behind, format::none));
  view.pose = &moved;
  EXPECT_TRUE(Sight(blocks, view, stage.atlas, visible).sees(behind, format::none));
}

TEST(Sight, OnASurfaceIsHiddenByTheFarSideOnly) {
  tests::Stage stage;
  const format::Body &body = stage.atlas.body();
  const std::uint32_t bone = first_of(stage.atlas, format::Kind::bone);
  std::vector<scene::Visible> visible(body.structures.size());
  for (auto &v : visible) v.look = scene::Look::hidden;
  visible[bone].look = scene::Look::solid;
  scene::Camera camera = stage.scene.document.camera;
  camera.target = stage.atlas.bounds(bone).centre(), camera.distance = 1;
  stage.obey(scene::SetCamera{camera});
  Blocks blocks(stage.atlas);
  const View view = stage.view();
  const Sight sight(blocks, view, stage.atlas, visible);
  const format::Mesh &mesh = body.structures[bone].mesh;
  int seen = 0, hidden = 0;
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    const float facing = glm::dot(mesh.normals[v], glm::normalize(scene::eye(camera) - mesh.positions[v]));
    if (std::abs(facing) < 0.6F) continue;
    (sight.sees(mesh.positions[v], bone) ? seen : hidden) += 1;
    EXPECT_EQ(sight.sees(mesh.positions[v], bone), facing > 0) << v;
  }
  EXPECT_GT(seen, 3);
  EXPECT_GT(hidden, 3);
}

TEST(DeepCover, IsWhatLiesOverItOnTheScreenAndIsNoPartOfIt) {
  tests::Stage stage;
  DeepCover cover(stage.atlas);
  const format::Body &body = stage.atlas.body();
  const std::uint32_t deep = stage.atlas.structure("tiny.right.scap_deep"), arm = stage.atlas.bone("humerus", format::Side::right).front();
  ASSERT_NE(deep, format::none);
  stage.obey(scene::SetView{"306,0"}); // along the line from the arm to the surface
  EXPECT_TRUE(cover.hides(arm, deep, Glance(stage.view())));
  int part_of_it = 0;
  for (const std::uint32_t bone : stage.atlas.kind(format::Kind::bone)) {
    float nearest = 1;
    for (const vec3 p : body.structures[bone].mesh.positions)
      for (const vec3 q : body.structures[deep].mesh.positions) nearest = std::min(nearest, glm::distance(p, q));
    if (nearest > 0.01F) continue;
    ++part_of_it;
    EXPECT_FALSE(cover.hides(bone, deep, Glance(stage.view()))) << body.structures[bone].id << " touches it";
  }
  EXPECT_GT(part_of_it, 0);
  stage.obey(scene::SetView{"posterior"});
  EXPECT_FALSE(cover.hides(stage.atlas.bone("humerus", format::Side::left).front(), deep, Glance(stage.view()))) << "beside it on the screen";
}

TEST(DrawList, MarksWhatCoversDeepZonesAndPutsThemUnderStrongerOnes) {
  tests::Stage stage;
  stage.obey(scene::SetView{"306,0"});
  const packet::FramePacket packet = stage.builder().build(stage.view());
  const std::uint32_t arm = stage.atlas.bone("humerus", format::Side::right).front();
  const auto draw = std::ranges::find(packet.draws, pick_id(arm), &packet::Draw::id);
  ASSERT_NE(draw, packet.draws.end());
  EXPECT_TRUE(draw->flags & packet::covers_deep_heat);
  int deepest = 0, shallowest = 0;
  for (const heat::Zone &zone : stage.heat.zones) {
    const auto kind = stage.atlas.body().structures[stage.atlas.body().regions[zone.field].carrier].kind;
    int &most = kind == format::Kind::skin ? shallowest : deepest;
    most = std::max(most, zone.tier);
  }
  EXPECT_EQ(packet.heat.deep_below, deepest < shallowest);
  stage.obey(scene::ShowHeat{scene::Set::off});
  for (const packet::Draw &d : stage.builder().build(stage.view()).draws) EXPECT_FALSE(d.flags & packet::covers_deep_heat);
}

} // namespace
} // namespace myo::frame
