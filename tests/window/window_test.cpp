#include "window_fixture.h"

#include <algorithm>
#include <fstream>

namespace myo::tests {
namespace {

// Of the body in these windows.
bool is_muscle(const std::string &id) {
  static const format::Body body = tiny_body();
  const auto found = std::ranges::find(body.structures, id, &format::Structure::id);
  return found != body.structures.end() && found->kind == format::Kind::muscle;
}

TEST_F(Window, ClickSelectsWhatIsSeen) {
  open(1440, 900);
  desktop->key("Escape"); // of what the opening view has chosen
  ASSERT_TRUE(program->wait([](const auto &l) { return l["selection"].empty(); }).is_object());
  settle();
  click("tab.layers");
  click("layer.superficial.shown");
  settle();
  const auto at = over_a_structure(is_muscle);
  ASSERT_TRUE(at) << "the pointer found no muscle";
  const std::string under = program->now()["hover"];
  desktop->click(at->first, at->second);
  const auto chosen = [&](const auto &l) { return l["selection"] == Program::Line::array({under}); };
  ASSERT_TRUE(program->wait(chosen).is_object()) << under << " was clicked: " << program->now()["selection"];
  settle();
  EXPECT_TRUE(chosen(program->now())) << "and stays";
  // Escape lets go of it, undo brings it back.
  desktop->key("Escape");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["selection"].empty(); }).is_object());
  desktop->key("ctrl+z");
  EXPECT_TRUE(program->wait(chosen).is_object());
}

TEST_F(Window, KeysHideIsolateAndUndo) {
  open(1440, 900);
  move_to_ground();
  const Program::Line start = program->now();
  const Program::Line chosen = start["view"]["selection"];
  ASSERT_FALSE(chosen.empty()) << "the opening view has chosen a muscle";
  // Presses and waits for what the view then is; the state is a part of it.
  const auto press = [&](const char *key, const char *field, const Program::Line &wanted) {
    desktop->key(key);
    const auto line = program->wait([&](const auto &l) { return l["view"][field] == wanted; });
    EXPECT_TRUE(line.is_object()) << key << ": " << field << " is " << program->now()["view"][field];
    return line.is_object() ? line["state"].template get<std::string>() : std::string{};
  };
  const Program::Line none = Program::Line::array();
  const std::string before = start["state"];
  const std::string hidden = press("h", "hidden", chosen);
  EXPECT_NE(hidden, before);
  const std::string shown = press("shift+h", "hidden", none);
  EXPECT_NE(shown, before) << "what was hidden is let go of, and showing it does not choose it again";
  EXPECT_EQ(press("ctrl+z", "hidden", chosen), hidden);
  EXPECT_EQ(press("ctrl+z", "hidden", none), before);
  EXPECT_EQ(program->now()["view"]["selection"], chosen);
  const std::string isolated = press("i", "isolated", chosen);
  const std::string ghostly = press("x", "xray", true);
  EXPECT_NE(ghostly, isolated);
  EXPECT_EQ(press("ctrl+z", "xray", false), isolated);
  EXPECT_EQ(press("ctrl+z", "isolated", none), before);
  EXPECT_EQ(press("ctrl+shift+z", "isolated", chosen), isolated);
  EXPECT_EQ(press("ctrl+y", "xray", true), ghostly);
  EXPECT_EQ(press("shift+h", "xray", false), before) << "all is shown as it was";
}

TEST_F(Window, ShiftClickLaysASimilarPatternOverTheOther) {
  open(1440, 900);
  const auto shows = [&](const std::vector<std::string> &wanted) {
    return program
        ->wait([&](const auto &l) {
          std::vector<std::string> ids;
          for (const auto &pattern : l["view"]["heat"]["patterns"]) ids.push_back(pattern["id"]);
          return ids == wanted;
        })
        .is_object();
  };
  click("tab.pain");
  click("page.described"); // closed, it makes room for the rows below
  std::this_thread::sleep_for(1s);
  click("compare.semispinalis_cervicis");
  EXPECT_TRUE(shows({"semispinalis_cervicis"})) << "a click shows it alone";
  std::this_thread::sleep_for(1s);
  const auto row = program->widget("compare.multifidus_cervicis_mid");
  ASSERT_TRUE(row);
  desktop->shift_click(row->first, row->second);
  EXPECT_TRUE(shows({"semispinalis_cervicis", "multifidus_cervicis_mid"})) << program->now()["view"]["heat"].dump();
}

// One click from the page: both bodies beside each other, turned together, a structure chosen in one, a picture of both.
TEST_F(Window, StandsLookAlikesSideBySide) {
  open(1440, 900);
  click("page.described"); // makes room
  ASSERT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("small.semispinalis_cervicis"); }).is_object()) << "a small live picture";
  std::this_thread::sleep_for(1s);
  click("page.compare.semispinalis_cervicis");
  const auto beside = program->wait([](const auto &l) { return l["widgets"].contains("cell.1") && l["widgets"].contains("compare_table"); });
  ASSERT_TRUE(beside.is_object()) << program->now()["widgets"].dump();
  EXPECT_EQ(beside["view"]["heat"]["side_by_side"], true);
  settle();
  const auto middle = [&](const char *id) {
    const auto r = program->now()["widgets"][id];
    return std::pair{static_cast<int>(r[0].get<double>() + r[2].get<double>() / 2), static_cast<int>(r[1].get<double>() + r[3].get<double>() / 2)};
  };
  const auto second = middle("cell.1");
  const double before = program->now()["view"]["camera"]["azimuth"];
  desktop->drag(second.first, second.second, second.first + 60, second.second);
  EXPECT_TRUE(program->wait([&](const auto &l) { return std::abs(l["view"]["camera"]["azimuth"].template get<double>() - before) > 5; }).is_object());
  settle();
  bool chosen = false; // ghosts are looked through: somewhere in the second body there is something to choose
  const auto cell = program->now()["widgets"]["cell.1"];
  for (int n = 0; n < 12 && !chosen; ++n) {
    desktop->click(static_cast<int>(cell[0].get<double>() + cell[2].get<double>() * (0.35 + 0.1 * (n % 4))),
                   static_cast<int>(cell[1].get<double>() + cell[3].get<double>() * (0.35 + 0.15 * (n / 4))));
    settle();
    const auto selection = program->now()["selection"];
    chosen = !selection.empty() && selection != beside["selection"];
  }
  EXPECT_TRUE(chosen) << "a click in the second body chooses what lies there";
  settle();
  const fs::path written = write_picture();
  const auto picture = capture::read_png(written);
  ASSERT_TRUE(picture) << picture.error().line();
  desktop->key("Escape");
  std::this_thread::sleep_for(1s);
  click("table.alone.semispinalis_cervicis");
  const auto alone = program->wait([](const auto &l) { return !l["widgets"].contains("cell.0") && !l["view"]["heat"].contains("side_by_side"); });
  ASSERT_TRUE(alone.is_object());
  EXPECT_EQ(alone["view"]["heat"]["patterns"].size(), 1U);
  settle();
  desktop->key("ctrl+z");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("cell.1"); }).is_object()) << "back to both";
  EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
}

TEST_F(Window, PaintsTheBodyWhereItIsTouched) {
  open(1440, 900);
  click("tab.hurts");
  click("hurts.touch");
  settle();
  // This body has skin at the back only: points of it in turn, until one lies on the skin.
  const Program::Line line = program->now();
  const auto &free = line["widgets"]["free_area"];
  std::optional<std::pair<int, int>> at;
  Program::Line painted;
  for (const auto &[id, point] : line["points"].items()) {
    const double x = point[0], y = point[1];
    if (x < free[0].get<double>() + 100 || x > free[0].get<double>() + free[2].get<double>() - 100) continue;
    if (y < free[1].get<double>() + 100 || y > free[1].get<double>() + free[3].get<double>() - 100) continue;
    desktop->click(static_cast<int>(x), static_cast<int>(y));
    painted = program->wait([](const auto &l) { return touches(l) == 1; }, 2s);
    if (!painted.is_object()) continue;
    at = {static_cast<int>(x), static_cast<int>(y)};
    break;
  }
  ASSERT_TRUE(at) << program->now()["view"]["heat"].dump();
  EXPECT_TRUE(shows_marks(painted));
  const auto camera = painted["view"]["camera"];
  // A stroke over the body paints and does not turn it; one that begins beside the body does.
  desktop->drag(at->first, at->second, at->first + 30, at->second + 40);
  EXPECT_TRUE(program->wait([](const auto &l) { return touches(l) > 2; }).is_object()) << program->now()["view"]["heat"].dump();
  settle();
  EXPECT_EQ(program->now()["view"]["camera"], camera);
  desktop->key("ctrl+z");
  EXPECT_TRUE(program->wait([](const auto &l) { return touches(l) == 1; }).is_object()) << "a stroke is one step";
  // The ring around the pointer is as large as the brush.
  const auto ring = [](const auto &l) { return l["widgets"].contains("brush") ? l["widgets"]["brush"][2].template get<double>() : 0.0; };
  const double before = ring(program->now());
  EXPECT_GT(before, 4);
  desktop->key("bracketright");
  EXPECT_TRUE(program->wait([&](const auto &l) { return ring(l) > 1.1 * before; }).is_object());
  // Rubbed out altogether, the pattern is shown again; undo brings the paint back.
  click("hurts.felt.0");
  settle();
  desktop->click(at->first, at->second);
  EXPECT_TRUE(program->wait([](const auto &l) { return touches(l) == 0 && !shows_marks(l); }).is_object()) << program->now()["view"]["heat"].dump();
  desktop->key("ctrl+z");
  EXPECT_TRUE(program->wait([](const auto &l) { return touches(l) == 1 && shows_marks(l); }).is_object()) << "in one step";
  settle(); // a row about the paint has moved what lies below it
  click("hurts.clear_paint");
  EXPECT_TRUE(program->wait([](const auto &l) { return touches(l) == 0 && !shows_marks(l); }).is_object());
  click("hurts.felt.3");
  settle();
  click("hurts.mirror");
  settle();
  desktop->click(at->first + 30, at->second + 40);
  EXPECT_TRUE(program->wait([](const auto &l) { return touches(l) == 2; }).is_object()) << program->now()["view"]["heat"].dump();
  move_to_ground();
  desktop->drag(ground.first, ground.second, ground.first - 60, ground.second);
  EXPECT_TRUE(program->wait([&](const auto &l) { return l["view"]["camera"] != camera; }).is_object());
}

TEST_F(Window, SpeaksAnotherLanguageAndBack) {
  open(1440, 900);
  const std::string before = program->now()["state"];
  click("language");
  std::this_thread::sleep_for(2s);
  settle();
  click("tab.hurts");
  desktop->key("ctrl+f");
  std::this_thread::sleep_for(1s);
  desktop->type("sien");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("region.temple"); }).is_object()) << program->now()["widgets"].dump();
  desktop->key("Escape");
  settle();
  EXPECT_EQ(program->now()["state"], before) << "only the words are others";
  click("language");
  std::this_thread::sleep_for(2s);
  desktop->key("ctrl+f");
  std::this_thread::sleep_for(1s);
  desktop->type("temple");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("region.temple"); }).is_object());
}

TEST_F(Window, SliderPosesAndUndoes) {
  open(1440, 900);
  click("tab.pose");
  const std::string before = program->now()["state"];
  const auto line = program->wait([](const auto &l) { return l["widgets"].contains("joint.cervical.flexion"); });
  ASSERT_TRUE(line.is_object()) << program->now()["widgets"].dump();
  const auto &r = line["widgets"]["joint.cervical.flexion"];
  const int y = static_cast<int>(r[1].get<double>() + r[3].get<double>() / 2);
  const int middle = static_cast<int>(r[0].get<double>() + r[2].get<double>() / 2);
  desktop->drag(middle, y, middle + static_cast<int>(r[2].get<double>() / 4), y);
  EXPECT_TRUE(program->wait([&](const auto &l) { return l["state"] != before; }).is_object());
  settle();
  desktop->move(700, 850);
  desktop->key("ctrl+z"); // one drag is one step
  EXPECT_TRUE(program->wait([&](const auto &l) { return l["state"] == before; }).is_object());
}

TEST_F(Window, ListsWhatAPostureStretchesAndColoursIt) {
  open(1440, 900);
  const auto rest = [&] { // a click in the middle of a slow frame may be lost
    std::this_thread::sleep_for(2s);
    settle();
  };
  click("tab.pose");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("pose.neck_flexion_30"); }).is_object());
  EXPECT_FALSE(program->now()["widgets"].contains("stretched")) << "nothing is stretched at rest";
  click("pose.neck_flexion_30");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("stretched"); }).is_object());
  rest();
  click("stretched");
  const std::string row = "stretched.multifidus_cervicis.both";
  ASSERT_TRUE(program->wait([&](const auto &l) { return l["widgets"].contains(row); }).is_object()) << program->now()["widgets"].dump();
  rest();
  click(row);
  EXPECT_TRUE(program->wait([](const auto &l) { return l["selection"].size() == 2; }).is_object()) << program->now()["selection"].dump();
  rest();
  click("tab.layers");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("lengths"); }).is_object()) << program->now()["widgets"].dump();
  rest();
  const auto before = program->now()["pictures_drawn"];
  click("lengths");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["view"].value("length_colours", false); }).is_object());
  settle();
  EXPECT_GT(program->now()["pictures_drawn"], before);
  EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
}

TEST_F(Window, SearchSelects) {
  open(1440, 900);
  desktop->key("Escape");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["selection"].empty(); }).is_object());
  settle();
  click("tab.structures");
  // Ctrl+F and words: they replace what was looked for before, so the row of the search before goes.
  const auto find = [&](const std::string &words, const std::string &row, const std::string &gone) {
    desktop->key("ctrl+f");
    std::this_thread::sleep_for(1s); // it does not settle now: the caret blinks
    desktop->type(words);
    const auto line = program->wait([&](const auto &l) { return l["query"] == words && l["widgets"].contains(row) && !l["widgets"].contains(gone); });
    EXPECT_TRUE(line.is_object()) << words << " is found as " << program->now()["query"] << program->now()["widgets"].dump();
    std::this_thread::sleep_for(600ms);
  };
  find("trapez", "muscle.trapezius_descending", "muscle.multifidus_cervicis");
  click("muscle.trapezius_descending");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["selection"] == Program::Line::array({"tiny.right.trapezius_descending"}); }).is_object())
      << program->now()["selection"];
  settle(); // what is typed before the field has the focus is not for it
  find("rhomb", "muscle.rhomboid_major", "muscle.trapezius_descending");
  // Once more while the field has the focus already; this one by its Latin name.
  find("musculus multifidus colli", "muscle.multifidus_cervicis", "muscle.rhomboid_major");
  desktop->key("ctrl+s"); // a key that is no letter for the field
  EXPECT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("export.write"); }).is_object());
  click("export.cancel");
  EXPECT_TRUE(program->wait([](const auto &l) { return !l["widgets"].contains("export.write"); }).is_object());
  click("muscle.multifidus_cervicis");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["selection"] == Program::Line::array({"tiny.right.multifidus_cervicis"}); }).is_object())
      << program->now()["selection"];
}

TEST_F(Window, ResizesAndStaysClean) {
  open(1440, 900);
  desktop->key("F11");
  settle();
  for (const auto &[width, height] : {std::pair{900, 700}, std::pair{1300, 640}, std::pair{1000, 800}}) {
    desktop->resize("Myoscope", width, height);
    EXPECT_TRUE(program->wait([&, w = width, h = height](const auto &l) { return l["size"][0] == w && l["size"][1] == h; })
                    .is_object())
        << program->now()["size"].dump();
  }
  settle();
  EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
}

TEST_F(Window, HiDpiScalesThePanels) {
  open(2000, 1300, 192);
  const auto line = program->now();
  EXPECT_FLOAT_EQ(line["scale"].get<float>(), 2.0F);
  EXPECT_GT(line["widgets"]["search"][2].get<double>(), 450.0);
}

TEST_F(Window, NamesWhatThePointerRestsOn) {
  open(1440, 900);
  const auto on = over_a_structure();
  ASSERT_TRUE(on) << "the pointer found nothing to name";
  settle();
  const Program::Line there = program->now();
  EXPECT_TRUE(there["widgets"].contains("hover_name")) << there["widgets"].dump();
  EXPECT_TRUE(there["selection"] == first_selection) << "hovering selects nothing";
  // A pixel further on: the name goes along, the picture is not drawn again.
  desktop->move(on->first + 1, on->second);
  settle();
  const Program::Line beside = program->now();
  EXPECT_EQ(beside["hover"], there["hover"]);
  EXPECT_EQ(beside["pictures_drawn"], there["pictures_drawn"]);
  EXPECT_EQ(beside["state"], there["state"]) << "what is hovered is no state that anybody keeps";
  // On a panel nothing is named.
  const auto search = program->widget("search");
  ASSERT_TRUE(search);
  desktop->move(search->first, search->second);
  EXPECT_TRUE(program->wait([](const auto &l) { return l["hover"] == "" && !l["widgets"].contains("hover_name"); }).is_object());
}

TEST_F(Window, SleepsWhileNothingChanges) {
  open(1440, 900);
  move_to_ground();
  settle();
  const Program::Line before = program->now();
  std::this_thread::sleep_for(3s);
  EXPECT_EQ(program->now()["frame"], before["frame"]) << "nothing came, so nothing ran";
  for (int n = 0; n < 5; ++n) desktop->move(ground.first + n, ground.second + n), std::this_thread::sleep_for(100ms);
  settle();
  const Program::Line after = program->now();
  EXPECT_EQ(after["pictures_drawn"], before["pictures_drawn"]);
  EXPECT_EQ(after["times_shown"], before["times_shown"]) << "over the empty ground the pointer changes nothing";
}

TEST_F(Window, BlinksTheCaretAndNothingElse) {
  open(1440, 900);
  move_to_ground();
  desktop->key("ctrl+f");
  std::this_thread::sleep_for(1s);
  const Program::Line before = program->now();
  std::this_thread::sleep_for(6s);
  const Program::Line after = program->now();
  const int shown = after["times_shown"].get<int>() - before["times_shown"].get<int>();
  EXPECT_GE(shown, 4) << "the caret blinks";
  EXPECT_LE(shown, 12) << "twice a second at the most";
  EXPECT_EQ(after["pictures_drawn"], before["pictures_drawn"]) << "the picture rests";
  desktop->key("Escape");
  settle(); // without a caret it sleeps
}

TEST_F(Window, LabelsFollowTheirKeyAndTheirButton) {
  open(1440, 900);
  move_to_ground();
  const auto before = program->now()["pictures_drawn"];
  desktop->key("l");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["labels"] == true; }).is_object());
  settle();
  EXPECT_GT(program->now()["pictures_drawn"], before) << "names are part of the picture";
  click("labels");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["labels"] == false; }).is_object());
}

TEST_F(Window, WritesPicturesAndCoversNone) {
  open(1440, 900);
  const auto first = write_picture();
  ASSERT_FALSE(first.empty());
  EXPECT_EQ(first.parent_path(), scratch.path / "home") << "the home folder, where the desktop names no other";
  expect_rendered(first, program->now()["view"], 1440, 900);
  const auto second = write_picture();
  EXPECT_NE(second, first);
  EXPECT_TRUE(fs::exists(first) && fs::exists(second));
}

// Every size is of the view in the window, not of one that the program would choose.
TEST_F(Window, PicturesOfEverySizeKeepTheView) {
  open(1440, 900);
  const auto free = program->now()["widgets"]["free_area"];
  desktop->move(static_cast<int>(free[0].get<double>() + 0.4 * free[2].get<double>()), 500);
  const double far = program->now()["view"]["camera"]["distance"];
  desktop->wheel_in(6);
  EXPECT_TRUE(program->wait([&](const auto &l) { return l["view"]["camera"]["distance"].template get<double>() < 0.5 * far; }).is_object()); // all six
  settle();
  const Program::Line view = program->now()["view"];
  expect_rendered(write_picture({}, 1), view, 2880, 1800);
  Program::Line post = view; // narrower than it is high: what the window's height showed is its width
  post["camera"]["distance"] = view["camera"]["distance"].get<double>() * 1350 / 1080;
  expect_rendered(write_picture({}, 2), post, 1080, 1350);
  expect_rendered(write_picture({}, 3), view, 1920, 1080);
  EXPECT_EQ(program->now()["view"], view) << "the window's own view stays as it is";
}

TEST_F(Window, RemembersWherePicturesGo) {
  open(1440, 900);
  const fs::path talks = scratch.path / "talks" / "neck";
  const auto written = write_picture([&] {
    click("export.folder");
    desktop->key("ctrl+a");
    desktop->type(talks.string());
  });
  ASSERT_FALSE(written.empty()) << program->log();
  EXPECT_EQ(written.parent_path(), talks);
  EXPECT_GT(fs::file_size(written), 1000U);
  std::ifstream settings(scratch.path / "data" / "settings.json");
  const auto remembered = Program::Line::parse(settings, nullptr, false);
  ASSERT_TRUE(remembered.is_object());
  EXPECT_EQ(remembered["pictures"], talks.string());
}

TEST_F(Window, HidesPanelsAndCloses) {
  open(1440, 900);
  desktop->key("Tab");
  EXPECT_TRUE(program->wait([](const auto &l) { return !l["widgets"].contains("search"); }).is_object());
  EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
  desktop->close("Myoscope");
  EXPECT_EQ(program->exit_code(), 0) << program->log();
}

// A writer at work: our own body (two bones of it) in the window, and a copy of the sheets beside it.
TEST(WindowOnOurBody, ShowsASheetAsSoonAsItIsSaved) {
  constexpr auto long_wait = 120s; // it sculpts
  Scratch scratch;
  const fs::path anatomy = scratch.path / "resources/assets/anatomy", sheet = anatomy / "bones/hyoid.toml";
  fs::create_directories(anatomy.parent_path());
  fs::copy(MYO_SOURCE_DIR "/assets/anatomy", anatomy, fs::copy_options::recursive);
  const std::vector<std::string> environment{"MYOSCOPE_RESOURCES=" + (scratch.path / "resources").string(),
                                             "XDG_CACHE_HOME=" + (scratch.path / "cache").string()};
  const std::string atlas = (scratch.path / "atlas").string();
  ASSERT_EQ(run_process({MYO_PROGRAM, "atlas", "build", "--quiet", "--only", "hyoid", "patella", "--out", atlas}, environment), 0);
  const auto manifest = format::read_manifest(atlas);
  ASSERT_TRUE(manifest) << manifest.error().line();
  std::string id;
  for (const format::Structure &s : manifest->body.structures)
    if (s.bone == "hyoid") id = s.id;
  ASSERT_FALSE(id.empty());

  Desktop desktop(1440, 900, 96);
  ASSERT_EQ(desktop.fault(), "");
  Program program(desktop, scratch.path, {"--atlas", atlas}, environment);
  const auto begin = program.wait([&](const auto &l) { return ready(l) && l.contains("points") && l["points"].contains(id); }, long_wait);
  ASSERT_TRUE(begin.is_object()) << program.log();
  const double height = begin["points"][id][1];

  const std::string good = read_text(sheet).value();
  const auto with = [&](const std::string &line) {
    std::string text = good;
    return text.insert(text.find("detail = \"fine\""), line + "\n");
  };
  // 20 mm higher: it moves up in the picture, and the view stays as it is.
  ASSERT_TRUE(write_text(sheet, with("at_mm = [0, 0, 20]")));
  const auto moved = program.wait([&](const auto &l) { return l["notice"] == "Shown anew: bones/hyoid.toml"; }, long_wait);
  ASSERT_TRUE(moved.is_object()) << program.now()["notice"] << program.log();
  const auto seen = program.wait([&](const auto &l) { return l["points"][id][1].template get<double>() < height - 2; }, long_wait);
  ASSERT_TRUE(seen.is_object()) << program.now()["points"][id];
  EXPECT_EQ(seen["state"], begin["state"]);

  // A fault stands there with file and line, and the last good shape stays.
  ASSERT_TRUE(write_text(sheet, with("at_mm = [0, 0, 20")));
  const auto faulty = program.wait([](const auto &l) { return l["notice"].template get<std::string>().find("bones/hyoid.toml:") != std::string::npos; }, long_wait);
  ASSERT_TRUE(faulty.is_object()) << program.now()["notice"] << program.log();
  EXPECT_LT(faulty["points"][id][1].get<double>(), height - 2);

  ASSERT_TRUE(write_text(sheet, good));
  const auto mended = program.wait([&](const auto &l) { return l["points"][id][1].template get<double>() > height - 0.5; }, long_wait);
  ASSERT_TRUE(mended.is_object()) << program.now()["notice"] << program.log();
  EXPECT_EQ(mended["validation_messages"], 0) << program.log();
}

TEST(WindowWithoutAtlas, SaysHowToImportOne) {
  Scratch scratch;
  Desktop desktop(1280, 800, 96);
  ASSERT_EQ(desktop.fault(), "");
  Program program(desktop, scratch.path, {});
  const auto line = program.wait([](const auto &l) { return l.contains("widgets") && l["widgets"].contains("start.import"); });
  ASSERT_TRUE(line.is_object()) << program.log();
  EXPECT_EQ(line["validation_messages"], 0) << program.log();
}

} // namespace
} // namespace myo::tests
