#include "small_folder.h"

#include <gmock/gmock.h>

#include <ostream>

using namespace myo;
using namespace myo::anatomy;
using namespace myo::anatomy::test;
using ::testing::HasSubstr;

namespace {

TEST(ReadLibrary, ExpandsARowOverItsBones) {
  const Library library = small_library();
  const Muscle *muscle = library.muscle("puller");
  ASSERT_NE(muscle, nullptr);
  EXPECT_EQ(muscle->rows, 3);
  ASSERT_EQ(muscle->attachments.size(), 5U);
  const Attachment &spine = muscle->attachments[0], &soft = muscle->attachments[1], &rib = muscle->attachments[3];
  EXPECT_EQ(spine.bone, "c7");
  EXPECT_EQ(spine.side, "midline");
  EXPECT_EQ(spine.region.near, std::vector<std::string>{"c7_spinous"});
  EXPECT_EQ(spine.reach_mm, 6);
  EXPECT_TRUE(soft.bone.empty());
  EXPECT_EQ(rib.bone, "rib_02");
  EXPECT_EQ(rib.side, "ipsi");
  EXPECT_EQ(rib.role, Role::insertion);
  EXPECT_EQ(rib.region.near, std::vector<std::string>{"rib2_angle"});
  EXPECT_EQ(rib.region.facing, vec3(0, 1, 0));
  EXPECT_EQ(rib.region.where.at(0).high, 0.5);
  EXPECT_EQ(rib.reach_mm, 4);
  EXPECT_FALSE(rib.optional);
  EXPECT_TRUE(muscle->attachments[4].optional);
  EXPECT_EQ(muscle->patterns, std::vector<std::string>{"ache"});
  EXPECT_EQ(muscle->via, std::vector<std::string>{"rib_02"});
}

TEST(ReadLibrary, KnowsWhatASourceLacks) {
  const Library library = small_library();
  const Absence *absence = library.absence("lab", "puller", Role::insertion, "rib_01");
  ASSERT_NE(absence, nullptr);
  EXPECT_EQ(absence->why, "the lab has one rib only");
  EXPECT_EQ(library.absence("lab", "puller", Role::insertion, "rib_02"), nullptr);
  EXPECT_EQ(library.absence("lab", "puller", Role::origin, "rib_01"), nullptr);
  EXPECT_EQ(library.absence("clinic", "puller", Role::insertion, "rib_01"), nullptr);
}

TEST(ReadLibrary, ReadsRulesPointsAndSeed) {
  const Library library = small_library();
  const Landmark *landmark = library.landmark("rib1_angle");
  ASSERT_NE(landmark, nullptr);
  EXPECT_EQ(landmark->rule.landmarks, (std::vector<std::string>{"c7_spinous", "rib2_angle"}));
  EXPECT_EQ(landmark->rule.offset_mm, vec3(1, 2, 3));
  EXPECT_EQ(library.landmark("rib2_angle")->rule.where.at(0).low, -90);
  const Region *patch = library.region("patch");
  ASSERT_NE(patch, nullptr);
  ASSERT_EQ(patch->at.between.size(), 2U);
  EXPECT_EQ(patch->at.between[1].landmark, "rib1_angle");
  EXPECT_EQ(patch->at.fraction, 0.25);
  EXPECT_FALSE(library.region("band")->paired);
  EXPECT_EQ(library.segments.at(0).b.offset_mm, vec3(0, 0, 5));
  EXPECT_EQ(library.segments.at(0).reference, "landmarks");
  EXPECT_EQ(library.seed_pattern, "ache");
}

TEST(ReadLibrary, ReadsThePageAndTheMoves) {
  const Library library = small_library();
  const Pattern &ache = library.patterns.at(0);
  EXPECT_EQ(ache.cues, std::vector<std::string>{"stiff"});
  EXPECT_EQ(ache.red_flags, std::vector<std::string>{"fever"});
  ASSERT_EQ(ache.apart.size(), 1U);
  EXPECT_EQ(ache.apart[0].text, "none from itself");
  EXPECT_EQ(ache.described, "It aches.");
  ASSERT_EQ(ache.relief.size(), 1U);
  EXPECT_EQ(ache.relief[0].move, "pull");
  EXPECT_EQ(ache.relief[0].hold_s, 20);
  EXPECT_EQ(ache.notes, std::vector<std::string>{"under the ribs"});
  EXPECT_EQ(library.cue("stiff")->words, std::vector<std::string>{"like a board"});
  EXPECT_EQ(library.red_flag("fever")->action, "review");
  const Move *pull = library.move("pull");
  ASSERT_NE(pull, nullptr);
  EXPECT_TRUE(pull->sided);
  EXPECT_EQ(pull->repeats, 2);
  ASSERT_EQ(pull->keys.size(), 1U);
  EXPECT_EQ(pull->keys[0].values.at(1).side, Side::left);
  EXPECT_EQ(library.region("ball")->radii_mm, vec3(10, 12, 14));
  EXPECT_EQ(library.region("ball")->neighbours, std::vector<std::string>{"patch"});
}

TEST(ReadLibrary, ReadsRulesByMotionAndByLength) {
  std::map<std::string, std::string> files = small_files();
  std::string &ache = files["patterns/ache.toml"];
  ache.insert(ache.find("[[apart]]"), "[[provocation]]\nlength = \"stretched\"\nfrom = 0.05\nto = 0.2\nfactor = 1.4\n\n"
                                      "[[provocation]]\nlength = \"shortened\"\nkind = \"sustained\"\nfrom = 0.1\nto = 0.3\nfactor = 1.2\n\n");
  ache.replace(ache.find("factor = 1.5"), 12, "factor = 1.5\nkind = \"loaded\"");
  const SmallFolder folder(files);
  const Result<Library> read = read_library(folder.path());
  ASSERT_TRUE(read) << read.error().line();
  const std::vector<Provocation> &rules = read->patterns.at(0).provocation;
  ASSERT_EQ(rules.size(), 3U);
  EXPECT_EQ(rules[0].motion, "neck.protraction");
  EXPECT_EQ(rules[0].length, "");
  EXPECT_EQ(rules[0].kind, "loaded");
  EXPECT_EQ(rules[1].motion, "");
  EXPECT_EQ(rules[1].length, "stretched");
  EXPECT_EQ(rules[1].kind, "stretched") << "a length says its kind itself";
  EXPECT_EQ(rules[1].to, 0.2);
  EXPECT_EQ(rules[2].length, "shortened");
  EXPECT_EQ(rules[2].kind, "sustained");
  EXPECT_EQ(small_library().patterns.at(0).provocation.at(0).kind, "");
}

const char *const acts = R"([[part]]
id = "front"
toward = [0, -1, 0]
share = [0, 0.4]
actions = ["arm.abduction"]
sources = ["https://example.org/arm"]

[[acts_from]]
actions = ["neck.extension"]
pose = ["neck.flexion=30", "arm.abduction=45"]
sources = ["test, unsourced"]

[text])";
const char *const arms = R"([[arm]]
muscle = "puller"
part = "front"
action = "arm.abduction"
pose = ["arm.abduction=20"]
mm = [-4, 12.5]
how = "model"
sources = ["doi:10.0/0"]
)";

std::map<std::string, std::string> files_with_acts() {
  std::map<std::string, std::string> files = small_files();
  std::string &puller = files["muscles/puller.toml"];
  puller.replace(puller.find("[text]"), 6, acts);
  files["moment_arms.toml"] = arms;
  return files;
}

TEST(ReadLibrary, ReadsPartsPositionsAndMomentArms) {
  const SmallFolder folder(files_with_acts());
  const Result<Library> read = read_library(folder.path());
  ASSERT_TRUE(read) << read.error().line();
  const Muscle &puller = *read->muscle("puller");
  ASSERT_EQ(puller.parts.size(), 1U);
  EXPECT_EQ(puller.parts[0].toward, vec3(0, -1, 0));
  EXPECT_EQ(puller.parts[0].to, 0.4);
  EXPECT_EQ(puller.parts[0].actions, std::vector<std::string>{"arm.abduction"});
  ASSERT_EQ(puller.acts_from.size(), 1U);
  ASSERT_EQ(puller.acts_from[0].pose.size(), 2U);
  EXPECT_EQ(puller.acts_from[0].pose[1].joint, "arm");
  EXPECT_EQ(puller.acts_from[0].pose[1].value, 45);
  ASSERT_EQ(read->published_arms.size(), 1U);
  const PublishedArm &arm = read->published_arms[0];
  EXPECT_EQ(arm.part, "front");
  EXPECT_EQ(arm.action, "arm.abduction");
  EXPECT_FALSE(arm.sign_only);
  EXPECT_EQ(arm.low_mm, -4);
  EXPECT_EQ(arm.high_mm, 12.5);
}

TEST(ReadLibrary, RefusesFaultyActs) {
  struct Spoiled { const char *file, *what, *by, *said; };
  for (const Spoiled &s : {Spoiled{"muscles/puller.toml", "share = [0, 0.4]", "share = [0.4, 0.3]", "a tenth of the fibres"},
                           Spoiled{"muscles/puller.toml", "toward = [0, -1, 0]", "toward = [0, 0, 0]", "points nowhere"},
                           Spoiled{"muscles/puller.toml", "actions = [\"arm.abduction\"]\nsources", "actions = [\"arm.adduction\"]\nsources", "not among the muscle's actions"},
                           Spoiled{"muscles/puller.toml", "neck.flexion=30", "neck.flexion", "no JOINT.MOTION=VALUE"},
                           Spoiled{"muscles/puller.toml", "neck.flexion=30", "neck.flexion=30deg", "no JOINT.MOTION=VALUE"},
                           Spoiled{"muscles/puller.toml", "https://example.org/arm", "a colleague", "has no address"},
                           Spoiled{"moment_arms.toml", "part = \"front\"", "part = \"back\"", "has no part \"back\""},
                           Spoiled{"moment_arms.toml", "\"puller\"", "\"pusher\"", "no muscle \"pusher\""},
                           Spoiled{"moment_arms.toml", "[-4, 12.5]", "[12.5, -4]", "from a smaller to a larger"},
                           Spoiled{"moment_arms.toml", "\"arm.abduction\"", "\"arm.lift\"", "no JOINT.MOTION"}}) {
    std::map<std::string, std::string> files = files_with_acts();
    std::string &text = files[s.file];
    ASSERT_NE(text.find(s.what), std::string::npos) << s.what;
    text.replace(text.find(s.what), std::string_view(s.what).size(), s.by);
    const SmallFolder folder(files);
    const Result<Library> read = read_library(folder.path());
    ASSERT_FALSE(read) << s.by;
    EXPECT_THAT(read.error().line(), HasSubstr(s.said)) << s.by;
    EXPECT_THAT(read.error().line(), HasSubstr(s.file)) << s.by;
  }
}

TEST(ReadLibrary, WantsAnAddressForEverySource) {
  for (const char *file : {"patterns/ache.toml", "moves/pull.toml"}) {
    std::map<std::string, std::string> files = small_files();
    ASSERT_TRUE(files.contains(file)) << file;
    std::string &text = files[file];
    ASSERT_NE(text.find("test, unsourced"), std::string::npos) << file;
    text.replace(text.find("test, unsourced"), 15, "a colleague");
    const SmallFolder folder(files);
    const Result<Library> read = read_library(folder.path());
    ASSERT_FALSE(read) << file;
    EXPECT_THAT(read.error().line(), testing::HasSubstr(file));
    EXPECT_THAT(read.error().line(), testing::HasSubstr("\"a colleague\" has no address"));
  }
}

TEST(ReadLibrary, SharesOutRegionalMotions) {
  const Library library = small_library();
  const JointDefinition *neck = library.joint("neck");
  ASSERT_NE(neck, nullptr);
  EXPECT_EQ(neck->shares("flexion").at(1).joint, "upper");
  EXPECT_DOUBLE_EQ(neck->shares("flexion").at(1).weight, 0.75);
  EXPECT_DOUBLE_EQ(neck->shares("extension").at(1).weight, 0.5);
  EXPECT_DOUBLE_EQ(neck->shares("rotation_left").at(0).weight, 0.8);
  EXPECT_DOUBLE_EQ(neck->shares("rotation_right").at(0).weight, 0.8);
  EXPECT_DOUBLE_EQ(neck->shares("protraction").at(1).weight, -0.5); // taken as it stands
  EXPECT_DOUBLE_EQ(neck->shares("retraction").at(1).weight, -0.5);
}

TEST(ReadLibrary, ReadsTheSurface) {
  const SmallFolder folder(small_files());
  const Result<Library> read = read_library(folder.path());
  ASSERT_TRUE(read.has_value()) << read.error().line();
  const SurfaceSheet &sheet = read->surface;
  EXPECT_EQ(sheet.edge_mm, 5);
  ASSERT_EQ(sheet.covers.size(), 1U);
  EXPECT_EQ(sheet.covers[0].thickness_mm, 5);
  EXPECT_EQ(sheet.covers[0].overlap_mm, 10);
  ASSERT_EQ(sheet.parts.size(), 1U);
  const SurfacePart &wart = sheet.parts[0];
  EXPECT_EQ(wart.points.at(0).from, (std::vector<std::string>{"c7_spinous", "joint:root"}));
  EXPECT_EQ(wart.points.at(0).offset_mm, vec3(0, 4.5F, -2));
  EXPECT_EQ(wart.forms.at(0).radii_mm, (std::vector<float>{3, 4.5F, 5}));
  EXPECT_EQ(wart.forms.at(1).kind, SurfaceForm::Kind::relief);
  EXPECT_EQ(wart.forms.at(1).seen_from, vec3(0, 1, 0));
  EXPECT_EQ(sheet.details.at(0).edge_mm, 2);
}

// Each spoils one place of one file and says where the fault must be seen.
struct Fault { const char *name, *file, *good, *bad; const char *where, *what; };
void PrintTo(const Fault &fault, std::ostream *out) { *out << fault.name; }
class Faulty : public ::testing::TestWithParam<Fault> {};

TEST_P(Faulty, IsOneLineWithFileAndLine) {
  const Fault &fault = GetParam();
  std::map<std::string, std::string> files = small_files();
  std::string &text = files.at(fault.file);
  const std::size_t at = text.find(fault.good);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string(fault.good).size(), fault.bad);
  const SmallFolder folder(files);
  const Result<Library> read = read_library(folder.path());
  ASSERT_FALSE(read.has_value());
  const std::string line = read.error().line();
  EXPECT_THAT(line, HasSubstr(fault.where));
  EXPECT_THAT(line, HasSubstr(fault.what));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(read.error().kind, ErrorKind::input);
}

INSTANTIATE_TEST_SUITE_P(
    Anatomy, Faulty,
    ::testing::Values(
        Fault{"syntax", "bones.toml", "id = \"c7\"", "id = c7", "bones.toml:2", ""},
        Fault{"unknown_key", "bones.toml", "latin = \"Vertebra", "latina = \"Vertebra", "bones.toml:1", "lacks \"latin\""},
        Fault{"stray_key", "bones.toml", "frame = \"root\"", "frame = \"root\"\nframes = 3", "bones.toml:7", "no key \"frames\""},
        Fault{"wrong_type", "bones.toml", "paired = true", "paired = 1", "bones.toml:12", "true or false"},
        Fault{"wrong_word", "muscles/puller.toml", "\"deep\"", "\"depe\"", "muscles/puller.toml:10", "cannot be \"depe\""},
        Fault{"duplicate", "bones.toml", "id = \"rib_02\"", "id = \"rib_01\"", "bones.toml:18", "defined twice, first at bones.toml:9"},
        Fault{"no_such_frame", "bones.toml", "frame = \"root\"", "frame = \"rot\"", "bones.toml:6", "no joint \"rot\"; did you mean \"root\""},
        Fault{"one_sided_fma", "bones.toml", "paired = true\nfma_left", "fma_left", "bones.toml:9", "not paired"},
        Fault{"no_such_landmark", "landmarks.toml", "b = \"rib2_angle\"", "b = \"rib2_angel\"", "landmarks.toml:16", "did you mean \"rib2_angle\""},
        Fault{"bad_filter", "landmarks.toml", "[\"bbox\", \"s\", 0.5, 1]", "[\"bbox\", \"q\", 0.5, 1]", "landmarks.toml:7", "no filter"},
        Fault{"bad_direction", "landmarks.toml", "dir = [0, 1, 0], where = [[\"m", "dir = [0, 1], where = [[\"m", "landmarks.toml:7", "list of 3 numbers"},
        Fault{"landmark_ring", "landmarks.toml", "[\"rel\", \"c7_spinous\"", "[\"rel\", \"rib1_angle\"", "landmarks.toml", "depends on itself"},
        Fault{"two_roots", "joints.toml", "parent = \"root\"\n", "", "joints.toml", "2 joints without a parent"},
        Fault{"no_parent", "joints.toml", "parent = \"upper\"", "parent = \"lower\"", "joints.toml:20", "no joint \"lower\""},
        Fault{"bad_centre", "joints.toml", "contact:rib_01|c7", "contact:rib_01", "joints.toml:22", "no rule for a centre"},
        Fault{"share_of_nothing", "joints.toml", "extension = [1, 1]", "extenson = [1, 1]", "joints.toml", "no motion of it"},
        Fault{"share_count", "joints.toml", "extension = [1, 1]", "extension = [1]", "joints.toml:34", "list of 2 numbers"},
        Fault{"sided_once", "joints.toml", "sided = true\n", "", "motions.toml", "sided in one file only"},
        Fault{"negative_limit", "motions.toml", "[60, 50]", "[60, -50]", "motions.toml:5", "positive"},
        Fault{"pose_motion", "poses.toml", "neck.extension", "neck.extnsion", "poses.toml:4", "did you mean extension"},
        Fault{"pose_side", "poses.toml", "left.arm", "arm", "poses.toml:4", "needs a side"},
        Fault{"region_ring", "regions.toml", "midline = true", "midline = true\nminus = [\"patch\"]", "regions.toml", "depends on itself"},
        Fault{"no_radius", "regions.toml", "radius_mm = 20", "radius_mm = 0", "regions.toml:25", "more than 0"},
        Fault{"bad_point", "regions.toml", "a = \"c7_spinous\"\nb", "a = 3\nb", "regions.toml:9", "landmark or a point"},
        Fault{"cover_part", "surface.toml", "[\"thorax\"]", "[\"thorx\"]", "surface.toml:5", "did you mean \"thorax\""},
        Fault{"thick_cover", "surface.toml", "thickness_mm = 5", "thickness_mm = 14", "surface.toml:7", "thinner than its closing"},
        Fault{"fine_caliper", "surface.toml", "[0, 4.5, -2]", "[0, 4.3, -2]", "surface.toml:20", "more finely than 0.5 mm"},
        Fault{"fine_protractor", "surface.toml", "[0, 15, 0]", "[0, 15.5, 0]", "surface.toml:23", "more finely than 1 degree"},
        Fault{"fine_share", "surface.toml", "f = 0.25", "f = 0.24", "surface.toml:20", "more finely than 0.05"},
        Fault{"no_such_point", "surface.toml", "at = [\"wart_top\"]", "at = [\"wart_tip\"]", "surface.toml:24", "did you mean \"wart_top\""},
        Fault{"no_such_place", "surface.toml", "joint:root", "joint:rot", "surface.toml:20", "did you mean \"joint:root\""},
        Fault{"point_twice", "surface.toml", "id = \"wart_top\"", "id = \"rib1_angle\"", "surface.toml:20", "already"},
        Fault{"too_many_points", "surface.toml", "at = [\"wart_top\", \"c7_spinous\"]", "at = [\"wart_top\", \"wart_top\", \"c7_spinous\"]", "surface.toml:23", "takes 1 to 2 points"},
        Fault{"radius_count", "surface.toml", "[3, 4.5, 5]", "[3, 5]", "surface.toml:23", "one radius or 3"},
        Fault{"no_reach", "surface.toml", ", reach_mm = 10", "", "surface.toml:24", "lacks \"reach_mm\""},
        Fault{"relief_under_cover", "surface.toml", "edge_mm = 1.5", "under = \"all\"", "surface.toml:24", "only be balls and tubes"},
        Fault{"row_count", "muscles/puller.toml", "rows = 3", "rows = 4", "muscles/puller.toml:14", "rows says 4, but there are 3"},
        Fault{"row_landmark", "muscles/puller.toml", "rib{n}_angle", "rib{n}_angel", "muscles/puller.toml:29", "\"rib1_angel\""},
        Fault{"row_bone", "muscles/puller.toml", "bones = [\"c7\"]", "bones = [\"c8\"]", "muscles/puller.toml:19", "no bone \"c8\""},
        Fault{"near_without_radius", "muscles/puller.toml", "radius_mm = 12\n", "", "muscles/puller.toml:17", "radius_mm"},
        Fault{"bad_action", "muscles/puller.toml", "neck.rotation.ipsi", "neck.spin", "muscles/puller.toml:11", "no JOINT.MOTION"},
        Fault{"file_name", "muscles/puller.toml", "id = \"puller\"", "id = \"pusher\"", "muscles/puller.toml:1", "name file and id alike"},
        Fault{"row_through", "muscles/puller.toml", "reach_mm = 4", "reach_mm = 4\nthrough = \"pusher\"", "muscles/puller.toml:34", "no muscle \"pusher\""},
        Fault{"absent_row", "sources/lab.toml", "\"insertion\"", "\"origin\"", "sources/lab.toml", "is no expected attachment"},
        Fault{"absent_twice", "sources/lab.toml", "[\"rib_01\"]", "[\"rib_01\", \"rib_01\"]", "sources/lab.toml", "listed twice"},
        Fault{"absent_muscle", "sources/lab.toml", "\"puller\"", "\"pusher\"", "sources/lab.toml:4", "did you mean \"puller\""},
        Fault{"source_name", "sources/lab.toml", "source = \"lab\"", "source = \"lib\"", "sources/lab.toml:1", "name file and source alike"},
        Fault{"bad_tier", "patterns/ache.toml", "tier = 3", "tier = 4", "patterns/ache.toml:17", "tier"},
        Fault{"bad_provocation", "patterns/ache.toml", "neck.protraction", "neck.push", "patterns/ache.toml:20", "no JOINT.MOTION"},
        Fault{"rule_of_nothing", "patterns/ache.toml", "motion = \"neck.protraction\"\n", "", "patterns/ache.toml:19", "lacks \"motion\""},
        Fault{"rule_of_both", "patterns/ache.toml", "from = 5\nto = 30", "length = \"stretched\"\nfrom = 0.05\nto = 0.3", "patterns/ache.toml:21", "not for both"},
        Fault{"rule_of_no_length", "patterns/ache.toml", "motion = \"neck.protraction\"\nfrom = 5\nto = 30", "length = \"strained\"\nfrom = 0.05\nto = 0.3", "patterns/ache.toml:20", "use stretched, shortened"},
        Fault{"length_in_mm", "patterns/ache.toml", "motion = \"neck.protraction\"\nfrom = 5\nto = 30", "length = \"stretched\"\nfrom = 0.05\nto = 30", "patterns/ache.toml:22", "share of the length at rest"},
        Fault{"length_below_rest", "patterns/ache.toml", "motion = \"neck.protraction\"\nfrom = 5\nto = 30", "length = \"shortened\"\nfrom = -0.05\nto = 0.3", "patterns/ache.toml:21", "share of the length at rest"},
        Fault{"kind_of_rule", "patterns/ache.toml", "factor = 1.5", "factor = 1.5\nkind = \"pulled\"", "patterns/ache.toml:24", "use shortened, stretched, loaded, sustained"},
        Fault{"kind_against_length", "patterns/ache.toml", "motion = \"neck.protraction\"\nfrom = 5\nto = 30", "length = \"stretched\"\nkind = \"shortened\"\nfrom = 0.05\nto = 0.3", "patterns/ache.toml:21", "strike kind off"},
        Fault{"no_such_muscle", "patterns/ache.toml", "[\"puller\"]", "[\"pusher\"]", "patterns/ache.toml:3", "did you mean \"puller\""},
        Fault{"no_such_region", "patterns/ache.toml", "region = \"patch\"", "region = \"path\"", "patterns/ache.toml:16", "did you mean \"patch\""},
        Fault{"no_such_cue", "patterns/ache.toml", "[\"stiff\"]", "[\"stif\"]", "patterns/ache.toml:6", "did you mean \"stiff\""},
        Fault{"no_such_flag", "patterns/ache.toml", "[\"fever\"]", "[\"fewer\"]", "patterns/ache.toml:7", "did you mean \"fever\""},
        Fault{"no_zone", "patterns/ache.toml", "[[zone]]\nregion = \"patch\"\ntier = 3\n", "", "patterns/ache.toml:1", "paints no zone"},
        Fault{"zone_after_all", "patterns/ache.toml", "cues =", "no_zone = \"nothing\"\ncues =", "patterns/ache.toml:6", "has zones after all"},
        Fault{"apart_from_nobody", "patterns/ache.toml", "pattern = \"ache\"", "pattern = \"pain\"", "patterns/ache.toml:26", "not in compare_with"},
        Fault{"no_such_move", "patterns/ache.toml", "move = \"pull\"", "move = \"pul\"", "patterns/ache.toml:34", "did you mean \"pull\""},
        Fault{"relief_without_source", "patterns/ache.toml", ", source = \"test\"", "", "patterns/ache.toml:34", "lacks \"source\""},
        Fault{"bad_action_of_flag", "red_flags.toml", "review", "revue", "red_flags.toml:4", "cannot be \"revue\""},
        Fault{"move_beyond", "moves/pull.toml", "flexion=40", "flexion=61", "moves/pull.toml:13", "goes 60 deg at most"},
        Fault{"move_motion", "moves/pull.toml", "neck.flexion", "neck.flexon", "moves/pull.toml:13", "did you mean flexion"},
        Fault{"move_muscle", "moves/pull.toml", "[\"puller\"]", "[\"pusher\"]", "moves/pull.toml:6", "did you mean \"puller\""},
        Fault{"move_in_no_time", "moves/pull.toml", "take_s = 2", "take_s = 0", "moves/pull.toml:11", "seconds"},
        Fault{"move_for_ever", "moves/pull.toml", "repeats = 2", "repeats = 0", "moves/pull.toml:7", "1 to 50 times"},
        Fault{"still_move", "moves/pull.toml", "[[key]]\ntake_s = 2\nhold_s = 10\nvalues = [\"neck.flexion=40\", \"left.arm.abduction=45\"]\n", "", "moves/pull.toml:1", "does not move"},
        Fault{"move_name", "moves/pull.toml", "id = \"pull\"", "id = \"push\"", "moves/pull.toml:1", "name file and id alike"},
        Fault{"flat_ball", "regions.toml", "[10, 12, 14]", "[10, 0, 14]", "regions.toml:37", "more than 0"},
        Fault{"no_neighbour", "regions.toml", "neighbours = [\"patch\"]", "neighbours = [\"path\"]", "regions.toml:34", "did you mean \"patch\""}),
    [](const auto &instance) { return std::string(instance.param.name); });

TEST(ReadLibrary, MissingFolderAndFileAreSaid) {
  const Result<Library> none = read_library("/nowhere/at/all");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().line(), HasSubstr("bones.toml"));
  std::map<std::string, std::string> files = small_files();
  files.erase("poses.toml");
  const SmallFolder folder(files);
  const Result<Library> read = read_library(folder.path());
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().line(), HasSubstr("poses.toml"));
}

} // namespace
