#include "program.h"

#include "base/files.h"
#include "capture/png.h"
#include "format/manifest.h"
#include "format/write.h"
#include "support/tiny_body.h"

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

  Scratch scratch;
  std::optional<Desktop> desktop;
  std::optional<Program> program;

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
  std::this_thread::sleep_for(600ms); // it does not sleep now: the caret blinks
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

TEST_F(Window, WritesThePicture) {
  open(1440, 900);
  desktop->key("ctrl+s");
  click("export.size.0");
  click("export.write");
  const auto line = program->wait([](const auto &l) { return l["notice"].template get<std::string>().starts_with("Picture written"); });
  ASSERT_TRUE(line.is_object()) << program->now()["notice"].dump() << program->log();
  const std::string path = line["notice"].get<std::string>().substr(std::string("Picture written: ").size());
  const auto picture = capture::read_png(path);
  ASSERT_TRUE(picture) << picture.error().line();
  EXPECT_EQ(picture->picture.width, 1440U);
  EXPECT_EQ(picture->picture.height, 900U);
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
  const auto begin = program.wait([&](const auto &l) { return ready(l) && l.contains("points") && l["points"].contains(id); });
  ASSERT_TRUE(begin.is_object()) << program.log();
  const double height = begin["points"][id][1];

  const std::string good = read_text(sheet).value();
  const auto with = [&](const std::string &line) {
    std::string text = good;
    return text.insert(text.find("detail = \"fine\""), line + "\n");
  };
  // 20 mm higher: it moves up in the picture, and the view stays as it is.
  ASSERT_TRUE(write_text(sheet, with("at_mm = [0, 0, 20]")));
  const auto moved = program.wait([&](const auto &l) { return l["notice"] == "Shown anew: bones/hyoid.toml"; });
  ASSERT_TRUE(moved.is_object()) << program.now()["notice"] << program.log();
  const auto seen = program.wait([&](const auto &l) { return l["points"][id][1].template get<double>() < height - 2; });
  ASSERT_TRUE(seen.is_object()) << program.now()["points"][id];
  EXPECT_EQ(seen["state"], begin["state"]);

  // A fault stands there with file and line, and the last good shape stays.
  ASSERT_TRUE(write_text(sheet, with("at_mm = [0, 0, 20")));
  const auto faulty = program.wait([](const auto &l) { return l["notice"].template get<std::string>().find("bones/hyoid.toml:") != std::string::npos; });
  ASSERT_TRUE(faulty.is_object()) << program.now()["notice"] << program.log();
  EXPECT_LT(faulty["points"][id][1].get<double>(), height - 2);

  ASSERT_TRUE(write_text(sheet, good));
  const auto mended = program.wait([&](const auto &l) { return l["points"][id][1].template get<double>() > height - 0.5; });
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
