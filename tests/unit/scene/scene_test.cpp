#include "lab.h"
#include "scene/visibility.h"

#include <gmock/gmock.h>

namespace myo::scene {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char *deep = "tiny.right.multifidus_cervicis";
constexpr const char *sheet = "tiny.left.trapezius_descending";

std::vector<std::string> seen(const Document &d, Look look) {
  std::vector<std::string> ids;
  const auto all = visibility(d, lab().context);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].look == look) ids.push_back(lab().body.structures[i].id);
  return ids;
}
Look look(const Document &d, std::string_view id) { return visibility(d, lab().context)[lab().index(id)].look; }

// On a body that lacks the pattern's muscle no other pattern's stays chosen, with its O and I in the picture.
TEST(Patterns, WithoutAMuscleOnThisBodyChooseNone) {
  anatomy::Library library = lab().library;
  anatomy::Pattern alone = *library.pattern("trapezius_tp1");
  alone.id = "alone", alone.muscles = {"nowhere"};
  library.patterns.push_back(alone);
  Context context = lab().context;
  context.library = &library;
  Scene scene = opening_scene(context);
  ASSERT_FALSE(scene.document.selection.empty());
  ASSERT_TRUE(apply(scene, SetPattern{{"alone"}}, context));
  EXPECT_TRUE(scene.document.selection.empty());
  ASSERT_TRUE(apply(scene, Undo{}, context));
  EXPECT_THAT(scene.document.selection, ElementsAre(deep));
}

TEST(Opening, ShowsTheSeedFromBehind) {
  const Scene scene = opening_scene(lab().context);
  const Document &d = scene.document;
  EXPECT_THAT(d.selection, ElementsAre(deep));
  ASSERT_EQ(d.heat.active.size(), 1U);
  EXPECT_EQ(d.heat.active[0].pattern, "multifidus_cervicis_mid");
  EXPECT_EQ(d.heat.active[0].sides, heat::Sides::right);
  EXPECT_FLOAT_EQ(d.camera.azimuth_deg, 180);
  EXPECT_EQ(look(d, deep), Look::solid);
  EXPECT_EQ(look(d, "tiny.skin"), Look::ghost);
  EXPECT_EQ(look(d, "tiny.left.trapezius_descending"), Look::hidden);
  EXPECT_EQ(look(d, "tiny.c4"), Look::solid);
  EXPECT_EQ(look(d, "tiny.right.scapula"), Look::solid);
  EXPECT_EQ(look(d, "tiny.right.scap_deep"), Look::ghost);
  EXPECT_EQ(look(d, "tiny.left.scap_deep"), Look::hidden);
  // Muscle, X, zones and the scapula's corners all lie in the picture.
  const vec2 size(960, 720);
  std::vector<vec3> points = {lab().body.trigger_points[0].point};
  for (const auto &l : lab().body.landmarks)
    if (l.id.starts_with("scap_") || l.id == "inion") points.push_back(l.point);
  for (const vec3 p : points) {
    const auto pixel = project(d.camera, p, size);
    ASSERT_TRUE(pixel);
    EXPECT_TRUE(pixel->x > 20 && pixel->x < 940 && pixel->y > 20 && pixel->y < 700);
  }
}

TEST(Apply, EachPatternMayHaveASideOfItsOwn) {
  Scene scene;
  lab().must(scene, SetPattern{{"multifidus_cervicis_mid", "trapezius_tp1"}});
  lab().must(scene, SetSides{heat::Sides::left, "trapezius_tp1"});
  EXPECT_EQ(scene.document.heat.active[0].sides, heat::Sides::right);
  EXPECT_EQ(scene.document.heat.active[1].sides, heat::Sides::left);
  EXPECT_THAT(scene.document.selection, ElementsAre(deep, sheet));
  lab().must(scene, SetSides{heat::Sides::both}); // all of them
  for (const heat::Active &active : scene.document.heat.active) EXPECT_EQ(active.sides, heat::Sides::both);
  EXPECT_FALSE(apply(scene, SetSides{heat::Sides::left, "nope"}, lab().context));
}

TEST(Apply, PatternsSelectTheirMuscleAndTakeItToTheOtherSide) {
  Scene scene;
  lab().must(scene, SetPattern{{"multifidus_cervicis_mid"}});
  EXPECT_THAT(scene.document.selection, ElementsAre(deep));
  lab().must(scene, SetSides{heat::Sides::left});
  EXPECT_THAT(scene.document.selection, ElementsAre("tiny.left.multifidus_cervicis"));
  lab().must(scene, Select{{"tiny.c4"}}); // the user's own choice stays
  lab().must(scene, SetSides{heat::Sides::both});
  EXPECT_THAT(scene.document.selection, ElementsAre("tiny.c4"));
}

TEST(Apply, SelectsByEveryKindOfId) {
  Scene scene;
  const auto selected = [&](const char *id, Choose how = Choose::replace) {
    lab().must(scene, Select{{id}, how});
    return scene.document.selection;
  };
  EXPECT_THAT(selected(deep), ElementsAre(deep));
  EXPECT_EQ(selected("multifidus_cervicis").size(), 2U);
  EXPECT_THAT(selected("right.multifidus_cervicis"), ElementsAre(deep));
  EXPECT_EQ(selected("FMA22827").size(), 2U) << "an id that several parts share selects them all";
  EXPECT_EQ(selected("fma:22827").size(), 2U);
  EXPECT_THAT(selected("left.FMA33532"), ElementsAre(sheet));
  EXPECT_EQ(selected("scapula").size(), 2U);
  EXPECT_EQ(selected(deep, Choose::toggle).size(), 3U);
  EXPECT_EQ(selected(deep, Choose::toggle).size(), 2U);
  EXPECT_EQ(selected(deep, Choose::add).size(), 3U);
  lab().must(scene, Select{});
  EXPECT_TRUE(scene.document.selection.empty());
}

TEST(Apply, RefusesWholeAndNamesTheNearest) {
  Scene scene = opening_scene(lab().context);
  const Scene before = scene;
  const auto refused = [&](const Command &command) {
    const Status done = apply(scene, command, lab().context);
    EXPECT_FALSE(done);
    EXPECT_EQ(scene.document, before.document);
    EXPECT_EQ(scene.versions, before.versions);
    EXPECT_TRUE(scene.undo.empty());
    return done ? std::string() : done.error().line();
  };
  EXPECT_THAT(refused(Select{{deep, "multifidus_cervicus"}}), HasSubstr("multifidus_cervicis"));
  EXPECT_THAT(refused(SetPattern{{"multifidus_cervicis_mit"}}), HasSubstr("multifidus_cervicis_mid"));
  EXPECT_THAT(refused(SetPose{"foward_head"}), HasSubstr("forward_head"));
  EXPECT_THAT(refused(SetView{"behind"}), HasSubstr("posterior"));
  EXPECT_THAT(refused(SetLayer{"peel"}), HasSubstr("superficial"));
  EXPECT_THAT(refused(SetJoint{{"tail", Side::midline, "wag"}, 1}), HasSubstr("tail.wag"));
  EXPECT_THAT(refused(SetJoint{{"cervical", Side::midline, "flexion"}, NAN}), HasSubstr("not a number"));
  EXPECT_THAT(refused(SetMotions{{{"cervical", Side::midline, "flexion", 10}, {"elbow", Side::midline, "flexion", 10}}}), HasSubstr("side"));
  EXPECT_THAT(refused(ZoomTo{0, {}, {100, 100}}), HasSubstr("factor"));
  EXPECT_THAT(refused(Pan{{1, 1}, {0, 0}}), HasSubstr("1x1"));
  EXPECT_THAT(refused(SetStrength{NAN}), HasSubstr("not a number"));
  Camera broken;
  broken.distance = -1;
  EXPECT_THAT(refused(SetCamera{broken}), HasSubstr("no picture"));
  scene.document.selection.clear();
  EXPECT_FALSE(apply(scene, Isolate{}, lab().context));
}

TEST(Apply, ADragIsOneStepOfUndo) {
  Scene scene;
  const rig::CoordinateId flexion{"cervical", Side::midline, "flexion"};
  for (int i = 1; i <= 10; ++i) lab().must(scene, SetJoint{flexion, 0.03 * i, 7});
  EXPECT_EQ(scene.undo.size(), 1U);
  for (int i = 1; i <= 5; ++i) lab().must(scene, SetJoint{flexion, 0.3 - 0.01 * i, 8});
  EXPECT_EQ(scene.undo.size(), 2U);
  lab().must(scene, Undo{});
  EXPECT_NEAR(scene.document.pose.get(flexion), 0.3, 1e-9);
  lab().must(scene, Undo{});
  EXPECT_TRUE(scene.document.pose.empty());
  lab().must(scene, Undo{}); // nothing left: no error
  lab().must(scene, Redo{}), lab().must(scene, Redo{}), lab().must(scene, Redo{});
  EXPECT_NEAR(scene.document.pose.get(flexion), 0.25, 1e-9);
  // After an undo the same gesture begins a new step; a new command forgets what could be redone.
  lab().must(scene, Undo{});
  lab().must(scene, SetJoint{flexion, 0.1, 8});
  EXPECT_EQ(scene.undo.size(), 2U);
  EXPECT_TRUE(scene.redo.empty());
}

TEST(Apply, BulkEditsAreOneStep) {
  Scene scene;
  lab().must(scene, Hide{{"scapula", "clavicle", "humerus"}});
  EXPECT_EQ(scene.document.hidden.size(), 6U);
  EXPECT_EQ(scene.undo.size(), 1U);
  lab().must(scene, Undo{});
  EXPECT_TRUE(scene.document.hidden.empty());
}

TEST(Apply, NothingChangedIsNothingDone) {
  Scene scene = opening_scene(lab().context);
  const Versions before = scene.versions;
  lab().must(scene, SetView{"posterior"});
  lab().must(scene, SetPattern{{"multifidus_cervicis_mid"}});
  lab().must(scene, ShowAttachments{Set::on});
  lab().must(scene, SetLayer{"skin", LayerState::ghost});
  EXPECT_EQ(scene.versions, before);
  EXPECT_TRUE(scene.undo.empty());
}

TEST(Apply, BumpsWhatMustBeRebuiltAndNothingElse) {
  const auto bumped = [](const Command &command) {
    Scene scene = opening_scene(lab().context);
    const Versions a = scene.versions;
    lab().must(scene, command);
    const Versions b = scene.versions;
    std::string text;
    if (a.pose != b.pose) text += "pose ";
    if (a.heat != b.heat) text += "heat ";
    if (a.visibility != b.visibility) text += "visibility ";
    if (a.camera != b.camera) text += "camera ";
    if (a.text != b.text) text += "text ";
    return text;
  };
  EXPECT_EQ(bumped(Orbit{5, 0}), "camera ");
  EXPECT_EQ(bumped(SetPose{"forward_head"}), "pose heat text ");
  EXPECT_EQ(bumped(XRay{}), "visibility text ");
  EXPECT_EQ(bumped(ShowLengths{}), "visibility text ");
  EXPECT_EQ(bumped(Hover{deep}), "visibility text ");
  EXPECT_EQ(bumped(SetRamp{heat::Ramp::cividis}), "heat visibility text ");
  EXPECT_EQ(bumped(SetBackground{Background::black}), "text ");
}

TEST(Apply, LengthColoursBringMusclesOutWhereNoneAreShown) {
  Scene scene = opening_scene(lab().context);
  ASSERT_EQ(look(scene.document, sheet), Look::hidden);
  lab().must(scene, ShowLengths{});
  EXPECT_TRUE(scene.document.length_colours);
  EXPECT_EQ(look(scene.document, sheet), Look::solid);
  lab().must(scene, ShowLengths{});
  EXPECT_FALSE(scene.document.length_colours);
  EXPECT_EQ(look(scene.document, sheet), Look::solid) << "what is shown stays";
  lab().must(scene, SetLayer{"superficial", LayerState::hidden});
  lab().must(scene, ShowLengths{});
  EXPECT_EQ(look(scene.document, sheet), Look::hidden) << "the deep ones are shown: that was chosen";
  for (int back = 0; back < 4; ++back) lab().must(scene, Undo{});
  EXPECT_EQ(scene.document, opening_scene(lab().context).document) << "one step each";
}

TEST(Apply, HoverIsNoStepAndStaysThroughUndo) {
  Scene scene;
  lab().must(scene, Select{{deep}});
  lab().must(scene, Hover{sheet});
  EXPECT_EQ(scene.undo.size(), 1U);
  lab().must(scene, Undo{});
  EXPECT_EQ(scene.document.hover, sheet);
  Document plain = scene.document;
  plain.hover.clear();
  EXPECT_EQ(state_hash(plain), state_hash(scene.document));
}

TEST(Apply, LimitsJointsAndForgetsThePosesName) {
  Scene scene;
  lab().must(scene, SetPose{"forward_head"});
  EXPECT_EQ(scene.document.pose_name, "forward_head");
  const rig::CoordinateId flexion{"lumbar", Side::midline, "flexion"};
  lab().must(scene, SetJoint{flexion, 3.0});
  EXPECT_NEAR(glm::degrees(scene.document.pose.get(flexion)), 48, 0.01);
  EXPECT_EQ(scene.document.pose_name, "");
  lab().must(scene, SetMotions{{{"cervical", Side::midline, "extension", 10}}});
  EXPECT_NEAR(glm::degrees(scene.document.pose.get({"cervical", Side::midline, "flexion"})), -10, 1e-9);
  lab().must(scene, SetPose{"rest"});
  EXPECT_TRUE(scene.document.pose.empty());
}

TEST(Apply, PatternsSidesAndStrength) {
  Scene scene;
  lab().must(scene, SetPattern{{"multifidus_cervicis_mid"}});
  lab().must(scene, ToggleSide{});
  EXPECT_EQ(scene.document.heat.active[0].sides, heat::Sides::left);
  lab().must(scene, SetStrength{9, 3});
  EXPECT_EQ(scene.document.heat.active[0].strength, heat::strength_high);
  lab().must(scene, AddPattern{"trapezius_tp1"});
  EXPECT_EQ(scene.document.heat.active[1].sides, heat::Sides::left) << "joins on the present side";
  lab().must(scene, AddPattern{"trapezius_tp1"});
  EXPECT_EQ(scene.document.heat.active.size(), 2U);
  lab().must(scene, RemovePattern{"multifidus_cervicis_mid"});
  EXPECT_EQ(scene.document.heat.active[0].pattern, "trapezius_tp1");
  lab().must(scene, ToggleSide{});
  EXPECT_EQ(scene.document.heat.active[0].sides, heat::Sides::both);
}

TEST(Apply, AStrokeOfTheBrushIsOneStepOfUndo) {
  Scene scene = opening_scene(lab().context);
  for (int i = 0; i < 10; ++i) lab().must(scene, Paint{{-0.05F, 1.3F + 0.01F * float(i), -0.1F}, 15, 3, false, 7});
  EXPECT_EQ(scene.document.heat.dabs.size(), 10U);
  EXPECT_EQ(scene.undo.size(), 1U);
  EXPECT_TRUE(scene.document.heat.show_marks) << "what is painted is shown";
  lab().must(scene, Paint{{-0.05F, 1.5F, -0.1F}, 15, 2, true, 8});
  EXPECT_EQ(scene.document.heat.dabs.size(), 12U);
  EXPECT_FLOAT_EQ(scene.document.heat.dabs[11].at.x, 0.05F) << "mirrored";
  EXPECT_EQ(scene.document.heat.dabs[11].felt, 2);
  EXPECT_EQ(scene.undo.size(), 2U);
  lab().must(scene, Undo{});
  EXPECT_EQ(scene.document.heat.dabs.size(), 10U);
  lab().must(scene, Undo{});
  EXPECT_TRUE(scene.document.heat.dabs.empty());
  EXPECT_FALSE(scene.document.heat.show_marks);
  lab().must(scene, Redo{});
  EXPECT_EQ(scene.document.heat.dabs.size(), 10U);
  const Versions before = scene.versions;
  lab().must(scene, Paint{{0.05F, 1.3F, -0.1F}, 15, 3});
  EXPECT_GT(scene.versions.heat, before.heat);
  EXPECT_EQ(scene.versions.pose, before.pose);
}

TEST(Apply, TouchesThatAddNothingAreNotKept) {
  Scene scene;
  const vec3 place(-0.05F, 1.4F, -0.1F);
  lab().must(scene, Paint{place, 20, 0});
  EXPECT_TRUE(scene.undo.empty()) << "nothing is painted that it could erase";
  lab().must(scene, Paint{place, 20, 3});
  lab().must(scene, Paint{place + vec3(0.004F, 0, 0), 20, 3});
  EXPECT_EQ(scene.document.heat.dabs.size(), 1U) << "nearer than a quarter of its radius";
  lab().must(scene, Paint{place + vec3(0.006F, 0, 0), 20, 3}), lab().must(scene, Paint{place, 10, 3}), lab().must(scene, Paint{place, 20, 1});
  EXPECT_EQ(scene.document.heat.dabs.size(), 4U) << "farther, of another size, felt less";
  lab().must(scene, Paint{place, 20, 3});
  EXPECT_EQ(scene.document.heat.dabs.size(), 5U) << "over what has covered it";
  lab().must(scene, Paint{place + vec3(0, 0.05F, 0), 20, 0});
  EXPECT_EQ(scene.document.heat.dabs.size(), 5U) << "an eraser beside the paint";
  lab().must(scene, Paint{place, 20, 0});
  EXPECT_EQ(scene.document.heat.dabs.size(), 6U);
}

TEST(Apply, RefusesPaintThatIsNone) {
  Scene scene;
  const auto refused = [&](const Paint &paint) {
    const Status done = apply(scene, paint, lab().context);
    EXPECT_FALSE(done);
    return done ? std::string() : done.error().line();
  };
  EXPECT_THAT(refused({{NAN, 1, 0}, 15, 3}), HasSubstr("not a number"));
  EXPECT_THAT(refused({{0, 1, 0}, 0, 3}), HasSubstr("5 to 40 mm"));
  EXPECT_THAT(refused({{0, 1, 0}, NAN, 3}), HasSubstr("5 to 40 mm"));
  EXPECT_THAT(refused({{0, 1, 0}, 15, 4}), HasSubstr("1 to 3"));
  for (std::size_t i = 0; i < heat::most_dabs; ++i) scene.document.heat.dabs.push_back({{0.02F * float(i), 0, 0}, 5, 3});
  EXPECT_THAT(refused({{0, 1, 0}, 15, 3}), HasSubstr("4000"));
  EXPECT_EQ(scene.document.heat.dabs.size(), heat::most_dabs);
  lab().must(scene, ClearPaint{});
  lab().must(scene, Paint{{0, 1, 0}, 15, 3});
}

TEST(Apply, WithNothingMarkedAnyMoreThePatternIsShown) {
  Scene scene = opening_scene(lab().context);
  lab().must(scene, MarkRegion{"suboccipital", heat::Sides::right, 3, 0});
  lab().must(scene, Paint{{-0.05F, 1.4F, -0.1F}, 15, 3});
  lab().must(scene, MarkRegion{"suboccipital", heat::Sides::right, 0, 0});
  EXPECT_TRUE(scene.document.heat.show_marks) << "the paint";
  lab().must(scene, ClearPaint{});
  EXPECT_FALSE(scene.document.heat.show_marks);
  lab().must(scene, MarkRegion{"suboccipital", heat::Sides::both, 3, 0});
  lab().must(scene, Paint{{-0.05F, 1.4F, -0.1F}, 15, 3});
  lab().must(scene, ClearPaint{});
  EXPECT_TRUE(scene.document.heat.show_marks) << "the ticks";
  lab().must(scene, MarkRegion{"suboccipital", heat::Sides::both, 0, 0});
  EXPECT_FALSE(scene.document.heat.show_marks);
  lab().must(scene, Paint{{-0.05F, 1.4F, -0.1F}, 15, 3}), lab().must(scene, ClearMarks{});
  EXPECT_TRUE(scene.document.heat.dabs.empty());
  EXPECT_FALSE(scene.document.heat.show_marks);
}

TEST(Visibility, RulesComeInTheirOrder) {
  Scene scene;
  Document &d = scene.document;
  EXPECT_EQ(look(d, "tiny.skin"), Look::ghost);
  EXPECT_EQ(look(d, deep), Look::solid);
  lab().must(scene, SetLayer{"deep", LayerState::hidden});
  EXPECT_EQ(look(d, deep), Look::hidden);
  lab().must(scene, Select{{deep}});
  EXPECT_EQ(look(d, deep), Look::solid) << "what is selected is seen though its layer is off";
  lab().must(scene, XRay{});
  EXPECT_EQ(look(d, deep), Look::solid);
  EXPECT_EQ(look(d, "tiny.c4"), Look::ghost);
  lab().must(scene, Isolate{{sheet}});
  EXPECT_THAT(seen(d, Look::solid), ElementsAre(sheet));
  EXPECT_TRUE(seen(d, Look::ghost).empty());
  lab().must(scene, Hide{{sheet}});
  EXPECT_TRUE(seen(d, Look::solid).empty());
  lab().must(scene, ShowAll{});
  EXPECT_EQ(look(d, sheet), Look::solid);
  EXPECT_EQ(look(d, "tiny.c4"), Look::solid);
  lab().must(scene, Hide{});
  EXPECT_TRUE(d.selection.empty()) << "what is hidden is not selected";
}

TEST(Layers, AreThoseOfTheBodyFromOutsideIn) {
  EXPECT_THAT(layers_of(lab().body, lab().library), ElementsAre("skin", "superficial", "deep", "bones"));
  format::Structure nerve;
  nerve.kind = format::Kind::organ, nerve.system = "nervous";
  EXPECT_EQ(layer_of(nerve, lab().library), "nervous");
  EXPECT_EQ(default_state("nervous"), LayerState::hidden);
  EXPECT_EQ(layer_name("deep"), "Deep muscles");
}

TEST(FrameSelection, LooksAtTheSelection) {
  Scene scene;
  lab().must(scene, Select{{"right.humerus"}});
  lab().must(scene, FrameSelection{});
  EXPECT_LT(scene.document.camera.target.x, -0.15F);
  const float near = scene.document.camera.distance;
  lab().must(scene, Select{});
  lab().must(scene, FrameSelection{});
  EXPECT_GT(scene.document.camera.distance, 2 * near);
}

} // namespace
} // namespace myo::scene
