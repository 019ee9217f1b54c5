// What a hand that reaches into the picture takes hold of, and that a builder goes on with another moment of a model.
#include "frame/place_under.h"

#include "atlas/figure/body.h"
#include "rig/pull.h"
#include "scene/views.h"
#include "stage.h"

#include <gtest/gtest.h>

namespace myo::frame::tests {
namespace {

using scene::LayerState;

TEST(PlaceUnder, IsOnTheForemostSolidThingAsItIsPosed) {
  Stage stage;
  const format::Body &body = stage.atlas.body();
  stage.obey(scene::SetLayer{"skin", LayerState::hidden});
  stage.obey(scene::Select{});
  stage.obey(scene::SetView{"anterior"});
  stage.obey(scene::FrameSelection{640.0F / 480.0F});
  for (const bool bent : {false, true}) {
    if (bent) stage.obey(scene::SetJoint{{"elbow", anatomy::Side::right, "flexion"}, 0.8});
    const View view = stage.view();
    for (const char *id : {"tiny.right.hand", "tiny.left.foot", "tiny.occipital"}) {
      const std::uint32_t s = stage.atlas.structure(id);
      const std::uint32_t joint = body.structures[s].mesh.joints[0][0];
      const auto pixel = scene::project(view.document->camera, rig::move_point(stage.pose.motions[joint], stage.atlas.bounds(s).centre()), vec2(view.size_px));
      ASSERT_TRUE(pixel);
      const auto place = place_under(view, stage.context, stage.atlas, *pixel);
      ASSERT_TRUE(place) << id;
      EXPECT_EQ(body.structures[place->structure].id, id);
      EXPECT_EQ(rig::joint_at(body.structures[place->structure].mesh, place->rest), joint);
      const auto back = scene::project(view.document->camera, rig::move_point(stage.pose.motions[joint], place->rest), vec2(view.size_px));
      ASSERT_TRUE(back);
      EXPECT_LT(glm::distance(*back, *pixel), 0.5F) << id;
    }
    EXPECT_FALSE(place_under(view, stage.context, stage.atlas, {3, 3})) << "beside the body";
  }
}

TEST(PlaceUnder, TakesAGhostWhereNothingIsSolid) {
  Stage stage;
  const vec3 back = stage.on_skin(0.12F, 1.3F);
  stage.obey(scene::Select{});
  for (const std::string &layer : scene::layers_of(stage.atlas.body(), stage.library))
    stage.obey(scene::SetLayer{layer, layer == "skin" ? LayerState::ghost : LayerState::hidden});
  const View view = stage.view();
  const auto pixel = scene::project(view.document->camera, back, vec2(view.size_px));
  ASSERT_TRUE(pixel);
  const auto place = place_under(view, stage.context, stage.atlas, *pixel);
  ASSERT_TRUE(place);
  EXPECT_EQ(stage.atlas.body().structures[place->structure].kind, format::Kind::skin);
  stage.obey(scene::SetLayer{"skin", LayerState::hidden});
  EXPECT_FALSE(place_under(stage.view(), stage.context, stage.atlas, *pixel));
}

TEST(Moments, SendWhatHasMovedAndPaintPartsInTheirColours) {
  atlas::Figure figure;
  figure.name = "pair";
  figure.nodes.resize(1);
  for (const char *name : {"one", "other"}) {
    atlas::FigurePart part;
    part.name = name;
    part.colour = name[1] == 'n' ? vec3(0.5F, 0, 0) : vec3(0, 0, 0.25F);
    part.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    part.normals.assign(3, {0, 0, 1});
    part.indices = {0, 1, 2};
    figure.parts.push_back(part);
  }
  atlas::FigureShape shape{{{figure.parts[0].positions, figure.parts[0].normals}, {figure.parts[1].positions, figure.parts[1].normals}}};
  Progress progress;
  const anatomy::Library library = myo::tests::tiny_library();
  const atlas::Atlas rest = atlas::make_atlas(atlas::body_of(figure, shape), progress).value();
  const rig::Rig rig = rig::Rig::build(rest.body(), library).value();
  const scene::Context context{&rest.body(), &library, &rig, &figure};
  const scene::Scene scene = scene::opening_scene(context);
  const rig::Pose pose = rig::evaluate(rig, {});
  const heat::Heat heat;
  View view;
  view.document = &scene.document, view.pose = &pose, view.heat = &heat;
  FrameBuilder builder = FrameBuilder::create(rest, context).value();
  const packet::FramePacket before = builder.build(view);
  ASSERT_EQ(before.draws.size(), 2U);
  EXPECT_EQ(before.draws[0].paint, vec4(0.5F, 0, 0, 1));
  EXPECT_EQ(before.draws[1].paint, vec4(0, 0, 0.25F, 1));
  std::vector<std::uint64_t> versions;
  for (const auto &mesh : before.meshes) versions.push_back(mesh.version);
  shape.parts[1].positions[2] = {0, 0.5F, 0};
  const atlas::Atlas moved = atlas::at_moment(rest, shape);
  scene::Context there = context;
  there.body = &moved.body();
  builder.turn_to(moved, there);
  const packet::FramePacket after = builder.build(view);
  ASSERT_EQ(after.meshes.size(), 2U);
  EXPECT_EQ(after.meshes[0].version, versions[0]) << "the same content: the renderer keeps what it has";
  EXPECT_NE(after.meshes[1].version, versions[1]);
  EXPECT_NE(after.hash, before.hash);
}

} // namespace
} // namespace myo::frame::tests
