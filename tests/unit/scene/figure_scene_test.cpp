// Commands that move: a foreign model's animations, and a limb pulled by hand.
#include "atlas/figure/body.h"
#include "scene/command_log.h"
#include "scene/visibility.h"
#include "scene/view_record.h"

#include "lab.h"
#include "rig/pull.h"

namespace myo::scene {
namespace {

// A model of two triangles with an animation of two seconds.
struct Stranger {
  atlas::Figure figure;
  anatomy::Library library = tests::tiny_library();
  format::Body body;
  std::optional<rig::Rig> rig;
  Context context;

  Stranger() {
    figure.name = "stranger";
    figure.nodes.resize(1);
    for (const char *name : {"hat", "shoe"}) {
      atlas::FigurePart part;
      part.name = name;
      part.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
      part.normals.assign(3, {0, 0, 1});
      part.indices = {0, 1, 2};
      figure.parts.push_back(part);
    }
    figure.animations.push_back({"wave", 2, {}});
    body = atlas::body_of(figure, {{{figure.parts[0].positions, figure.parts[0].normals}, {figure.parts[1].positions, figure.parts[1].normals}}});
    rig.emplace(rig::Rig::build(body, library).value());
    context = {&body, &library, &*rig, &figure};
  }
};

TEST(FigureScene, OpensOnAllPartsFromTheFrontWithoutPain) {
  const Stranger stranger;
  const Scene scene = opening_scene(stranger.context);
  EXPECT_FALSE(scene.document.heat.on);
  EXPECT_TRUE(scene.document.heat.active.empty());
  EXPECT_EQ(scene.document.camera.azimuth_deg, 0);
  for (const Visible &v : visibility(scene.document, stranger.context)) EXPECT_EQ(v.look, Look::solid);
}

TEST(FigureScene, GoesToMomentsOfItsAnimations) {
  const Stranger stranger;
  Scene scene = opening_scene(stranger.context);
  const Versions before = scene.versions;
  ASSERT_TRUE(apply(scene, SetAnimation{"wave", 1.5, 7}, stranger.context));
  EXPECT_EQ(scene.document.animation, "wave");
  EXPECT_GT(scene.versions.pose, before.pose);
  ASSERT_TRUE(apply(scene, SetAnimation{"wave", 99, 7}, stranger.context));
  EXPECT_EQ(scene.document.animation_s, 2) << "its end";
  EXPECT_EQ(scene.undo.size(), 1U) << "played as one step";
  const Document there = scene.document;
  EXPECT_FALSE(apply(scene, SetAnimation{"fly", 1}, stranger.context));
  EXPECT_FALSE(apply(scene, SetAnimation{"wave", NAN}, stranger.context));
  EXPECT_EQ(scene.document, there);
  ASSERT_TRUE(apply(scene, Undo{}, stranger.context));
  EXPECT_EQ(scene.document.animation, "");

  const auto read = read_view(write_view(there, stranger.context), stranger.context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_EQ(read->document.animation, "wave");
  EXPECT_EQ(read->document.animation_s, 2);
  const auto elsewhere = read_view(write_view(there, stranger.context), lab().context);
  ASSERT_TRUE(elsewhere);
  EXPECT_EQ(elsewhere->document.animation, "");
  EXPECT_FALSE(elsewhere->notes.empty());
  Scene human = opening_scene(lab().context);
  EXPECT_FALSE(apply(human, SetAnimation{"wave", 1}, lab().context));
}

TEST(FigureScene, PartsAreHiddenIsolatedAndChosenByName) {
  const Stranger stranger;
  Scene scene = opening_scene(stranger.context);
  ASSERT_TRUE(apply(scene, Hide{{"hat"}}, stranger.context));
  EXPECT_EQ(visibility(scene.document, stranger.context)[0].look, Look::hidden);
  ASSERT_TRUE(apply(scene, Isolate{{"hat"}}, stranger.context));
  EXPECT_EQ(visibility(scene.document, stranger.context)[1].look, Look::hidden);
  ASSERT_TRUE(apply(scene, Select{{"shoe"}}, stranger.context));
  EXPECT_FALSE(apply(scene, Select{{"glove"}}, stranger.context));
}

TEST(PullCommand, MovesAnArmAsOneStepThatUndoTakesBack) {
  Scene scene = opening_scene(lab().context);
  const std::string hand = "tiny.right.hand";
  const auto at = std::find_if(lab().body.structures.begin(), lab().body.structures.end(), [&](const auto &s) { return s.id == hand; });
  ASSERT_NE(at, lab().body.structures.end());
  const vec3 place = at->mesh.positions.front();
  const rig::JointValues before = scene.document.pose;
  for (int step = 1; step <= 10; ++step) lab().must(scene, Pull{hand, place, place + 0.02F * static_cast<float>(step) * vec3(-1, 1, 1), {}, 5});
  EXPECT_GT(scene.document.pose.all().size(), 1U);
  EXPECT_EQ(scene.document.pose_name, "");
  const std::uint32_t joint = rig::joint_at(at->mesh, place);
  EXPECT_LT(glm::distance(rig::move_point(rig::evaluate(lab().rig, scene.document.pose).motions[joint], place), place + 0.2F * vec3(-1, 1, 1)), 0.005F);
  EXPECT_EQ(scene.undo.size(), 1U);
  lab().must(scene, Undo{});
  EXPECT_EQ(scene.document.pose, before);

  EXPECT_FALSE(apply(scene, Pull{"nothing", place, place}, lab().context));
  EXPECT_FALSE(apply(scene, Pull{hand, place, vec3(NAN)}, lab().context));
  const auto still = apply(scene, Pull{"tiny.sacrum", place, place + vec3(1)}, lab().context);
  ASSERT_FALSE(still);
  EXPECT_EQ(scene.document.pose, before);
  const auto back = from_line(to_line(Pull{hand, {1, 2, 3}, {4, 5, 6}, {0, 0, 1}, 9}, lab().context), lab().context);
  ASSERT_TRUE(back) << back.error().line();
  EXPECT_EQ(std::get<Pull>(*back).to, vec3(4, 5, 6));
  EXPECT_EQ(std::get<Pull>(*back).sight, vec3(0, 0, 1));
}

} // namespace
} // namespace myo::scene
