#include "anatomy/sheet.h"

#include "small_folder.h"

#include <gmock/gmock.h>

using namespace myo;
using namespace myo::anatomy;
using ::testing::HasSubstr;

namespace {

// A folder of sheets beside a vocabulary of three bones.
class ReadSheet : public ::testing::Test {
protected:
  ReadSheet() : folder_(std::filesystem::temp_directory_path() / fmt::format("myoscope-sheet-{}", ::getpid())) {
    std::filesystem::create_directories(folder_ / "bones/families");
    for (const auto &[id, paired] : {std::pair{"c7", false}, {"rib_01", true}, {"rib_02", true}}) {
      Bone bone;
      bone.id = bone.name = id;
      bone.paired = paired;
      library_.bones.push_back(bone);
    }
    Landmark tip;
    tip.id = "tip_landmark";
    library_.landmarks.push_back(tip);
  }
  ~ReadSheet() override { std::filesystem::remove_all(folder_); }
  void write(const std::string &name, const std::string &text) { ASSERT_TRUE(write_text(folder_ / name, text)); }
  BoneSheet good(const std::string &text) {
    write("bones/s.toml", text);
    auto sheet = read_sheet(folder_, "bones/s.toml", library_);
    EXPECT_TRUE(sheet) << (sheet ? "" : sheet.error().line());
    return sheet ? *sheet : BoneSheet{};
  }
  std::string fault(const std::string &text) {
    write("bones/s.toml", text);
    const auto sheet = read_sheet(folder_, "bones/s.toml", library_);
    EXPECT_FALSE(sheet) << text;
    return sheet ? "" : sheet.error().line();
  }
  std::filesystem::path folder_;
  Library library_;
};

const std::string ball = R"([[part]]
name = "ball"
kind = "ellipsoid"
at = [0, 0, 0]
radii_mm = 5
)";

TEST_F(ReadSheet, ReadsMeasurementsWithUnitAndProvenance) {
  const BoneSheet sheet = good(R"toml(bone = "rib_01"
[frame]
at_mm = [1, 2, 3.5]
detail = "fine"
[read.point_mm]
tip = [1, 2.5, 3]
[judged.mm]
width = 7
[[cited]]
source = "a book"
deg = { slope = 30 }
[derive]
half = "width / 2"
top = { of = "tip", off = [0, 0, "half * cos(slope)"] }
other = { mirror = "top" }
[[part]]
name = "shaft"
kind = "tube"
points = ["tip", "top", { between = ["tip", "other"], f = 0.5 }]
radius_mm = ["half", 2, 1.5]
[[feature]]
id = "tip"
name = "Tip"
at = "tip"
landmark = "tip_landmark"
)toml");
  EXPECT_TRUE(sheet.paired);
  EXPECT_FLOAT_EQ(sheet.at.z, 3.5F);
  EXPECT_DOUBLE_EQ(sheet.step, 0.6);
  ASSERT_EQ(sheet.measures.size(), 3U);
  EXPECT_EQ(sheet.measures[0].name, "slope");
  EXPECT_EQ(sheet.measures[0].provenance, "cited");
  EXPECT_EQ(sheet.measures[0].source, "a book");
  EXPECT_EQ(sheet.measures[1].unit, "point");
  const auto &tube = std::get<TubeForm>(sheet.parts.at(0).form);
  EXPECT_NEAR(tube.points[1].z, 3 + 3.5 * std::cos(0.5235987756), 1e-5);
  EXPECT_NEAR(tube.points[2].x, 0, 1e-6);
  EXPECT_DOUBLE_EQ(tube.wide[0], 3.5);
  EXPECT_EQ(sheet.features.at(0).landmark, "tip_landmark");
  // 5 measured, 3 of the frame, the share of a point, 2 of the tube; zeros do not count.
  EXPECT_EQ(sheet.scalars(), 5U + 3U + 1U + 2U);
}

TEST_F(ReadSheet, ABoneOverridesItsFamily) {
  write("bones/families/round.toml", "[frame]\ngenus = 0\n[judged.mm]\nr = 5\nh = 4\n" + ball.substr(0, ball.find("radii")) + R"(radii_mm = "r"
[[part]]
name = "horn"
kind = "tube"
points = [[0, 0, 0], [0, 0, "h"]]
radius_mm = 1
)");
  const BoneSheet plain = good("bone = \"c7\"\nfamily = \"round\"\n");
  EXPECT_FLOAT_EQ(std::get<EllipsoidForm>(plain.parts.at(0).form).radii.x, 5);
  EXPECT_EQ(plain.genus, 0);
  const BoneSheet own = good("bone = \"c7\"\nfamily = \"round\"\ndrop = [\"horn\"]\n[read.mm]\nr = 8\n");
  EXPECT_FLOAT_EQ(std::get<EllipsoidForm>(own.parts.at(0).form).radii.x, 8);
  EXPECT_EQ(own.parts.size(), 1U);
  EXPECT_THAT(fault("bone = \"c7\"\nfamily = \"round\"\ndrop = [\"hron\"]\n"), HasSubstr("s.toml:3: the family has no part \"hron\""));
}

TEST_F(ReadSheet, ReadsWhichBonesItMeets) {
  const BoneSheet sheet = good("bone = \"c7\"\nmeets = [\"rib_01\"]\n[frame]\ngap_mm = 1.5\n" + ball);
  EXPECT_EQ(sheet.meets, std::vector<std::string>{"rib_01"});
  EXPECT_EQ(sheet.gap, 1.5);
  EXPECT_EQ(good("bone = \"c7\"\n" + ball).gap, 1);
  EXPECT_THAT(fault("bone = \"c7\"\nmeets = [\"rib_99\"]\n" + ball), HasSubstr("s.toml:2: there is no bone \"rib_99\""));
  EXPECT_THAT(fault("bone = \"c7\"\n[frame]\ngap_mm = -1\n" + ball), HasSubstr("cannot be negative"));
}

TEST_F(ReadSheet, RefusesWhatNoLabSheetHolds) {
  const std::string head = "bone = \"c7\"\n";
  EXPECT_THAT(fault(head + "[judged.mm]\nr = 5.23\n" + ball), HasSubstr("s.toml:3: 5.23 is finer than a lab sheet"));
  EXPECT_THAT(fault(head + "[judged.deg]\na = 5.5\n" + ball), HasSubstr("multiple of 1"));
  EXPECT_THAT(fault(head + "[judged.point_mm]\np = [1, 2.25, 3]\n" + ball), HasSubstr("2.25 is finer"));
  EXPECT_THAT(fault(head + "[[part]]\nname = \"t\"\nkind = \"tube\"\npoints = [[0,0,0],[0,0,1],[0,0,2],[0,0,3],[0,0,4],[0,0,5]]\nradius_mm = 1\n"),
              HasSubstr("more than 16 numbers"));
  std::string many = head + "[judged.mm]\n";
  for (int i = 0; i < 160; ++i) many += fmt::format("m{} = {}\n", i, i + 1);
  many += "[[part]]\nname = \"b\"\nkind = \"ellipsoid\"\nat = [0, 0, 0]\nradii_mm = \"0";
  for (int i = 0; i < 160; ++i) many += fmt::format(" + m{}", i);
  EXPECT_THAT(fault(many + "\"\n"), HasSubstr("more than 150 a bone"));
}

TEST_F(ReadSheet, PointsAtTheFault) {
  const std::string head = "bone = \"c7\"\n";
  EXPECT_THAT(fault("bone = \"c8\"\n" + ball), HasSubstr("s.toml:1: there is no bone \"c8\"; did you mean \"c7\"?"));
  EXPECT_THAT(fault(head + "[judged.mm]\nidle = 5\n" + ball), HasSubstr("s.toml:3: nothing uses the measurement \"idle\""));
  EXPECT_THAT(fault(head + "[[part]]\nname = \"b\"\nkind = \"ball\"\n"), HasSubstr("cannot be \"ball\""));
  EXPECT_THAT(fault(head + "[[part]]\nname = \"b\"\nkind = \"ellipsoid\"\nat = \"here\"\nradii_mm = 1\n"), HasSubstr("s.toml:5: there is no point \"here\""));
  EXPECT_THAT(fault(head + "[derive]\na = \"b\"\nb = \"a\"\n[[part]]\nname = \"b\"\nkind = \"ellipsoid\"\nat = [0, 0, \"a\"]\nradii_mm = 1\n"), HasSubstr("derived from itself"));
  EXPECT_THAT(fault(head + "[[part]]\nname = \"b\"\nkind = \"ellipsoid\"\nat = [0, 0, 0]\nradii_mm = [1, 0, 1]\n"), HasSubstr("more than 0"));
  EXPECT_THAT(fault(head + "[[part]]\nname = \"t\"\nkind = \"tube\"\npoints = [[0,0,0],[0,0,1]]\nradius_mm = [1, 2, 3]\n"), HasSubstr("3 values for 2 points"));
  EXPECT_THAT(fault(head + ball + ball), HasSubstr("is written twice"));
  EXPECT_THAT(fault(head + "[frame]\nsize = 3\n" + ball), HasSubstr("has no key \"size\""));
  EXPECT_THAT(fault(ball), HasSubstr("names its bone"));
  EXPECT_THAT(fault("bone = \"rib_01\"\n[frame]\nsymmetric = true\n" + ball), HasSubstr("cannot be symmetric"));
  EXPECT_THAT(fault(head + "[[part]\n"), HasSubstr("s.toml:2"));
}

const std::string twin = R"toml([read.point_mm]
tip = [0, 20, 0]
side = [10, 5, 0]
[judged.mm]
r = 5
[derive]
between = { between = ["tip", "side"], f = 0.5 }
[[part]]
name = "horn"
kind = "tube"
points = [[0, 0, 0], "side"]
radius_mm = "r"
[[part]]
name = "spine"
kind = "tube"
points = [[0, 0, 0], "tip"]
radius_mm = 2
[[feature]]
id = "horn"
name = "Horn"
at = { of = "side", off = [0, 0, "r"] }
)toml";
const std::string midline_head = "bone = \"c7\"\n[frame]\nsymmetric = true\n";

TEST_F(ReadSheet, TheRightMayDiffer) {
  const BoneSheet even = good(midline_head + twin);
  EXPECT_FALSE(even.right || even.asymmetric());
  const BoneSheet sheet = good(midline_head + "[right.read.point_mm]\nside = [8.5, 5, 1]\n[[right.cited]]\nsource = \"a book\"\nmm = { r = 4 }\n" + twin);
  ASSERT_TRUE(sheet.right);
  EXPECT_TRUE(sheet.asymmetric());
  EXPECT_EQ(std::get<TubeForm>(sheet.parts.at(0).form).points[1], vec3(10, 5, 0));
  EXPECT_EQ(std::get<TubeForm>(sheet.right->parts.at(0).form).points[1], vec3(8.5F, 5, 1));
  EXPECT_EQ(std::get<TubeForm>(sheet.right->parts.at(0).form).wide[0], 4);
  EXPECT_EQ(sheet.right->parts.at(1), sheet.parts.at(1));
  EXPECT_EQ(sheet.right->features.at(0).at, vec3(8.5F, 5, 5));
  ASSERT_EQ(sheet.right->measures.size(), 2U);
  EXPECT_EQ(sheet.right->measures[0].source, "a book");
  EXPECT_EQ(sheet.right->measures[1].provenance, "read");
  EXPECT_EQ(sheet.scalars(), even.scalars() + 4); // a point and a width more
  EXPECT_NE(sheet.text, even.text);               // so that no cache takes one for the other
  const BoneSheet rib = good("bone = \"rib_01\"\n[right.read.point_mm]\ntip = [1, 19, 0]\n" + twin); // a pair has no midline
  EXPECT_EQ(std::get<TubeForm>(rib.right->parts.at(1).form).points[1], vec3(1, 19, 0));
}

TEST_F(ReadSheet, TheMidlineMayDeviate) {
  const BoneSheet even = good(midline_head + twin);
  const BoneSheet sheet = good(midline_head + "[read.deviation_mm]\ntip = -2.5\n" + twin);
  ASSERT_EQ(sheet.deviations.size(), 1U);
  EXPECT_EQ(sheet.deviations[0].provenance, "read");
  ASSERT_EQ(sheet.midline.size(), 1U); // the only point of the midline
  EXPECT_EQ(sheet.midline[0].at, vec3(0, 20, 0));
  EXPECT_EQ(sheet.midline[0].deviation, -2.5);
  EXPECT_EQ(sheet.scalars(), even.scalars() + 1);
  EXPECT_TRUE(even.midline.empty());
}

TEST_F(ReadSheet, RefusesAsymmetryThatMeansNothing) {
  const auto right = [&](const std::string &table) { return fault(midline_head + table + twin); };
  EXPECT_THAT(right("[right.read.mm]\nq = 4\n"), HasSubstr("s.toml:5: \"q\" is not measured, so its right cannot differ"));
  EXPECT_THAT(right("[right.read.point_mm]\nbetween = [4, 4, 4]\n"), HasSubstr("it is derived: measure it for both first"));
  EXPECT_THAT(right("[right.read.deg]\nr = 4\n"), HasSubstr("s.toml:5: \"r\" is a mm on the left, not a deg"));
  EXPECT_THAT(right("[right.read.point_mm]\ntip = [0, 21, 0]\n"), HasSubstr("s.toml:5: \"tip\" lies on the midline, where both halves meet"));
  EXPECT_THAT(right("[right.read.point_mm]\nside = [-10, 5, 0]\n"), HasSubstr("s.toml:5: the lateral of \"side\" has another sign"));
  EXPECT_THAT(right("[right.read.mm]\nr = 4.2\n"), HasSubstr("s.toml:5: 4.2 is finer than a lab sheet"));
  EXPECT_THAT(right("[right.read.deviation_mm]\ntip = 2\n"), HasSubstr("s.toml:5: a deviation is of the midline"));
  EXPECT_THAT(right("[right.derive]\nr = 4\n"), HasSubstr("has no key \"derive\""));
  EXPECT_THAT(right("[right]\n"), HasSubstr("nothing differs on the right"));
  EXPECT_THAT(right("[read.deviation_mm]\ntop = 2\n"), HasSubstr("s.toml:5: there is no point \"top\" that could deviate; did you mean \"tip\"?"));
  EXPECT_THAT(right("[read.deviation_mm]\nside = 2\n"), HasSubstr("s.toml:5: \"side\" lies beside the midline"));
  EXPECT_THAT(right("[read.deviation_mm]\ntip = 2.2\n"), HasSubstr("2.2 is finer"));
  EXPECT_THAT(fault("bone = \"rib_01\"\n[read.deviation_mm]\ntip = 2\n" + twin), HasSubstr("s.toml:3: only a symmetric bone of the midline"));
  EXPECT_THAT(fault("bone = \"c7\"\n[right.read.mm]\nr = 4\n" + twin), HasSubstr("s.toml:2: a bone that is neither symmetric nor paired"));
  EXPECT_THAT(fault("[frame]\nsymmetric = true\n[right.read.mm]\nr = 4\n" + twin + "bone = \"c7\"\n[[piece]]\nbone = \"c7\"\n"),
              HasSubstr("s.toml:3: a sheet of pieces has no right side of its own"));
  write("bones/families/leaning.toml", midline_head.substr(midline_head.find("[frame]")) + "[read.deviation_mm]\ntip = 2\n" + twin);
  EXPECT_THAT(fault("bone = \"c7\"\nfamily = \"leaning\"\n"), HasSubstr("families/leaning.toml:3: a family has no deviation"));
  write("bones/families/leaning.toml", midline_head.substr(midline_head.find("[frame]")) + "[right.read.mm]\nr = 2\n" + twin);
  EXPECT_THAT(fault("bone = \"c7\"\nfamily = \"leaning\"\n"), HasSubstr("families/leaning.toml:3: a family has no right side of its own"));
}

TEST_F(ReadSheet, TwoSheetsOfOneBoneAreRefused) {
  write("bones/a.toml", "bone = \"c7\"\n" + ball);
  write("bones/b.toml", "bone = \"c7\"\n" + ball);
  const auto sheets = read_sheets(folder_, library_);
  ASSERT_FALSE(sheets);
  EXPECT_THAT(sheets.error().line(), HasSubstr("has a sheet already, bones/a.toml"));
}

} // namespace
