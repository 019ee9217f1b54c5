#include "small_folder.h"

#include <gmock/gmock.h>

using namespace myo;
using namespace myo::anatomy;
using namespace myo::anatomy::test;
using ::testing::HasSubstr;

namespace {

constexpr const char *slips = R"([shape]
layer = 4

[[shape.head]]
kind = "strips"
width_mm = 8
thickness_mm = 3.5
origin = { at = "c7_spinous", tendon_mm = 6 }
insertion = { bones = ["rib_01", "rib_02"], at = { lm = "rib{n}_angle", off = [2, 0, -1.5] } }
via = [{ f = 0.5, off = [0, 4, 0] }]

)";

// The small folder's muscle with a section `shape` before its text.
Result<Library> with_shape(const std::string &shape) {
  std::map<std::string, std::string> files = small_files();
  std::string &text = files.at("muscles/puller.toml");
  text.insert(text.find("[text]"), shape);
  const SmallFolder folder(files);
  return read_library(folder.path());
}

std::string said(const std::string &shape) {
  const auto read = with_shape(shape);
  return read ? std::string() : read.error().line();
}

std::string replaced(std::string text, const std::string &what, const std::string &by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

TEST(ReadShape, SpellsOutAStrandForEachBone) {
  const auto library = with_shape(slips);
  ASSERT_TRUE(library) << library.error().line();
  const MuscleShape &shape = library->muscle("puller")->shape;
  EXPECT_EQ(shape.layer, 4);
  ASSERT_EQ(shape.heads.size(), 1U);
  const MuscleHead &head = shape.heads[0];
  EXPECT_EQ(head.kind, HeadKind::strips);
  EXPECT_EQ(head.thickness_mm, 3.5);
  EXPECT_EQ(head.origin.tendon_mm, 6);
  EXPECT_LT(head.insertion.tendon_mm, 0) << "left out: derived";
  EXPECT_EQ(head.source, "judged");
  ASSERT_EQ(head.strands.size(), 2U);
  EXPECT_EQ(head.strands[1].insertion.at(0).place.landmark, "rib2_angle");
  EXPECT_EQ(head.strands[1].insertion.at(0).bone, "rib_02");
  EXPECT_EQ(head.strands[1].insertion.at(0).place.offset_mm, vec3(2, 0, -1.5F));
  EXPECT_EQ(head.strands[1].origin_from, 0.5) << "the origin is shared out";
  EXPECT_EQ(head.strands[0].via.at(0).fraction, 0.5);
}

TEST(ReadShape, TendonsAreSharedOutLikeStrips) {
  const std::string tendons = replaced(replaced(slips, "\"strips\"", "\"tendons\""), ", tendon_mm = 6", "");
  const auto library = with_shape(tendons);
  ASSERT_TRUE(library) << library.error().line();
  const MuscleHead &head = library->muscle("puller")->shape.heads.at(0);
  EXPECT_EQ(head.kind, HeadKind::tendons);
  EXPECT_EQ(head.strands.size(), 2U);
  EXPECT_THAT(said(replaced(slips, "\"strips\"", "\"tendons\"")), HasSubstr("have no \"tendon_mm\""));
  const auto slim = with_shape(replaced(slips, "tendon_mm = 6", "tendon_mm = 6, tendon_width_mm = 4.5, tendon_thickness_mm = 2"));
  ASSERT_TRUE(slim) << slim.error().line();
  EXPECT_EQ(slim->muscle("puller")->shape.heads.at(0).origin.tendon_width_mm, 4.5);
  EXPECT_EQ(slim->muscle("puller")->shape.heads.at(0).origin.tendon_thickness_mm, 2);
}

TEST(ReadShape, PairsBonesByLevels) {
  const auto library = with_shape(R"([[shape.head]]
kind = "strips"
origin = { bones = ["rib_02"], at = "rib{n}_angle", step = [1, 0, 0] }
insertion = { bones = ["rib_01"], at = { soft = { lm = "rib{n}_angle", off = [0, 3, 0] } } }
levels = [1]

)");
  ASSERT_TRUE(library) << library.error().line();
  const auto &strands = library->muscle("puller")->shape.heads.at(0).strands;
  ASSERT_EQ(strands.size(), 1U);
  EXPECT_EQ(strands[0].origin.at(0).place.landmark, "rib2_angle");
  EXPECT_EQ(strands[0].insertion.at(0).place.landmark, "rib1_angle");
  EXPECT_TRUE(strands[0].insertion.at(0).soft);
}

TEST(ReadShape, FaultsHaveFileAndLine) {
  EXPECT_THAT(said(replaced(slips, "3.5", "3.3")), HasSubstr("rounded to 0.5"));
  EXPECT_THAT(said(replaced(slips, "3.5", "3.3")), HasSubstr("muscles/puller.toml:"));
  EXPECT_THAT(said(replaced(slips, "-1.5", "-1.2")), HasSubstr("rounded to 0.5 mm"));
  EXPECT_THAT(said(replaced(slips, "rib{n}_angle", "rib{n}_angel")), HasSubstr("did you mean \"rib1_angle\""));
  EXPECT_THAT(said(replaced(slips, "\"strips\"", "\"slips\"")), HasSubstr("cannot be \"slips\""));
  EXPECT_THAT(said(replaced(slips, "width_mm", "breadth_mm")), HasSubstr("no key \"breadth_mm\""));
  EXPECT_THAT(said(replaced(slips, "layer = 4", "layer = 12")), HasSubstr("between 1 and 9"));
  EXPECT_THAT(said(replaced(slips, "layer = 4", "layer = 4\njoins = [\"pusher\"]")), HasSubstr("no muscle \"pusher\""));
  EXPECT_THAT(said(replaced(slips, "via = [", "levels = [1]\nvia = [")), HasSubstr("levels need bones at both ends"));
  std::string course = "via = [";
  for (int i = 0; i < 7; ++i) course += "\"c7_spinous\", ";
  EXPECT_THAT(said(replaced(slips, "via = [", course)), HasSubstr("6 places at most"));
  std::string line = "line = [\"c7_spinous\"";
  for (int i = 0; i < 16; ++i) line += ", \"c7_spinous\"";
  EXPECT_THAT(said(replaced(slips, "at = \"c7_spinous\"", line + "]")), HasSubstr("2 to 16 points"));
}

} // namespace
