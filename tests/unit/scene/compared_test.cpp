#include "lab.h"
#include "scene/command_log.h"
#include "scene/compared.h"
#include "scene/view_record.h"

#include <gmock/gmock.h>

namespace myo::scene {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string seed = "multifidus_cervicis_mid", other = "trapezius_tp1";

Scene side_by_side() {
  Scene scene;
  lab().must(scene, SetPattern{{seed, other}, 7});
  lab().must(scene, ShowSideBySide{Set::on, 7});
  return scene;
}

TEST(Compared, EachBodyShowsItsOwnPatternAndMuscle) {
  Scene scene = side_by_side();
  lab().must(scene, Orbit{30, 0});
  const std::vector<Document> bodies = compared(scene.document, lab().context);
  ASSERT_EQ(bodies.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(bodies[i].heat.active.size(), 1U);
    EXPECT_FALSE(bodies[i].heat.side_by_side);
    EXPECT_EQ(bodies[i].camera, scene.document.camera) << "they turn together";
    EXPECT_EQ(bodies[i].picture.credit, i == 1) << "once is enough";
  }
  EXPECT_EQ(bodies[0].heat.active[0].pattern, seed);
  EXPECT_EQ(bodies[1].heat.active[0].pattern, other);
  EXPECT_THAT(bodies[0].selection, ElementsAre("tiny.right.multifidus_cervicis"));
  EXPECT_NE(bodies[1].selection, bodies[0].selection);
  lab().must(scene, Select{{"tiny.c4"}}); // the user's own choice is shown on all of them
  for (const Document &body : compared(scene.document, lab().context)) EXPECT_THAT(body.selection, ElementsAre("tiny.c4"));
}

TEST(Compared, NeedsTwoToFourPatternsThatAreShown) {
  Scene scene;
  lab().must(scene, SetPattern{{seed}});
  const Status one = apply(scene, ShowSideBySide{Set::on}, lab().context);
  ASSERT_FALSE(one);
  EXPECT_THAT(one.error().line(), HasSubstr("two to 4"));
  EXPECT_THAT(compared(scene.document, lab().context), IsEmpty());
  scene = side_by_side();
  lab().must(scene, ShowHeat{Set::off});
  EXPECT_THAT(compared(scene.document, lab().context), IsEmpty());
  lab().must(scene, ShowHeat{Set::on});
  EXPECT_EQ(compared(scene.document, lab().context).size(), 2U);
  lab().must(scene, RemovePattern{other});
  EXPECT_FALSE(scene.document.heat.side_by_side);
  scene = side_by_side();
  lab().must(scene, SetPattern{{other}});
  EXPECT_FALSE(scene.document.heat.side_by_side) << "one alone ends it";
  lab().must(scene, AddPattern{seed});
  EXPECT_FALSE(scene.document.heat.side_by_side) << "and one more does not begin it again";
}

TEST(Compared, PatternsAndComparisonAreOneStepOfUndo) {
  Scene scene = side_by_side();
  ASSERT_EQ(scene.undo.size(), 1U);
  lab().must(scene, Undo{});
  EXPECT_TRUE(scene.document.heat.active.empty());
  lab().must(scene, Redo{});
  EXPECT_TRUE(scene.document.heat.side_by_side);
}

TEST(Compared, SurvivesRecordsAndLogs) {
  const Scene scene = side_by_side();
  const auto read = read_view(write_view(scene.document, lab().context), lab().context, "test");
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_TRUE(read->document.heat.side_by_side);
  EXPECT_EQ(read->document.heat, scene.document.heat);
  const auto command = from_line(to_line(ShowSideBySide{Set::off, 3}, lab().context), lab().context);
  ASSERT_TRUE(command) << command.error().line();
  ASSERT_TRUE(std::holds_alternative<ShowSideBySide>(*command));
  EXPECT_EQ(std::get<ShowSideBySide>(*command).set, Set::off);
  EXPECT_EQ(std::get<ShowSideBySide>(*command).gesture, 3U);
  // A record by hand that asks for what cannot be.
  Scene one;
  lab().must(one, SetPattern{{seed}});
  std::string text = write_view(one.document, lab().context);
  text.replace(text.find("\"on\""), 4, "\"side_by_side\": true, \"on\"");
  const auto mended = read_view(text, lab().context, "test");
  ASSERT_TRUE(mended) << mended.error().line();
  EXPECT_FALSE(mended->document.heat.side_by_side);
}

} // namespace
} // namespace myo::scene
