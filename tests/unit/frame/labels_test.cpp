#include "frame/labels.h"

#include "frame/frame_builder.h"
#include "stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace myo::frame {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class LabelsOf : public testing::Test {
protected:
  std::vector<std::string> names(uvec2 size = {1000, 800}) {
    const View view = stage.view(size);
    const auto visible = scene::visibility(stage.scene.document, stage.context);
    Blocks blocks(stage.atlas);
    const Labels found = labels_of(view, stage.context, stage.atlas, visible, Sight(blocks, view, stage.atlas, visible));
    labels = found.labels;
    std::vector<std::string> out;
    for (const Label &label : labels) out.push_back(label.name);
    return out;
  }
  // Straight from behind, with all of the shoulder blade in the picture.
  void look_at_scapula(const std::string &view) {
    stage.obey(scene::SetPattern{});
    stage.obey(scene::Isolate{{"right.scapula"}});
    stage.obey(scene::Select{});
    scene::Camera camera = stage.scene.document.camera;
    camera.target = stage.atlas.bounds(stage.atlas.bone("scapula", format::Side::right).front()).centre(), camera.distance = 0.6F;
    stage.obey(scene::SetCamera{camera});
    stage.obey(scene::SetView{view});
  }
  tests::Stage stage;
  std::vector<Label> labels;
};

TEST_F(LabelsOf, AnIsolatedBoneAreItsFeaturesThatAreSeen) {
  look_at_scapula("posterior");
  EXPECT_THAT(names(), UnorderedElementsAre("Back of the blade", "Top of the blade"));
  look_at_scapula("anterior");
  EXPECT_THAT(names(), UnorderedElementsAre("Front of the blade", "Top of the blade"));
}

TEST_F(LabelsOf, ASelectedBoneAreThoseOfItsOwnSide) {
  look_at_scapula("posterior");
  stage.obey(scene::ShowAll{});
  for (const char *layer : {"superficial", "deep"}) stage.obey(scene::SetLayer{layer, scene::LayerState::hidden});
  stage.obey(scene::Select{{"right.scapula"}});
  ASSERT_THAT(names(), Contains("Back of the blade"));
  for (const Label &label : labels) EXPECT_TRUE(label.light);
  const auto one = std::ranges::count(names(), "Back of the blade");
  EXPECT_EQ(one, 1) << "the left blade is not selected";
}

TEST_F(LabelsOf, WhatIsHiddenByAnotherIsNotNamed) {
  look_at_scapula("anterior");
  stage.obey(scene::ShowAll{});
  stage.obey(scene::Select{{"right.scapula"}});
  ASSERT_THAT(names(), Contains("Front of the blade")) << "nothing of the tiny body lies before it";
  scene::Camera camera = stage.scene.document.camera;
  camera.target = stage.atlas.bounds(stage.atlas.bone("scapula", format::Side::right).front()).centre();
  stage.obey(scene::SetCamera{camera});
  stage.obey(scene::SetView{"315,0"}); // from the front and the right the arm bone stands between
  EXPECT_THAT(names(), Not(Contains("Front of the blade")));
}

TEST_F(LabelsOf, AMuscleBringsItsNameAndTheBonesThatItJoins) {
  stage.obey(scene::SetPattern{});
  stage.obey(scene::Select{{"right.trapezius_descending"}});
  stage.obey(scene::SetView{"posterior"});
  const auto found = names();
  EXPECT_THAT(found, Contains("Upper trapezius"));
  EXPECT_GE(found.size(), 2U) << "and a bone";
  for (const Label &label : labels) EXPECT_EQ(label.mark, label.name == "Upper trapezius" ? modelled_muscle : "") << label.name;
}

TEST_F(LabelsOf, WithoutAChoiceEachKindOfThingIsNamedOnce) {
  stage.obey(scene::SetPattern{});
  stage.obey(scene::Select{});
  for (const char *layer : {"superficial", "deep"}) stage.obey(scene::SetLayer{layer, scene::LayerState::hidden});
  const auto found = names();
  ASSERT_GT(found.size(), 10U);
  for (const std::string &name : found) EXPECT_EQ(std::ranges::count(found, name), 1) << name;
  EXPECT_THAT(found, Not(Contains("Skin")));
}

TEST_F(LabelsOf, TurnedAwayFromOrOutsideThePictureThereIsNone) {
  look_at_scapula("posterior");
  scene::Camera camera = stage.scene.document.camera;
  camera.target += vec3{0, 3, 0};
  stage.obey(scene::SetCamera{camera});
  EXPECT_THAT(names(), IsEmpty());
}

// What is written follows the switch, in the same picture with and without a window.
TEST_F(LabelsOf, AreDrawnWhenSwitchedOn) {
  look_at_scapula("posterior");
  FrameBuilder builder = stage.builder();
  const auto plain = builder.build(stage.view({1000, 800})).overlay.size();
  stage.obey(scene::ShowLabels{scene::Set::on});
  const auto labelled = builder.build(stage.view({1000, 800})).overlay.size();
  EXPECT_GT(labelled, plain + 100);
  stage.obey(scene::SetPicture{{false, false, false, false}});
  EXPECT_FALSE(builder.build(stage.view({1000, 800})).overlay.empty()) << "labels alone are words too";
}

TEST_F(LabelsOf, HoverMarksOnlyWhereItIsAskedFor) {
  FrameBuilder builder = stage.builder();
  View view = stage.view({1000, 800});
  const std::uint64_t still = builder.build(view).hash;
  view.marks_hover = true;
  EXPECT_EQ(builder.build(view).hash, still) << "nothing is hovered";
  stage.obey(scene::Hover{stage.atlas.body().structures[stage.atlas.bone("scapula", format::Side::right).front()].id});
  EXPECT_NE(builder.build(view).hash, still);
  view.marks_hover = false;
  EXPECT_EQ(builder.build(view).hash, still) << "a still picture shows no pointer";
}

} // namespace
} // namespace myo::frame
