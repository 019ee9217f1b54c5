// A window of the program for a test, and what a person does in it: opens, clicks, waits, writes a picture.
#pragma once

#include "program.h"

#include "base/files.h"
#include "capture/compare.h"
#include "capture/png.h"
#include "format/manifest.h"
#include "format/write.h"
#include "support/tiny_body.h"

#include <functional>
#include <gtest/gtest.h>
#include <thread>

namespace myo::tests {

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

inline bool ready(const Program::Line &line) { return line.contains("widgets") && line["widgets"].contains("search"); }

// A window on the tiny body; the window manager puts it at some place that the trace does not know, so the pointer
// works in window coordinates by having the window fill the display.
class Window : public ::testing::Test {
protected:
  void open(int width, int height, int dpi = 96) {
    const Status written = format::write_atlas(tiny_body(), scratch.path / "atlas");
    ASSERT_TRUE(written) << written.error().line();
    open_with({"--atlas", (scratch.path / "atlas").string()}, width, height, dpi);
  }
  void open_with(const std::vector<std::string> &arguments, int width, int height, int dpi = 96) {
    desktop.emplace(width, height, dpi);
    ASSERT_EQ(desktop->fault(), "");
    program.emplace(*desktop, scratch.path, arguments);
    ASSERT_TRUE(program->wait(ready, 90s).is_object()) << program->log();
    desktop->focus("Myoscope");
    desktop->key("F11");
    ASSERT_TRUE(program->wait([&](const auto &l) { return l["size"][0] == width && l["size"][1] == height; }).is_object())
        << program->now().dump().substr(0, 300);
    settle();
  }

  // Waits until no new frame has come for half a second, nor is in the making: the program sleeps.
  void settle() {
    for (int n = 0; n < 60; ++n) {
      const auto before = program->now()["frame"];
      const auto worked = program->work();
      std::this_thread::sleep_for(600ms);
      if (program->now()["frame"] == before && program->work() == worked) return;
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

  // Moves to points of structures that lie in the free part of the picture until one is named that will do.
  std::optional<std::pair<int, int>> over_a_structure(const std::function<bool(const std::string &)> &will_do = [](const auto &) { return true; }) {
    const Program::Line line = program->now();
    first_selection = line["selection"];
    const auto &free = line["widgets"]["free_area"];
    for (const auto &[id, at] : line["points"].items()) {
      const double x = at[0], y = at[1];
      if (x < free[0].get<double>() + 60 || x > free[0].get<double>() + free[2].get<double>() - 60) continue;
      if (y < free[1].get<double>() + 60 || y > free[1].get<double>() + free[3].get<double>() - 60) continue;
      desktop->move(static_cast<int>(x), static_cast<int>(y));
      settle();
      const std::string under = program->now()["hover"];
      if (!under.empty() && will_do(under)) return std::pair{static_cast<int>(x), static_cast<int>(y)};
    }
    return std::nullopt;
  }

  // Through the picture box; `change` is done while it is open. The file that the notice names, or nothing.
  fs::path write_picture(const std::function<void()> &change = {}, int size = 0) {
    desktop->key("ctrl+s");
    click("export.size." + std::to_string(size));
    if (change) change();
    const std::string old = program->now()["notice"];
    click("export.write");
    const std::string said = "Picture written: ";
    const auto line = program->wait([&](const auto &l) {
      const auto notice = l["notice"].template get<std::string>();
      return notice.starts_with(said) && notice != old;
    }, 120s);
    if (!line.is_object()) ADD_FAILURE() << program->now()["notice"].dump() << program->log();
    return line.is_object() ? fs::path(line["notice"].get<std::string>().substr(said.size())) : fs::path{};
  }

  // A written picture is what `myoscope render` makes of the view that the window says it shows.
  void expect_rendered(const fs::path &written, const Program::Line &view, int width, int height) {
    const fs::path record = scratch.path / "view.json", rendered = scratch.path / "rendered.png";
    ASSERT_TRUE(write_text(record, view.dump()));
    ASSERT_EQ(run_process({MYO_PROGRAM, "render", "--atlas", (scratch.path / "atlas").string(), "--record", record.string(), "--size",
                           std::to_string(width) + "x" + std::to_string(height), "--out", rendered.string()},
                          {}),
              0);
    const auto a = capture::read_png(written), b = capture::read_png(rendered);
    ASSERT_TRUE(a) << a.error().line();
    ASSERT_TRUE(b) << b.error().line();
    EXPECT_EQ(a->picture.width, static_cast<std::uint32_t>(width));
    EXPECT_EQ(a->picture.height, static_cast<std::uint32_t>(height));
    const auto difference = capture::compare(a->picture, b->picture, 8);
    ASSERT_TRUE(difference) << difference.error().line();
    EXPECT_LT(difference->share, 0.002) << "a record rounds its camera, which moves an edge here and there";
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

// Touches of the brush that the view holds.
inline std::size_t touches(const Program::Line &line) {
  std::size_t numbers = 0;
  if (line["view"]["heat"].contains("dabs"))
    for (const auto &group : line["view"]["heat"]["dabs"]) numbers += group["offsets"].size();
  return numbers / 3;
}
inline bool shows_marks(const Program::Line &line) { return line["view"]["heat"].value("show_marks", false); }

} // namespace myo::tests
