#include "program.h"

#include "base/files.h"
#include "capture/png.h"
#include "format/manifest.h"
#include "format/write.h"
#include "support/tiny_body.h"

#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <thread>

namespace myo::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Scratch {
  fs::path path = fs::temp_directory_path() / ("myoscope-window-" + std::to_string(::getpid()));
  Scratch() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }
};

bool ready(const Program::Line &line) { return line.contains("widgets") && line["widgets"].contains("search"); }

// A window on the tiny body; the window manager puts it at some place that the trace does not know, so the pointer
// works in window coordinates by having the window fill the display.
class Window : public ::testing::Test {
protected:
  void open(int width, int height, int dpi = 96) {
    desktop.emplace(width, height, dpi);
    ASSERT_EQ(desktop->fault(), "");
    const Status written = format::write_atlas(tiny_body(), scratch.path / "atlas");
    ASSERT_TRUE(written) << written.error().line();
    program.emplace(*desktop, scratch.path, std::vector<std::string>{"--atlas", (scratch.path / "atlas").string()});
    ASSERT_TRUE(program->wait(ready).is_object()) << program->log();
    desktop->focus("Myoscope");
    desktop->key("F11");
    ASSERT_TRUE(program->wait([&](const auto &l) { return l["size"][0] == width && l["size"][1] == height; }).is_object())
        << program->now().dump().substr(0, 300);
    settle();
  }

  // Waits until no new frame has come for half a second: the program sleeps.
  void settle() {
    for (int n = 0; n < 60; ++n) {
      const auto before = program->now()["frame"];
      std::this_thread::sleep_for(600ms);
      if (program->now()["frame"] == before) return;
    }
    ADD_FAILURE() << "the program never sleeps";
  }

  void click(const std::string &id) {
    const auto at = program->widget(id);
    ASSERT_TRUE(at) << "no widget " << id << " in " << program->now()["widgets"].dump();
    desktop->click(at->first, at->second);
  }

  // Moves to where the picture shows nothing, below the toolbar: the ground above the head.
  void move_to_ground() {
    const Program::Line line = program->now();
    const auto &free = line["widgets"]["free_area"];
    ground = {static_cast<int>(free[0].get<double>() + free[2].get<double>() - 40), static_cast<int>(free[1].get<double>() + 40)};
    desktop->move(ground.first, ground.second);
    settle();
    EXPECT_EQ(program->now()["hover"], "");
  }

  // Moves to points of structures that lie in the free part of the picture until one is named.
  std::optional<std::pair<int, int>> over_a_structure() {
    const Program::Line line = program->now();
    first_selection = line["selection"];
    const auto &free = line["widgets"]["free_area"];
    for (const auto &[id, at] : line["points"].items()) {
      const double x = at[0], y = at[1];
      if (x < free[0].get<double>() + 60 || x > free[0].get<double>() + free[2].get<double>() - 60) continue;
      if (y < free[1].get<double>() + 60 || y > free[1].get<double>() + free[3].get<double>() - 60) continue;
      desktop->move(static_cast<int>(x), static_cast<int>(y));
      settle();
      if (program->now()["hover"] != "") return std::pair{static_cast<int>(x), static_cast<int>(y)};
    }
    return std::nullopt;
  }

  // Through the picture box; `change` is done while it is open. The file that the notice names, or nothing.
  fs::path write_picture(const std::function<void()> &change = {}) {
    desktop->key("ctrl+s");
    click("export.size.0");
    if (change) change();
    const std::string old = program->now()["notice"];
    click("export.write");
    const std::string said = "Picture written: ";
    const auto line = program->wait([&](const auto &l) {
      const auto notice = l["notice"].template get<std::string>();
      return notice.starts_with(said) && notice != old;
    });
    if (!line.is_object()) ADD_FAILURE() << program->now()["notice"].dump() << program->log();
    return line.is_object() ? fs::path(line["notice"].get<std::string>().substr(said.size())) : fs::path{};
  }

  Scratch scratch;
  std::optional<Desktop> desktop;
  std::optional<Program> program;
  std::pair<int, int> ground;
  Program::Line first_selection;

  void TearDown() override {
    if (program && program->running()) {
      EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
    }
  }
};

TEST_F(Window, ClickSelectsWhatIsSeen) {
  open(1440, 900);
  const Program::Line line = program->now();
  // Points of structures that lie in the part of the picture that panels leave free.
  const auto &free = line["widgets"]["free_area"];
  std::string chosen;
  for (const auto &[id, at] : line["points"].items()) {
    const double x = at[0];
    const double y = at[1];
    if (x < free[0].get<double>() + 30 || x > free[0].get<double>() + free[2].get<double>() - 30) continue;
    if (y < free[1].get<double>() + 30 || y > free[1].get<double>() + free[3].get<double>() - 30) continue;
    const auto before = program->now()["selection"];
    desktop->click(static_cast<int>(x), static_cast<int>(y));
    settle();
    const auto after = program->now()["selection"];
    if (after == before || after.empty()) continue;
    chosen = after[0];
    break;
  }
  ASSERT_FALSE(chosen.empty()) << "no click selected anything";
  // Escape lets go of it, undo brings it back.
  desktop->key("Escape");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["selection"].empty(); }).is_object());
  desktop->key("ctrl+z");
  EXPECT_TRUE(program->wait([&](const auto &l) { return !l["selection"].empty() && l["selection"][0] == chosen; }).is_object());
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

TEST_F(Window, SearchSelects) {
  open(1440, 900);
  click("tab.structures");
  desktop->key("ctrl+f");
  std::this_thread::sleep_for(600ms); // it does not settle now: the caret blinks
  desktop->type("levator");
  const auto line = program->wait([](const auto &l) { return l["widgets"].contains("muscle.levator_scapulae"); });
  EXPECT_TRUE(line.is_object()) << program->now()["widgets"].dump();
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
  const auto picture = capture::read_png(first);
  ASSERT_TRUE(picture) << picture.error().line();
  EXPECT_EQ(picture->picture.width, 1440U);
  EXPECT_EQ(picture->picture.height, 900U);
  const auto second = write_picture();
  EXPECT_NE(second, first);
  EXPECT_TRUE(fs::exists(first) && fs::exists(second));
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
