#include "lab.h"
#include "scene/command_log.h"
#include "scene/view_record.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>

namespace myo::scene {
namespace {

using testing::HasSubstr;

Document full() {
  Scene scene = opening_scene(lab().context);
  for (const Command &c : std::initializer_list<Command>{
           Select{{"left.trapezius_descending", "right.scapula"}}, Hide{{"tiny.hand", "mandible"}}, XRay{}, ShowLabels{}, ShowLengths{},
           SetLayer{"skin", LayerState::hidden}, SetMotions{{{"cervical", Side::midline, "flexion", 12.5}, {"elbow", Side::right, "flexion", 40}}},
           AddPattern{"trapezius_tp1"}, ToggleSide{}, SetStrength{1.25F}, SetRamp{heat::Ramp::inferno}, Orbit{31.25F, 12.5F},
           Pan{{40, 12}, {1280, 720}}, ZoomTo{0.7F, {300, 200}, {1280, 720}}, SetBackground{Background::studio_dark},
           SetPicture{{true, false, true, false}}}) {
    const Status done = apply(scene, c, lab().context);
    if (!done && !std::holds_alternative<Hide>(c)) ADD_FAILURE() << done.error().line();
  }
  lab().must(scene, Hide{{"mandible"}});
  return scene.document;
}

TEST(ViewRecord, ComesBackAsItWasWritten) {
  const Document d = full();
  const std::string text = write_view(d, lab().context);
  const auto read = read_view(text, lab().context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_TRUE(read->notes.empty());
  Document back = read->document;
  EXPECT_NEAR(glm::distance(back.camera.target, d.camera.target), 0, 1e-5);
  EXPECT_NEAR(back.camera.distance, d.camera.distance, 1e-5);
  EXPECT_NEAR(back.camera.azimuth_deg, d.camera.azimuth_deg, 1e-3);
  for (const auto &[id, value] : d.pose.all()) EXPECT_NEAR(back.pose.get(id), value, 1e-5) << id.text();
  EXPECT_EQ(back.pose.all().size(), d.pose.all().size());
  back.camera = d.camera, back.pose = d.pose;
  EXPECT_EQ(back, d);
  EXPECT_EQ(write_view(read->document, lab().context), text);
}

TEST(ViewRecord, HoldsNamesNotIndices) {
  const std::string text = write_view(full(), lab().context);
  EXPECT_THAT(text, HasSubstr("\"schema\": \"myoscope view 1\""));
  EXPECT_THAT(text, HasSubstr("left.trapezius_descending"));
  EXPECT_THAT(text, HasSubstr("right.scapula"));
  EXPECT_THAT(text, HasSubstr("\"landmark\""));
  EXPECT_EQ(text.find("tiny."), std::string::npos) << text;
}

TEST(ViewRecord, WorksOnABodyOfAnotherSizeAndPlace) {
  format::Body other = tests::tiny_body();
  const auto moved = [](vec3 p) { return 1.25F * p + vec3(0.3F, 0.1F, -0.2F); };
  for (auto &s : other.structures) {
    s.id = "x" + s.id;
    for (vec3 &p : s.mesh.positions) p = moved(p);
  }
  for (auto &l : other.landmarks) l.point = moved(l.point);
  for (auto &j : other.joints) j.centre = moved(j.centre);
  const Lab second(std::move(other));
  const Document d = full();
  const auto read = read_view(write_view(d, lab().context), second.context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_TRUE(read->notes.empty());
  EXPECT_EQ(read->document.selection[0], "xtiny.left.trapezius_descending");
  EXPECT_NEAR(read->document.camera.distance, 1.25F * d.camera.distance, 1e-4);
  EXPECT_NEAR(glm::distance(read->document.camera.target, moved(d.camera.target)), 0, 1e-4);
}

TEST(ViewRecord, KeepsLengthColoursAndViewsWithoutThemReadAsTheyDid) {
  Scene scene = opening_scene(lab().context);
  EXPECT_EQ(write_view(scene.document, lab().context).find("length_colours"), std::string::npos);
  lab().must(scene, SetLayer{"superficial", LayerState::shown}); // else length colours bring the muscles out
  const std::uint64_t plain = state_hash(scene.document);
  lab().must(scene, ShowLengths{});
  EXPECT_TRUE(scene.document.length_colours);
  EXPECT_NE(state_hash(scene.document), plain);
  const auto read = read_view(write_view(scene.document, lab().context), lab().context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_TRUE(read->document.length_colours);
  const auto wrong = read_view(R"({"schema":"myoscope view 1","length_colours":"yes"})", lab().context);
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().line(), HasSubstr("\"length_colours\" must be true or false"));
  lab().must(scene, ShowLengths{Set::off});
  EXPECT_EQ(state_hash(scene.document), plain);
}

TEST(ViewRecord, KeepsWhereItHurts) {
  Scene scene = opening_scene(lab().context);
  lab().must(scene, MarkRegion{"suboccipital", heat::Sides::both, 2, 0});
  lab().must(scene, SetCue{"stiff_neck", Set::on});
  const auto read = read_view(write_view(scene.document, lab().context), lab().context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_EQ(read->document.heat.marks, scene.document.heat.marks);
  EXPECT_EQ(read->document.heat.cues, std::vector<std::string>{"stiff_neck"});
  EXPECT_TRUE(read->document.heat.show_marks);
  const auto odd = read_view(R"({"schema":"myoscope view 1","heat":{"marks":[{"region":"tail","side":"left","felt":3}],"cues":["purr"]}})", lab().context);
  ASSERT_TRUE(odd) << odd.error().line();
  EXPECT_EQ(odd->notes.size(), 2U);
  const auto wrong = read_view(R"({"schema":"myoscope view 1","heat":{"marks":[{"region":"suboccipital","felt":7}]}})", lab().context);
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().line(), HasSubstr("felt"));
}

TEST(ViewRecord, KeepsWhatWasPaintedInFewWords) {
  Scene scene = opening_scene(lab().context);
  for (int i = 0; i < 60; ++i) lab().must(scene, Paint{{-0.08F + 0.001F * float(i), 1.5F - 0.002F * float(i), -0.11F}, 8, i < 40 ? 3 : 1, true, 5});
  lab().must(scene, Paint{{-0.08F, 1.5F, -0.11F}, 17.5F, 0});
  const std::vector<heat::Dab> &dabs = scene.document.heat.dabs;
  const std::string text = write_view(scene.document, lab().context);
  const auto read = read_view(text, lab().context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_TRUE(read->notes.empty());
  EXPECT_EQ(write_view(read->document, lab().context), text);
  // What is felt alike may have changed its order, nothing else.
  const auto in_order = [](std::vector<heat::Dab> list) {
    auto first = list.begin();
    while (first != list.end()) {
      const auto last = std::find_if(first, list.end(), [&](const heat::Dab &d) { return d.felt != first->felt; });
      std::sort(first, last, [](const heat::Dab &a, const heat::Dab &b) { return std::pair(std::round(1e4F * a.at.x), a.at.y) < std::pair(std::round(1e4F * b.at.x), b.at.y); });
      first = last;
    }
    return list;
  };
  const auto before = in_order(dabs), after = in_order(read->document.heat.dabs);
  ASSERT_EQ(after.size(), before.size());
  EXPECT_GT(after.size(), 60U);
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_LT(glm::distance(after[i].at, before[i].at), 0.0001F) << i;
    EXPECT_EQ(after[i].felt, before[i].felt);
    EXPECT_EQ(after[i].radius_mm, before[i].radius_mm);
  }
  std::size_t groups = 0;
  for (std::size_t found = text.find("\"offsets\""); found != std::string::npos; found = text.find("\"offsets\"", found + 1)) ++groups;
  EXPECT_LT(groups, 30U) << "strokes, not touches";
  EXPECT_EQ(text.find("scapula:"), std::string::npos) << "features of single bones are not on every body";
  Document bare = scene.document;
  bare.heat.dabs.clear();
  EXPECT_LT(text.size() - write_view(bare, lab().context).size(), 80 * dabs.size());
}

TEST(ViewRecord, OfPaintGoesToOtherBodiesAndRefusesNonsense) {
  const char *text = R"({"schema":"myoscope view 1","heat":{"show_marks":true,"dabs":[
    {"landmark":"scap_superior_angle","landmark_side":"left","radius":15,"felt":3,"offsets":[0.1,0,0, 0.1,0.05,0]},
    {"landmark":"tail_tip","radius":15,"felt":3,"offsets":[0,0,0]}]}})";
  const auto read = read_view(text, lab().context);
  ASSERT_TRUE(read) << read.error().line();
  ASSERT_EQ(read->document.heat.dabs.size(), 2U);
  ASSERT_EQ(read->notes.size(), 1U);
  EXPECT_THAT(read->notes[0], HasSubstr("tail_tip"));
  format::Body larger = tests::tiny_body();
  for (auto &s : larger.structures)
    for (vec3 &p : s.mesh.positions) p *= 1.5F;
  for (auto &l : larger.landmarks) l.point *= 1.5F;
  for (auto &j : larger.joints) j.centre *= 1.5F;
  const Lab second(std::move(larger));
  const auto there = read_view(text, second.context);
  ASSERT_TRUE(there) << there.error().line();
  EXPECT_LT(glm::distance(there->document.heat.dabs[1].at, 1.5F * read->document.heat.dabs[1].at), 1e-4F);
  const auto refused = [](const std::string &group) {
    const auto wrong = read_view(R"({"schema":"myoscope view 1","heat":{"dabs":[)" + group + "]}}", lab().context);
    EXPECT_FALSE(wrong) << group;
    return wrong ? std::string() : wrong.error().line();
  };
  EXPECT_THAT(refused(R"({"radius":500,"felt":3,"offsets":[0,0,0]})"), HasSubstr("5 to 40 mm"));
  EXPECT_THAT(refused(R"({"radius":15,"felt":4,"offsets":[0,0,0]})"), HasSubstr("felt"));
  EXPECT_THAT(refused(R"({"radius":15,"felt":3,"offsets":[0,0]})"), HasSubstr("three numbers"));
  EXPECT_THAT(refused(R"({"radius":15,"felt":3,"offsets":[0,"a",0]})"), HasSubstr("numbers"));
  EXPECT_THAT(refused(R"({"radius":15,"felt":3,"ofsets":[]})"), HasSubstr("ofsets"));
  std::string many = R"({"radius":15,"felt":3,"offsets":[0)";
  for (std::size_t i = 1; i < 3 * (heat::most_dabs + 1); ++i) many += ",0";
  EXPECT_THAT(refused(many + "]}"), HasSubstr("4000"));
}

TEST(ViewRecord, NotesWhatABodyLacks) {
  const auto read = read_view(R"({"schema":"myoscope view 1","selection":["soleus","right.scapula"],
    "heat":{"patterns":[{"id":"gone"}]},"pose":{"name":"handstand"},"camera":{"landmark":"tail_tip","distance":2}})", lab().context);
  ASSERT_TRUE(read) << read.error().line();
  EXPECT_EQ(read->notes.size(), 4U);
  EXPECT_EQ(read->document.selection.size(), 1U);
}

TEST(ViewRecord, ErrorsNameTheField) {
  const auto error = [](const char *text) {
    const auto read = read_view(text, lab().context, "lesson.json");
    EXPECT_FALSE(read) << text;
    return read ? std::string() : read.error().line();
  };
  EXPECT_THAT(error(""), HasSubstr("no valid JSON"));
  EXPECT_THAT(error("{\n\"schema\":\n]"), HasSubstr("lesson.json:3"));
  EXPECT_THAT(error("[]"), HasSubstr("an object"));
  EXPECT_THAT(error("{}"), HasSubstr("no field \"schema\""));
  EXPECT_THAT(error(R"({"schema":"myoscope view 2"})"), HasSubstr("reads \"myoscope view 1\""));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","xray":1})"), HasSubstr("\"xray\" must be true or false"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","zoom":1})"), HasSubstr("unknown field \"zoom\""));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","camera":{"distance":-1}})"), HasSubstr("lesson.json camera"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","camera":{"fov":1e999}})"), HasSubstr("too large"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","camera":{"fov":1e99}})"), HasSubstr("fov"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","camera":{"offset":[1,2]}})"), HasSubstr("3 numbers"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","layers":{"skin":"half"}})"), HasSubstr("hidden, ghost or shown"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","pose":{"values":{"cervical.flexon":3}}})"), HasSubstr("flexion"));
  EXPECT_THAT(error(R"({"schema":"myoscope view 1","heat":{"patterns":[{"side":"up"}]}})"), HasSubstr("left, right or both"));
  const std::string nested = "{\"schema\":" + std::string(5000, '[');
  EXPECT_THAT(error(nested.c_str()), HasSubstr("nested"));
  EXPECT_THAT(error(std::string(2 << 20, ' ').c_str()), HasSubstr("larger"));
}

TEST(CommandLog, EveryCommandComesBack) {
  const Camera camera{{0.1F, 1.2F, 0.3F}, 12, 34, 1.5F, 25};
  const std::vector<Command> all = {
      Select{{"scapula"}, Choose::add}, Hover{"tiny.c4"}, Hide{{"c3"}}, Show{{"c3"}}, Isolate{{"c3", "c6"}}, ShowAll{}, XRay{Set::on},
      SetLayer{"skin", LayerState::hidden}, ShowAttachments{Set::off}, ShowLabels{}, ShowLengths{Set::on},
      SetJoint{{"elbow", Side::left, "flexion"}, 0.5, 4}, SetMotions{{{"cervical", Side::midline, "flexion", -12}}}, Pull{"tiny.right.humerus", {-0.2F, 1.3F, 0}, {-0.25F, 1.3F, 0.125F}, {0, 0, -1}, 6},
      SetPose{"chin_tuck"}, SetMove{"nod_aside", heat::Sides::left, 3, 7}, SetAnimation{"", 0, 3}, SetPattern{{"crossing"}}, AddPattern{"trapezius_tp1"}, RemovePattern{"crossing"}, ShowSideBySide{Set::off, 4},
      SetSides{heat::Sides::both, "multifidus_cervicis_mid"}, ToggleSide{}, SetStrength{0.75F, 2}, SetRamp{heat::Ramp::cividis},
      MarkRegion{"suboccipital", heat::Sides::both, 2, 3}, Paint{{0.0625F, 1.5F, -0.1F}, 12.5F, 2, true, 3}, ClearPaint{4}, SetCue{"stiff_neck", Set::on}, ClearMarks{}, ShowMarks{Set::on}, ShowHeat{Set::off}, SetProvoke{Set::off},
      Orbit{3, 4, 5}, Pan{{1, 2}, {640, 480}, 9}, ZoomTo{0.5F, {3, 4}, {640, 480}, 1}, SetView{"45,10"}, SetCamera{camera, 3},
      FrameSelection{1.5F}, SetBackground{Background::white}, SetPicture{{false, true, false, true}},
      OpenView{opening_scene(lab().context).document}, Undo{}, Redo{}};
  ASSERT_EQ(all.size(), std::variant_size_v<Command>);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(all[i].index(), i) << "one of each, in order";
    const std::string line = to_line(all[i], lab().context);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto back = from_line(line, lab().context);
    ASSERT_TRUE(back) << line << ": " << back.error().line();
    EXPECT_EQ(back->index(), i);
    EXPECT_EQ(to_line(*back, lab().context), line);
    // A command that was read does what the one that was written does.
    Scene a = opening_scene(lab().context), b = a;
    lab().must(a, all[i]), lab().must(b, *back);
    EXPECT_NEAR(a.document.camera.distance, b.document.camera.distance, 1e-5);
    if (std::holds_alternative<OpenView>(all[i])) continue; // a record rounds the camera
    EXPECT_EQ(state_hash(a.document), state_hash(b.document)) << line;
  }
}

TEST(CommandLog, ReplayNamesTheLineThatFailed) {
  Scene scene;
  const Status done = replay(scene, "# a note\n\n{\"do\":\"xray\"}\n{\"do\":\"set_pose\",\"pose\":\"nope\"}\n", lab().context);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().line(), HasSubstr("line 4"));
  EXPECT_TRUE(scene.document.xray);
  EXPECT_THAT(replay(scene, "{\"do\":\"dance\"}", lab().context).error().line(), HasSubstr("dance"));
  EXPECT_THAT(replay(scene, "{\"do\":\"xray\",\"sett\":\"on\"}", lab().context).error().line(), HasSubstr("sett"));
  EXPECT_THAT(replay(scene, "nonsense", lab().context).error().line(), HasSubstr("line 1"));
}

} // namespace
} // namespace myo::scene
