// The program itself, as a shell runs it: exit codes, one-line errors, JSON, same arguments same bytes.
#include "base/files.h"
#include "capture/compare.h"
#include "capture/png.h"
#include "format/write.h"
#include "support/gltf_maker.h"
#include "support/tiny_body.h"

#include <chrono>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/wait.h>

namespace myo {
namespace {
namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Ran { int code = 0; std::string out, err; };

class Cli : public testing::Test {
protected:
  static void SetUpTestSuite() {
    std::string name = (fs::temp_directory_path() / "myoscope-cli-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    const Status written = format::write_atlas(tests::tiny_body(), folder / "tiny");
    ASSERT_TRUE(written) << written.error().line();
  }
  static void TearDownTestSuite() { fs::remove_all(folder); }

  // No display, a data folder of its own, and no body but the one named by `body` (a folder beside it).
  static Ran run(const std::string &arguments, const std::string &body = "nowhere", const std::string &environment = "") {
    const std::string line = fmt::format("cd '{0}' && env -u DISPLAY -u WAYLAND_DISPLAY MYOSCOPE_DATA='{0}/data' MYOSCOPE_BODY='{0}/{3}' {4} '{1}' {2} >'{0}/out' 2>'{0}/err'",
                                         folder.string(), MYO_PROGRAM, arguments, body, environment);
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(folder / "out").value(), read_text(folder / "err").value()};
  }
  static void refused(const std::string &arguments, int code, const std::string &because) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, code) << arguments << ": " << ran.err;
    EXPECT_EQ(ran.out, "") << arguments;
    EXPECT_THAT(ran.err, StartsWith("myoscope: ")) << arguments;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(because)) << arguments;
  }
  static inline fs::path folder;
};

TEST_F(Cli, SaysWhatItIs) {
  EXPECT_EQ(run("--version").out, fmt::format("myoscope {}\n", MYO_VERSION));
  const Ran help = run("--help");
  EXPECT_EQ(help.code, 0);
  for (const char *command : {"render", "list", "muscle", "stretch", "atlas"}) EXPECT_THAT(help.out, HasSubstr(command));
}

TEST_F(Cli, TakesTheBodyBuiltWithTheProgramWhenNoneIsNamed) {
  const Ran named = run("atlas info embedded --json", "tiny"), unnamed = run("atlas info --json", "tiny");
  EXPECT_EQ(named.code, 0) << named.err;
  EXPECT_EQ(named.out, run("atlas info tiny --json").out);
  EXPECT_EQ(unnamed.out, named.out);
  refused("atlas info embedded", 3, "MYOSCOPE_BODY");
}

TEST_F(Cli, SaysHowToImportWhenThereIsNoAtlas) {
  const Ran ran = run("");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("myoscope atlas import bodyparts3d"));
  refused("render --out a.png", 3, "atlas import");
}

TEST_F(Cli, ShowsAModelOfOnesOwn) {
  ASSERT_TRUE(write_file(folder / "bar.glb", tests::bending_bar()));
  const Ran listed = run("view bar.glb --list");
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, AllOf(HasSubstr("2 parts, 2 animations"), HasSubstr("part       plate"), HasSubstr("animation  1 bend (1.00 s)")));
  const auto json = nlohmann::json::parse(run("view bar.glb --list --json").out);
  EXPECT_EQ(json["parts"][0]["id"], "bar");

  const auto picture = [&](const std::string &options) {
    const Ran ran = run("render --file bar.glb --size 320x400 --no-text --out bar.png " + options);
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto read = capture::read_png(folder / "bar.png");
    EXPECT_TRUE(read);
    return read ? read->picture : capture::Picture{};
  };
  const auto changed = [](const capture::Picture &a, const capture::Picture &b) {
    const auto difference = capture::compare(a, b, 8);
    return difference ? difference->share : -1.0;
  };
  const capture::Picture first = picture("--animation bend --time 0"), last = picture("--animation bend --time 1"), still = picture("--animation rest --time 1"),
                         numbered = picture("--animation 1 --time 1"), default_one = picture("--time 1");
  EXPECT_GT(changed(first, last), 0.02) << "the bar bends";
  EXPECT_EQ(changed(last, numbered), 0);
  EXPECT_EQ(changed(last, default_one), 0) << "the first animation is meant where none is named";
  EXPECT_GT(changed(last, still), 0.02);
  EXPECT_GT(changed(first, picture("--animation bend --time 0 --isolate plate")), 0.02);

  // Seen under a camera that fits, whatever the file counts in, and in the part's own colour: red wood.
  std::size_t red = 0;
  for (std::size_t i = 0; i + 3 < first.rgba.size(); i += 4) red += first.rgba[i] > 90 && first.rgba[i] > 2 * first.rgba[i + 1];
  EXPECT_GT(red, first.rgba.size() / 4 / 100);
  refused("render --file bar.glb --out a.png --animation bent", 2, "bend");
  refused("render --file bar.glb --out a.png --animation 3", 2, "no animation");
  refused("render --file bar.glb --out a.png --muscle levator_scapulae", 3, "has no");
  refused("render --file bar.glb --atlas tiny --out a.png", 2, "--atlas");
  refused("render --atlas tiny --out a.png --animation bend", 2, "--file");
  refused("render --file nothing.glb --out a.png", 3, "no such file");
  refused("view nothing.glb", 3, "no such file");
  std::vector<std::byte> half = tests::bending_bar();
  half.resize(half.size() / 2);
  ASSERT_TRUE(write_file(folder / "half.glb", half));
  refused("render --file half.glb --out a.png", 3, "cut off");
  EXPECT_FALSE(fs::exists(folder / "a.png"));
}

TEST_F(Cli, OpensAModelWithItsBodyAsTheAtlasThatItIs) {
  const Ran listed = run("view tiny/body.glb --list --json");
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_EQ(nlohmann::json::parse(listed.out)["parts"].size(), tests::tiny_body().structures.size());
  EXPECT_EQ(run("render --file tiny/body.glb --size 64x64 --pose forward_head --joint right.elbow.flexion=30 --out c.png").code, 0);
  EXPECT_EQ(run("render --file tiny --size 64x64 --out c.png").code, 0) << "the folder as well";
  EXPECT_THAT(run("view tiny/body.glb").out, HasSubstr("opening picture"));
}

TEST_F(Cli, RefusesBadArguments) {
  refused("fly", 2, "fly");
  refused("render --atlas tiny", 2, "--out");
  refused("render --atlas tiny --out a.png --size 0x0", 2, "0x0");
  refused("render --atlas tiny --out a.png --size big", 2, "WIDTHxHEIGHT");
  refused("render --atlas tiny --out a.png --size 99999x99999", 2, "99999x99999");
  refused("render --atlas tiny --out a.png --samples 3", 2, "3");
  refused("render --atlas tiny --out a.png --side up", 2, "up");
  refused("render --atlas tiny --out a.png --view sideways", 2, "posterior");
  refused("render --atlas tiny --out a.png --view postrior", 2, "did you mean \"posterior\"?");
  refused("render --atlas tiny --out a.png --muscle scapula_left", 2, "no muscle");
  refused("render --atlas tiny --out a.png --muscle 'levator anguli'", 2, "levator_scapulae");
  refused("render --atlas tiny --out a.png --move neck_flexion_strech", 2, "neck_flexion_stretch");
  refused("render --atlas tiny --out a.png --time 3", 2, "--move");
  refused("render --atlas tiny --out a.png --hurts subocipital", 2, "suboccipital");
  refused("render --atlas tiny --out a.png --hurts suboccipital:up", 2, "left, right or both");
  refused("stretch --atlas tiny", 2, "--pose");
  refused("stretch --atlas tiny --pose forwrd_head", 2, "forward_head");
  refused("stretch --atlas tiny --joint cervical.flexon=3", 2, "flexion");
  refused("stretch --atlas tiny --move neck_flexion_strech", 2, "neck_flexion_stretch");
  refused("stretch --atlas tiny --pose forward_head --time 3", 2, "--move");
  refused("stretch --atlas tiny --pose forward_head --top 0", 2, "0");
  refused("stretch --atlas tiny --pose forward_head --side both", 2, "both");
  refused("stretch --atlas nowhere --pose forward_head", 3, "nowhere");
  refused("match", 2, "--region");
  refused("match --region suboccipital=9", 2, "1, 2 or 3");
  refused("match --region nowhere_at_all_xyz", 2, "list regions");
  refused("match --cue purple", 2, "list cues");
  refused("match --region suboccipital --top 0", 2, "0");
  refused("--language tlh list regions", 2, "en, es");
  refused("render --atlas tiny --out a.png --frame nasion", 2, "RADIUS_MM");
  refused("render --atlas tiny --out a.png --frame nose:80", 2, "no landmark or structure");
  refused("render --atlas tiny --out a.png --pattern multifidus_cervicis_mit", 2, "multifidus_cervicis_mid");
  refused("render --atlas tiny --out a.png --muscle trapezius_descnding", 2, "trapezius_descending");
  refused("render --atlas tiny --out a.png --pose head_forwrd", 2, "head");
  refused("render --atlas tiny --out a.png --joint cervical.flexon=3", 2, "flexion");
  refused("render --atlas tiny --out a.png --layer bon", 2, "bon");
  refused("list people", 2, "people");
  EXPECT_FALSE(fs::exists(folder / "a.png"));
}

TEST_F(Cli, RefusesBadInput) {
  refused("render --atlas nowhere --out a.png", 3, "nowhere");
  refused("render --atlas tiny --out no/such/folder/a.png", 3, "no/such/folder");
  refused("render --atlas tiny --record tiny/body.glb --out a.png", 3, "body.glb");
  refused("atlas info nowhere", 3, "nowhere");
  // Bodies that are no bodies.
  fs::copy(folder / "tiny", folder / "cut", fs::copy_options::recursive);
  fs::resize_file(folder / "cut/body.glb", fs::file_size(folder / "cut/body.glb") / 2);
  refused("render --atlas cut --out a.png", 3, "body.glb");
  fs::copy(folder / "tiny", folder / "later", fs::copy_options::recursive);
  std::string manifest = read_text(folder / "later/body.json").value();
  const std::size_t schema = manifest.find("\"schema\":"), digit = manifest.find_first_of("0123456789", schema + 9);
  ASSERT_NE(digit, std::string::npos);
  ASSERT_TRUE(write_text(folder / "later/body.json", manifest.replace(digit, 1, "97")));
  refused("render --atlas later --out a.png", 3, "97");
  ASSERT_TRUE(write_text(folder / "no.zip", "PK\x03\x04 and then nothing of the kind"));
  const Ran zip = run("atlas import bodyparts3d no.zip --out new");
  EXPECT_EQ(zip.code, 3);
  EXPECT_THAT(zip.err, HasSubstr("\nmyoscope: no.zip: "));
  EXPECT_FALSE(fs::exists(folder / "new"));
  EXPECT_FALSE(fs::exists(folder / "a.png"));
  const Ran import = run("atlas import bodyparts3d nowhere --out new"); // its steps are told first
  EXPECT_EQ(import.code, 3);
  EXPECT_THAT(import.err, HasSubstr("\nmyoscope: nowhere: "));
  EXPECT_FALSE(fs::exists(folder / "new"));
}

TEST_F(Cli, TouchesNoFolderThatHoldsSomethingElse) {
  fs::create_directory(folder / "mine");
  ASSERT_TRUE(write_text(folder / "mine/thesis.txt", "years"));
  for (const char *command : {"atlas build --quiet --only hyoid --out mine", "atlas import bodyparts3d nowhere --out mine"})
    refused(command, 3, "thesis.txt");
  EXPECT_EQ(read_text(folder / "mine/thesis.txt").value(), "years");
}

// The atlas has what was saved long before the whole body is built, and keeps it when one does not wait for that.
TEST_F(Cli, ABuildBeginsWithWhatWasSaved) {
  const fs::path sheets = folder / "early/assets/anatomy";
  fs::create_directories(sheets.parent_path());
  fs::copy(MYO_SOURCE_DIR "/assets/anatomy", sheets, fs::copy_options::recursive);
  const std::string own = "MYOSCOPE_RESOURCES='" + (folder / "early").string() + "'";
  ASSERT_EQ(run("atlas build --quiet --only hyoid --out soon", "nowhere", own).code, 0);
  const std::string before = read_text(folder / "soon/body.glb").value();
  std::string text = read_text(sheets / "bones/hyoid.toml").value();
  const std::string detail = "detail = \"fine\"";
  ASSERT_NE(text.find(detail), std::string::npos);
  ASSERT_TRUE(write_text(sheets / "bones/hyoid.toml", text.replace(text.find(detail), detail.size(), detail + "\nat_mm = [0, 0, 10]")));
  // Interrupted as soon as it goes on to the whole body.
  const std::string line = fmt::format("cd '{0}' && {{ env {1} MYOSCOPE_DATA='{0}/data' '{2}' atlas build --out soon >out 2>err & build=$!; "
                                       "for i in $(seq 600); do grep -q 'the whole body follows' err && break; sleep 0.05; done; kill -INT $build; wait $build; }}",
                                       folder.string(), own, MYO_PROGRAM);
  const int status = std::system(line.c_str());
  EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 130);
  EXPECT_THAT(read_text(folder / "err").value(), HasSubstr("put in after"));
  EXPECT_NE(read_text(folder / "soon/body.glb").value(), before);
  EXPECT_THAT(read_text(folder / "soon/body.json").value(), HasSubstr("was put in quickly"));
}

// What was saved since is put into the atlas that is there; nothing saved, nothing new; what changes more than a shape is refused.
TEST_F(Cli, BuildsQuicklyWhatWasSavedSince) {
  const fs::path sheets = folder / "res/assets/anatomy";
  fs::create_directories(sheets.parent_path());
  fs::copy(MYO_SOURCE_DIR "/assets/anatomy", sheets, fs::copy_options::recursive);
  const std::string mine = "MYOSCOPE_RESOURCES='" + (folder / "res").string() + "'";
  const auto build = [&](const std::string &arguments) { return run("atlas build --quiet " + arguments, "nowhere", mine); };
  ASSERT_EQ(build("--only hyoid --out hurried").code, 0);
  const std::string before = read_text(folder / "hurried/body.glb").value();
  const Ran nothing = build("--quick --json --out hurried");
  EXPECT_EQ(nothing.code, 0) << nothing.err;
  EXPECT_THAT(nothing.out, Not(HasSubstr("put in quickly")));
  EXPECT_EQ(read_text(folder / "hurried/body.glb").value(), before);

  fs::last_write_time(sheets / "bones/hyoid.toml", fs::last_write_time(folder / "hurried/body.json") + std::chrono::seconds(5));
  EXPECT_THAT(build("--quick --json --out hurried").out, Not(HasSubstr("put in quickly"))) << "it is not the clock that counts";
  std::string text = read_text(sheets / "bones/hyoid.toml").value();
  const std::string detail = "detail = \"fine\"";
  ASSERT_NE(text.find(detail), std::string::npos);
  ASSERT_TRUE(write_text(sheets / "bones/hyoid.toml", text.replace(text.find(detail), detail.size(), detail + "\nat_mm = [0, 0, 10]")));
  const Ran moved = build("--quick --json --out hurried");
  EXPECT_EQ(moved.code, 0) << moved.err;
  EXPECT_THAT(moved.out, HasSubstr("put in quickly"));
  EXPECT_NE(read_text(folder / "hurried/body.glb").value(), before);

  ASSERT_TRUE(write_text(sheets / "regions.toml", read_text(sheets / "regions.toml").value() + "\n# a word more\n"));
  const Ran more = build("--quick --out hurried");
  EXPECT_EQ(more.code, 2);
  EXPECT_THAT(more.err, HasSubstr("regions.toml says more than the shape of one structure; build without --quick"));
  fs::rename(sheets / "bones/patella.toml", folder / "patella.toml");
  const Ran gone = build("--quick --out hurried");
  EXPECT_EQ(gone.code, 2);
  EXPECT_THAT(gone.err, HasSubstr("bones/patella.toml is gone; build without --quick"));
  fs::rename(folder / "patella.toml", sheets / "bones/patella.toml");
  EXPECT_EQ(build("--quick").code, 2);
  EXPECT_EQ(build("--quick --only hyoid --out hurried").code, 2);
  EXPECT_EQ(build("--quick --out nowhere").code, 3);
  const Ran unknown = build("--only nothing --out other");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("there is no sheet of \"nothing\""));
  EXPECT_FALSE(fs::exists(folder / "other"));
}

TEST_F(Cli, SaysThatNobodyTookItsWords) {
  for (const char *command : {"list muscles --json", "--help", "atlas info tiny", "list poses"}) {
    for (const char *to : {"/dev/full", "&-"}) {
      const std::string line = fmt::format("cd '{}' && '{}' {} 2>err >{}", folder.string(), MYO_PROGRAM, command, to);
      const int status = std::system(line.c_str());
      ASSERT_TRUE(WIFEXITED(status)) << line;
      EXPECT_EQ(WEXITSTATUS(status), 3) << line;
      const std::string err = read_text(folder / "err").value();
      EXPECT_THAT(err, StartsWith("myoscope: standard output: ")) << line;
      EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
    }
  }
}

TEST_F(Cli, SaysWhyWithoutAGraphicsDevice) {
  const Ran ran = run("render --atlas tiny --out none.png", "nowhere", "VK_DRIVER_FILES=/nonexistent VK_ICD_FILENAMES=/nonexistent");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, StartsWith("myoscope: "));
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  EXPECT_FALSE(fs::exists(folder / "none.png"));
}

TEST_F(Cli, OpensWithAPictureThatCoversNoneWhereThereIsNoDisplay) {
  ASSERT_TRUE(write_text(folder / "myoscope.png", "somebody's own"));
  const Ran first = run("--atlas tiny");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr((folder / "myoscope-2.png").string()));
  EXPECT_EQ(read_text(folder / "myoscope.png").value(), "somebody's own");
  EXPECT_TRUE(capture::read_png(folder / "myoscope-2.png"));
}

TEST_F(Cli, ListsTheVocabulary) {
  for (const char *kind : {"muscles", "patterns", "joints", "motions", "poses", "views", "regions", "cues", "moves"}) {
    const Ran ran = run(fmt::format("list {} --json", kind));
    ASSERT_EQ(ran.code, 0) << ran.err;
    const auto list = nlohmann::json::parse(ran.out, nullptr, false);
    ASSERT_TRUE(list.is_array()) << kind;
    ASSERT_GT(list.size(), 5U) << kind;
    for (const auto &entry : list) {
      EXPECT_FALSE(entry.at("id").get<std::string>().empty());
      EXPECT_FALSE(entry.at("name").get<std::string>().empty());
    }
  }
  EXPECT_EQ(nlohmann::json::parse(run("list muscles --json").out).size(), 166U);
  EXPECT_THAT(run("list views").out, HasSubstr("posterior"));
}

TEST_F(Cli, MatchesWhereItHurts) {
  const Ran ran = run("match --region suboccipital:left --region scap_medial_upper:left=2 --cue stiff_neck --top 3 --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto list = nlohmann::json::parse(ran.out);
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].at("pattern"), "multifidus_cervicis_mid");
  EXPECT_EQ(list[0].at("side"), "left");
  EXPECT_GT(list[0].at("score"), list[1].at("score"));
  EXPECT_FALSE(list[0].at("why").empty());
  EXPECT_THAT(run("match --region scap_deep").out, HasSubstr("not a diagnosis"));
  const Ran spanish = run("--language es match --region suboccipital --top 1");
  EXPECT_EQ(spanish.code, 0) << spanish.err;
  EXPECT_THAT(spanish.out, HasSubstr("nivel 3"));
}

TEST_F(Cli, ShowsAMomentOfAMoveAndWhereItHurts) {
  const auto picture = [&](const std::string &what) {
    const Ran ran = run("render --atlas tiny --size 160x120 --samples 1 --out a.png --write-record a.json " + what);
    EXPECT_EQ(ran.code, 0) << what << ": " << ran.err;
    return nlohmann::json::parse(read_text(folder / "a.json").value());
  };
  const auto held = picture("--move neck_flexion_stretch"), later = picture("--move 'Neck flexion stretch' --time 1"), over = picture("--move neck_flexion_stretch --time 9999");
  EXPECT_GT(held.at("pose").at("values").at("cervical.flexion"), later.at("pose").at("values").at("cervical.flexion"));
  EXPECT_TRUE(over.at("pose").empty()) << "at its end the body is at rest";
  const auto left = picture("--move levator_scapulae_stretch --side left"), right = picture("--move levator_scapulae_stretch --side right");
  EXPECT_EQ(left.at("pose").at("values").at("cervical.rotation_left").get<double>(), -right.at("pose").at("values").at("cervical.rotation_left").get<double>());
  const auto hurts = picture("--hurts suboccipital:right=2 --hurts scap_medial_upper");
  EXPECT_EQ(hurts.at("heat").at("marks").size(), 2U);
  EXPECT_EQ(hurts.at("heat").at("show_marks"), true);
}

TEST_F(Cli, DrawsWhatWasPainted) {
  const auto picture = [&](const std::string &heat) {
    EXPECT_TRUE(write_text(folder / "painted.json", R"({"schema":"myoscope view 1","camera":{"landmark":"c7_spinous","distance":1.2,"azimuth":180},"heat":)" + heat + "}"));
    const Ran ran = run("render --atlas tiny --record painted.json --size 320x240 --samples 1 --no-text --out painted.png --write-record again.json");
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto png = capture::read_png(folder / "painted.png");
    EXPECT_TRUE(png) << (png ? "" : png.error().line());
    return png ? png->picture : capture::Picture{};
  };
  const std::string dab = R"({"landmark":"scap_superior_angle","landmark_side":"right","radius":25,"felt":3,"offsets":[0,0,0]})";
  const auto bare = picture(R"({"patterns":[]})"), painted = picture(R"({"show_marks":true,"dabs":[)" + dab + "]}");
  const auto record = nlohmann::json::parse(read_text(folder / "again.json").value());
  EXPECT_EQ(record.at("heat").at("dabs").at(0).at("radius"), 25);
  // Red where it was painted, and nowhere else.
  int redder = 0;
  ASSERT_EQ(painted.rgba.size(), bare.rgba.size());
  for (std::size_t i = 0; i < painted.rgba.size(); i += 4) redder += painted.rgba[i] > painted.rgba[i + 1] + 60 && painted.rgba[i + 1] + 30 < bare.rgba[i + 1];
  const double mm_per_px = 1000 * 1.2 * 0.52 * 2 * std::tan(0.5 * 30 * 3.14159265 / 180) / 240, area = 3.14159265 * 25 * 25 / (mm_per_px * mm_per_px);
  EXPECT_NEAR(redder, area, 0.35 * area) << "the skin is bent away from the eye there";
  const std::string other = R"({"landmark":"scap_superior_angle","landmark_side":"left","radius":25,"offsets":[0,0,0],"felt":)";
  const auto erased = picture(R"({"show_marks":true,"dabs":[)" + dab + "," + other + "3}," + other + "0}]}");
  const auto difference = capture::compare(erased, painted, 4);
  ASSERT_TRUE(difference) << difference.error().line();
  EXPECT_EQ(difference->share, 0) << "no rim is left";
}

TEST_F(Cli, DescribesAnAtlas) {
  const Ran ran = run("atlas info tiny --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto info = nlohmann::json::parse(ran.out);
  for (const char *key : {"structures", "bones", "discs", "cartilages", "muscles", "joints", "triangles", "vertices", "regions", "patterns"})
    EXPECT_TRUE(info.at(key).is_number()) << key;
  EXPECT_EQ(info.at("structures"), tests::tiny_body().structures.size());
  EXPECT_TRUE(info.at("attachments").at("expected").is_number() && info.at("attachments").at("found").is_number());
  EXPECT_TRUE(info.at("generated").is_array() && info.at("credits").is_array());
  EXPECT_FALSE(info.at("source").get<std::string>().empty());
}

TEST_F(Cli, ComparesABodyWithItself) {
  const Ran ran = run("atlas compare tiny tiny --json --only c5 scapula trapezius_descending");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto rows = nlohmann::json::parse(ran.out).at("structures");
  ASSERT_EQ(rows.size(), 5U); // the last two on both sides
  for (const auto &row : rows) {
    EXPECT_EQ(row.at("mean_mm"), 0.0) << row.dump();
    EXPECT_EQ(row.at("silhouette"), 1.0);
    EXPECT_EQ(row.at("offset_mm").is_null(), row.at("kind") == "muscle");
    EXPECT_EQ(row.at("attachment_mm").is_null(), row.at("kind") != "muscle");
    for (const char *key : {"fma", "name", "p95_mm", "volume_ratio", "genus", "components", "watertight", "tilt_deg", "side", "id"})
      EXPECT_TRUE(row.contains(key)) << key;
  }
  EXPECT_THAT(run("atlas compare tiny tiny --only c5").out, HasSubstr("<= 1.5 pass"));
  refused("atlas compare tiny nowhere", 3, "nowhere");
  refused("atlas compare tiny tiny --only c55", 2, "c5");
  refused("atlas compare tiny tiny --overlay c5", 2, "--out");
  refused("atlas compare tiny tiny --overlay c5 --out no.png --section x=3", 2, "s=1405");
  refused("atlas compare tiny tiny --overlay hyoid --out no.png", 3, "neither");
  EXPECT_FALSE(fs::exists(folder / "no.png"));
}

TEST_F(Cli, DrawsAStructureOfTwoBodiesOnASheet) {
  ASSERT_EQ(run("atlas compare tiny tiny --overlay scapula --out sheet.png").code, 0);
  const auto sheet = capture::read_png(folder / "sheet.png");
  ASSERT_TRUE(sheet) << sheet.error().line();
  EXPECT_EQ(sheet->picture.width, 1800U);
  ASSERT_EQ(run("atlas compare tiny tiny --overlay scapula --out again.png").code, 0);
  EXPECT_EQ(read_text(folder / "sheet.png").value(), read_text(folder / "again.png").value());
  EXPECT_EQ(run("atlas compare none tiny --overlay c5 --section s=1400 --out alone.png").code, 0);
}

TEST_F(Cli, DrawsEveryRegionOnAPlate) {
  const Ran ran = run("atlas regions tiny --out regions.png");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto plate = capture::read_png(folder / "regions.png");
  ASSERT_TRUE(plate) << plate.error().line();
  std::set<std::uint32_t> colours;
  for (std::size_t i = 0; i + 3 < plate->picture.rgba.size(); i += 4)
    colours.insert(plate->picture.rgba[i] << 16U | plate->picture.rgba[i + 1] << 8U | plate->picture.rgba[i + 2]);
  EXPECT_GT(colours.size(), 126U);
  refused("atlas regions nowhere --out regions.png", 3, "nowhere");
}

TEST_F(Cli, MeasuresWithCalipers) {
  EXPECT_EQ(run("measure tiny distance left.scap_inferior_angle right.scap_inferior_angle").out, "200\n");
  EXPECT_EQ(run("measure tiny distance 0,0,1400 -3,4,1400").out, "5\n");
  EXPECT_EQ(run("measure tiny angle 0,0,0 0,0,10 0,10,10 --json").out, "{\"question\":\"angle\",\"value\":90.0,\"unit\":\"degrees\"}\n");
  EXPECT_EQ(run("measure tiny width sacrum l through 0,0,930").out, "240\n");
  refused("measure tiny distance acromion_lateal 0,0,0", 2, "acromion_lateral");
  refused("measure tiny width sacrm l through 0,0,930", 2, "sacrum");
  refused("measure tiny distance vertex", 2, "two points");
  refused("measure tiny area vertex", 2, "area");
}

TEST_F(Cli, MeasuresAMuscleInAPose) {
  const auto of = [&](const std::string &more) {
    const Ran ran = run("muscle trapezius_descending --atlas tiny --json " + more);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return nlohmann::json::parse(ran.out);
  };
  const auto rest = of("--side right");
  ASSERT_FALSE(rest.at("origins").empty());
  ASSERT_FALSE(rest.at("insertions").empty());
  for (const auto &origin : rest.at("origins")) {
    EXPECT_EQ(origin.at("side"), "right");
    EXPECT_LT(origin.at("centroid_m").at(0).get<double>(), 0.05);
    EXPECT_GT(origin.at("area_mm2").get<double>(), 0);
    EXPECT_FALSE(origin.at("how").get<std::string>().empty());
  }
  EXPECT_EQ(rest.at("length_mm"), rest.at("rest_mm"));
  const auto bent = of("--side right --joint cervical.lateral_flexion_left=30");
  EXPECT_GT(bent.at("length_mm").get<double>(), bent.at("rest_mm").get<double>() + 5);
  const double tilts = rest.at("moment_arm_mm").at("cervical.lateral_flexion_left"); // the right one tilts to the right
  EXPECT_LT(tilts, -5);
  EXPECT_NEAR(tilts, -(bent.at("length_mm").get<double>() - bent.at("rest_mm").get<double>()) / 0.5236, 0.6 * std::abs(tilts));
  EXPECT_EQ(of("--side both").at("origins").size(), 2 * rest.at("origins").size());
}

TEST_F(Cli, SaysWhichMusclesAPostureStretches) {
  const auto of = [&](const std::string &posture) {
    const Ran ran = run("stretch --atlas tiny --json " + posture);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return nlohmann::json::parse(ran.out);
  };
  const auto tilted = of("--joint cervical.lateral_flexion_left=30");
  ASSERT_EQ(tilted.size(), 4U) << tilted.dump();
  EXPECT_EQ(tilted[0].at("muscle"), "trapezius_descending");
  EXPECT_EQ(tilted[0].at("side"), "right");
  EXPECT_EQ(tilted[3].at("side"), "left");
  for (std::size_t i = 0; i < tilted.size(); ++i) {
    const double length = tilted[i].at("length_mm"), rest = tilted[i].at("rest_mm"), strain = tilted[i].at("strain");
    EXPECT_NEAR(strain, length / rest - 1, 2e-4) << tilted[i].dump();
    EXPECT_FALSE(tilted[i].at("name").get<std::string>().empty());
    EXPECT_LE(strain, i > 0 ? tilted[i - 1].at("strain").get<double>() : strain);
  }
  EXPECT_GT(tilted[0].at("strain"), 0.02);
  EXPECT_LT(tilted[3].at("strain"), -0.01);
  // The muscle's own page says the same lengths.
  const auto page = nlohmann::json::parse(run("muscle trapezius_descending --side right --atlas tiny --json --joint cervical.lateral_flexion_left=30").out);
  EXPECT_EQ(page.at("length_mm"), tilted[0].at("length_mm"));
  EXPECT_EQ(page.at("rest_mm"), tilted[0].at("rest_mm"));
  EXPECT_EQ(of("--joint cervical.lateral_flexion_left=30 --top 1").size(), 1U);
  EXPECT_TRUE(of("--pose neutral").empty());
  EXPECT_THAT(run("stretch --atlas tiny --pose neutral").out, HasSubstr("no muscle is longer"));
  EXPECT_THAT(run("stretch --atlas tiny --joint cervical.flexion=40").out, AllOf(HasSubstr(" %  "), HasSubstr("mm at rest)\n")));
}

TEST_F(Cli, SaysWhatAWholeMoveStretchesAndAMomentOfIt) {
  const auto first = [&](const std::string &more) {
    const auto list = nlohmann::json::parse(run("stretch --atlas tiny --json --move levator_scapulae_stretch " + more).out);
    return list.empty() ? nlohmann::json{{"side", "none"}, {"strain", 0.0}} : list[0];
  };
  const auto whole = first("--side left"), early = first("--side left --time 0.6"), held = first("--side left --time 4");
  EXPECT_GT(whole.at("strain"), 0.02);
  EXPECT_GE(whole.at("strain"), held.at("strain"));
  EXPECT_LT(early.at("strain"), held.at("strain"));
  EXPECT_EQ(first("--time 0").at("side"), "none") << "it begins at rest";
  EXPECT_EQ(first("--side right").at("strain"), whole.at("strain")) << "the mirror image";
  EXPECT_NE(first("--side right").at("side"), whole.at("side"));
}

TEST_F(Cli, ColoursMusclesByLengthWhenAsked) {
  const std::string neck = "render --atlas tiny --pattern trapezius_tp1 --layer superficial --joint cervical.lateral_flexion_left=30 --size 240x300 --samples 1 --no-text ";
  ASSERT_EQ(run(neck + "--out red.png").code, 0);
  ASSERT_EQ(run(neck + "--lengths --write-record lengths.json --out lengths.png").code, 0);
  EXPECT_EQ(nlohmann::json::parse(read_text(folder / "lengths.json").value()).at("length_colours"), true);
  const auto blue_px = [&](const char *name) {
    const auto file = capture::read_png(folder / name);
    std::size_t count = 0;
    for (std::size_t i = 0; i + 3 < file->picture.rgba.size(); i += 4) count += file->picture.rgba[i + 2] > file->picture.rgba[i] + 30;
    return count;
  };
  EXPECT_EQ(blue_px("red.png"), 0U);
  EXPECT_GT(blue_px("lengths.png"), 50U) << "the side that the head tilts to is shorter";
}

TEST_F(Cli, SaysWhereAMotionEnds) {
  const Ran far = run("muscle trapezius_descending --atlas tiny --joint cervical.flexion=300 --json");
  EXPECT_EQ(far.code, 0) << far.err;
  EXPECT_THAT(far.err, HasSubstr("cervical.flexion=300 is beyond the range"));
  EXPECT_EQ(run("muscle trapezius_descending --atlas tiny --joint cervical.flexion=5 --json").err, "");
}

TEST_F(Cli, DrawsTheSameBytesAndTheRecordThatMadeThem) {
  const std::string common = "render --atlas tiny --muscle trapezius_descending --joint cervical.flexion=20 --size 320x400 --ids ids.png ";
  ASSERT_EQ(run(common + "--out a.png --write-record view.json").code, 0);
  ASSERT_EQ(run(common + "--out b.png").code, 0);
  EXPECT_EQ(read_file(folder / "a.png").value(), read_file(folder / "b.png").value());
  const Ran again = run("render --atlas tiny --record view.json --size 320x400 --out c.png");
  ASSERT_EQ(again.code, 0) << again.err;
  // A record holds the camera to a hundred-thousandth of the trunk: edges may round to the neighbouring pixel.
  const auto shift = [&](const char *name) {
    return capture::compare(capture::read_png(folder / "a.png")->picture, capture::read_png(folder / name)->picture, 24)->share;
  };
  EXPECT_LT(shift("c.png"), 0.004);
  const Ran from_picture = run("render --atlas tiny --record a.png --size 320x400 --out d.png");
  ASSERT_EQ(from_picture.code, 0) << from_picture.err;
  EXPECT_LT(shift("d.png"), 0.004);
  EXPECT_EQ(capture::read_ids(folder / "ids.png")->width, 320U);
}

TEST_F(Cli, NamesWhatItShowsWhenAsked) {
  const std::string bone = "render --atlas tiny --isolate scapula --side right --size 480x360 ";
  ASSERT_EQ(run(bone + "--out bare.png").code, 0);
  ASSERT_EQ(run(bone + "--labels --out named.png").code, 0);
  ASSERT_EQ(run(bone + "--labels --out again.png").code, 0);
  EXPECT_EQ(read_text(folder / "named.png").value(), read_text(folder / "again.png").value());
  EXPECT_NE(read_text(folder / "named.png").value(), read_text(folder / "bare.png").value());
  refused(bone + "--isolate scapulla --out no.png", 2, "scapulla");
}

TEST_F(Cli, LeavesTheGroundOutWhenAsked) {
  const Ran ran = run("render --atlas tiny --transparent --no-text --size 200x250 --out t.png");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto file = capture::read_png(folder / "t.png");
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->transparent);
  EXPECT_EQ(file->picture.rgba[3], 0);
  std::size_t solid = 0;
  for (std::size_t i = 3; i < file->picture.rgba.size(); i += 4) solid += file->picture.rgba[i] == 255;
  EXPECT_GT(solid, 2000U);
}

TEST_F(Cli, SaysWhatTellsPatternsApart) {
  const Ran ran = run("compare multifidus_cervicis_mid levator_scapulae --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  ASSERT_EQ(json["patterns"].size(), 2U);
  EXPECT_EQ(json["patterns"][1]["id"], "levator_scapulae");
  ASSERT_GE(json["rows"].size(), 4U);
  bool shared = false, own = false;
  for (const auto &row : json["rows"]) {
    ASSERT_EQ(row["columns"].size(), 2U);
    for (const auto &column : row["columns"])
      for (const auto &entry : column) (entry["shared"].get<bool>() ? shared : own) = true;
  }
  EXPECT_TRUE(shared && own);
  EXPECT_THAT(run("compare multifidus_cervicis_mid levator_scapulae").out, HasSubstr("not a diagnosis"));
  refused("compare multifidus_cervicis_mid", 2, "2");
  refused("compare multifidus_cervicis_mid nope", 2, "nope");
  refused("compare levator_scapulae levator_scapulae", 2, "twice");
}

// Each body in its own half: the left half is the first pattern's picture at half the width.
TEST_F(Cli, DrawsBodiesSideBySide) {
  const std::string two = "render --atlas tiny --pattern multifidus_cervicis_mid --pattern levator_scapulae";
  const Ran both = run(two + " --side-by-side --size 401x240 --ids ids.png --out both.png");
  ASSERT_EQ(both.code, 0) << both.err;
  const auto picture = capture::read_png(folder / "both.png");
  const auto ids = capture::read_ids(folder / "ids.png");
  ASSERT_TRUE(picture && ids);
  ASSERT_EQ(picture->picture.width, 401U);
  const auto seen = [&](std::uint32_t from, std::uint32_t to) {
    std::size_t count = 0;
    for (std::uint32_t y = 0; y < 240; ++y)
      for (std::uint32_t x = from; x < to; ++x) count += ids->ids[std::size_t{y} * 401 + x] != 0;
    return count;
  };
  EXPECT_GT(seen(0, 199), 1000U);
  EXPECT_NEAR(static_cast<double>(seen(0, 199)), static_cast<double>(seen(201, 400)), 0.03 * 199 * 240) << "the same body from the same place, other muscles";
  std::size_t differ = 0;
  for (std::uint32_t y = 0; y < 240; ++y)
    for (std::uint32_t x = 0; x < 199; ++x)
      differ += picture->picture.rgba[4 * (std::size_t{y} * 401 + x)] != picture->picture.rgba[4 * (std::size_t{y} * 401 + x + 201)];
  EXPECT_GT(differ, 200U) << "with other zones";
  ASSERT_EQ(run(two + " --side-by-side --size 401x240 --out again.png").code, 0);
  EXPECT_EQ(read_text(folder / "again.png").value(), read_text(folder / "both.png").value());
  refused("render --atlas tiny --pattern multifidus_cervicis_mid --side-by-side --out one.png", 2, "side by side");
  EXPECT_FALSE(fs::exists(folder / "one.png"));
  refused("render --atlas tiny --pattern levator_scapulae:up --out one.png", 2, "up");
}

} // namespace
} // namespace myo
