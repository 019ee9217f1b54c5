// A limb that is pulled by hand, and models of one's own, in a window.
#include "window_fixture.h"

#include "support/gltf_maker.h"

namespace myo::tests {
namespace {

// A hand that is pulled takes the arm along, live, and one undo takes all of it back.
TEST_F(Window, PullsALimbByHand) {
  open(1440, 900);
  click("view.anterior");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["view"]["camera"]["azimuth"] == 0; }).is_object());
  click("tab.layers");
  click("layer.skin.hidden");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["view"]["layers"].value("skin", "") == "hidden"; }).is_object());
  settle();
  click("tab.pose");
  click("posing");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["widgets"].contains("posing.on"); }).is_object()) << program->now()["widgets"].dump();
  desktop->key("Escape"); // nothing is chosen: F shows all of the body
  desktop->key("f");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["view"]["camera"]["distance"].template get<double>() > 5 && l["view"]["selection"].empty(); }).is_object())
      << program->now()["view"]["camera"].dump();
  settle();
  const Program::Line start = program->now();
  const auto hand = start["points"]["tiny.left.hand"], foot = start["points"]["tiny.left.foot"];
  const auto at = [](const Program::Line &point) { return std::pair{point[0].get<int>(), point[1].get<int>()}; };
  const auto values = [](const Program::Line &line) { return line["view"]["pose"].value("values", Program::Line::object()); };
  const auto [x, y] = at(hand);
  desktop->drag(x, y, x + 60, y - 120, 400);
  const auto bent = program->wait([&](const auto &l) { return values(l).contains("left.elbow.flexion") && values(l).size() > 1; });
  ASSERT_TRUE(bent.is_object()) << program->now()["view"]["pose"].dump() << program->now()["notice"].dump() << program->now()["hover"] << program->now()["view"]["camera"].dump()
                                << x << " " << y << " " << program->now()["points"]["tiny.left.hand"].dump();
  settle();
  const Program::Line pulled = program->now();
  const Program::Line moved = values(pulled);
  for (const auto &entry : moved.items()) EXPECT_TRUE(entry.key().starts_with("left.")) << entry.key();
  EXPECT_TRUE(pulled["widgets"].contains("by_hand.left.elbow.flexion")) << "its sliders come to the front";
  EXPECT_EQ(pulled["view"]["camera"], start["view"]["camera"]) << "the view stays";
  desktop->key("ctrl+z");
  EXPECT_TRUE(program->wait([&](const auto &l) { return values(l).empty() && l["state"] != pulled["state"]; }).is_object()) << "one step of undo";
  desktop->key("ctrl+y");
  EXPECT_TRUE(program->wait([&](const auto &l) { return l["state"] == pulled["state"]; }).is_object());
  const auto [fx, fy] = at(foot);
  desktop->drag(fx, fy, fx + 20, fy - 90, 400);
  EXPECT_TRUE(program->wait([&](const auto &l) { return values(l).contains("left.knee.flexion"); }).is_object()) << program->now()["view"]["pose"].dump() << program->now()["notice"] << program->now()["hover"] << fx << " " << fy;
  settle();
  // Beside the body the drag turns the view, as ever.
  move_to_ground();
  desktop->drag(ground.first, ground.second, ground.first - 80, ground.second);
  EXPECT_TRUE(program->wait([&](const auto &l) { return l["view"]["camera"]["azimuth"] != start["view"]["camera"]["azimuth"]; }).is_object());
}

// A model of somebody's: its parts by name, and its animation played, paused and scrubbed.
TEST_F(Window, ShowsAModelAndPlaysIt) {
  const fs::path file = scratch.path / "bending bar.glb";
  ASSERT_TRUE(write_file(file, bending_bar()));
  open_with({"view", file.string()}, 1440, 900);
  EXPECT_FALSE(program->now()["widgets"].contains("tab.pain")) << "it has no pain to tell";
  click("part.plate");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["selection"] == Program::Line::array({"plate"}); }).is_object());
  desktop->key("h");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["view"]["hidden"] == Program::Line::array({"plate"}); }).is_object());
  settle();
  click("part.plate");
  ASSERT_TRUE(program->wait([](const auto &l) { return l["view"]["hidden"].empty(); }).is_object()) << "the list brings it back";
  desktop->key("Escape");
  settle();
  // By pointing at it: the bar stands in the middle of the picture.
  const auto bar = program->now()["points"]["bar"];
  desktop->click(bar[0].get<int>(), bar[1].get<int>());
  ASSERT_TRUE(program->wait([](const auto &l) { return l["selection"] == Program::Line::array({"bar"}); }).is_object()) << program->now()["selection"];

  const auto time = [](const Program::Line &l) { return l["view"].contains("animation") ? l["view"]["animation"]["time"].get<double>() : -1.0; };
  desktop->key("space");
  const auto played = program->wait([&](const auto &l) { return time(l) > 0.05; });
  ASSERT_TRUE(played.is_object()) << program->now()["view"].dump();
  EXPECT_EQ(played["view"]["animation"]["name"], "bend");
  ASSERT_TRUE(program->wait([&](const auto &l) { return time(l) == 1.0; }).is_object()) << "to its end";
  settle();
  EXPECT_NE(program->now()["points"]["bar"], bar) << "the part is where it has moved to";
  const auto slider = program->now()["widgets"]["player.time"];
  desktop->click(static_cast<int>(slider[0].get<double>() + 0.5 * slider[2].get<double>()), static_cast<int>(slider[1].get<double>() + 0.5 * slider[3].get<double>()));
  EXPECT_TRUE(program->wait([&](const auto &l) { return time(l) > 0.3 && time(l) < 0.7; }).is_object()) << "scrubbed: " << time(program->now());
  settle();
  click("tab.moves");
  click("animation.2");
  EXPECT_TRUE(program->wait([](const auto &l) { return l["view"].contains("animation") && l["view"]["animation"]["name"] == "rest"; }).is_object());
  settle();
  click("player.close");
  EXPECT_TRUE(program->wait([&](const auto &l) { return time(l) < 0; }).is_object()) << "back to rest";
}

// What cannot be read is said on the screen, and the program lives on.
TEST_F(Window, SaysWhyAModelCannotBeRead) {
  const fs::path file = scratch.path / "broken.glb";
  std::vector<std::byte> bytes = bending_bar();
  bytes.resize(bytes.size() / 2);
  ASSERT_TRUE(write_file(file, bytes));
  desktop.emplace(1000, 700, 96);
  ASSERT_EQ(desktop->fault(), "");
  program.emplace(*desktop, scratch.path, std::vector<std::string>{"view", file.string()});
  const auto line = program->wait([](const auto &l) { return l["notice"].template get<std::string>().find("broken.glb") != std::string::npos; });
  EXPECT_TRUE(line.is_object()) << program->now().dump();
  EXPECT_TRUE(program->running());
}

} // namespace
} // namespace myo::tests
