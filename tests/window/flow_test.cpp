// From where it hurts to a move that may help: what the pain tab is for, as a person goes through it.
#include "window_fixture.h"

#include <algorithm>

namespace myo::tests {
namespace {

using Ids = std::vector<std::string>;

Ids shown_patterns(const Program::Line &line) {
  Ids ids;
  for (const auto &pattern : line["view"]["heat"]["patterns"]) ids.push_back(pattern["id"]);
  return ids;
}

// Of the list on the left, best first.
Ids ranked(const Program::Line &line) {
  Ids ids;
  for (int place = 0; line.contains("widgets"); ++place) {
    const std::string start = "ranked." + std::to_string(place) + ".";
    const auto found = std::ranges::find_if(line["widgets"].items(), [&](const auto &item) { return item.key().starts_with(start); });
    if (found == line["widgets"].items().end()) break;
    ids.push_back((*found).key().substr(start.size()));
  }
  return ids;
}

class Flow : public Window {
protected:
  bool waits_for(const std::function<bool(const Program::Line &)> &wanted) { return program->wait(wanted).is_object(); }
  bool shows(const Ids &wanted) {
    return waits_for([&](const auto &l) { return shown_patterns(l) == wanted && l["view"]["heat"]["show_marks"] == false; });
  }
  bool has(const std::string &widget) {
    return waits_for([&](const auto &l) { return l["widgets"].contains(widget); });
  }
  // Between two traced points of the body.
  std::pair<int, int> between(const std::string &a, const std::string &b, double part) {
    const Program::Line points = program->now()["points"];
    if (!points.contains(a) || !points.contains(b)) {
      ADD_FAILURE() << "no " << a << " or " << b;
      return {0, 0};
    }
    const auto mix = [&](int axis) { return (1 - part) * points[a][axis].get<double>() + part * points[b][axis].get<double>(); };
    return {static_cast<int>(mix(0)), static_cast<int>(mix(1))};
  }
  void stroke(std::pair<int, int> from, std::pair<int, int> to) {
    const std::size_t before = touches(program->now());
    desktop->drag(from.first, from.second, to.first, to.second);
    ASSERT_TRUE(waits_for([&](const auto &l) { return touches(l) > before; })) << "nothing was painted";
    settle();
  }
  // The move of the shown pattern's page: played, held still, a picture of it, and back to rest.
  void play_first_move() {
    settle();
    click("page.described"); // sections that are closed make room for those below
    ASSERT_TRUE(waits_for([](const auto &l) { return l["widgets"].contains("page.similar") && l["widgets"]["page.similar"][1] < 400; }));
    settle();
    click("page.similar");
    ASSERT_TRUE(waits_for([](const auto &l) {
      return std::ranges::none_of(l["widgets"].items(), [](const auto &w) { return w.key().starts_with("compare.") || w.key().starts_with("page.compare."); });
    }));
    settle();
    click("page.relief");
    ASSERT_TRUE(has("page.move.0")) << program->now()["widgets"].dump();
    settle();
    click("page.move.0");
    ASSERT_TRUE(waits_for([](const auto &l) { return l["view"]["pose"].contains("values"); })) << "the body moves";
    click("player.play");
    settle(); // a move that stands still draws nothing
    moved = program->now();
    picture = write_picture();
    EXPECT_TRUE(fs::exists(picture));
    click("player.close");
    EXPECT_TRUE(waits_for([](const auto &l) { return l["view"]["pose"].empty(); })) << "and back to rest";
    desktop->key("Escape");
    std::this_thread::sleep_for(1s);
  }

  Program::Line moved;                           // as the picture was taken
  fs::path picture;
};

// By the keyboard alone as far as the ranking.
TEST_F(Flow, TicksRegionsOnTheTinyBody) {
  open(1440, 900);
  click("tab.hurts");
  const auto marks = [](const Program::Line &line) {
    std::vector<std::string> ids;
    if (line["view"]["heat"].contains("marks"))
      for (const auto &mark : line["view"]["heat"]["marks"]) ids.push_back(mark["region"].get<std::string>() + "." + mark["side"].get<std::string>());
    return ids;
  };
  const auto tick = [&](const std::string &words, const std::string &region) {
    const auto found = [&](const auto &l) { return l["query"] == words && l["widgets"].contains("region." + region); };
    bool typed = false;
    for (int attempt = 0; attempt < 3 && !typed; ++attempt) { // a slow frame may miss the first keys
      desktop->key("ctrl+f");
      std::this_thread::sleep_for(1s);
      desktop->key("ctrl+a");
      desktop->type(words);
      typed = program->wait(found, 15s).is_object();
    }
    ASSERT_TRUE(typed) << program->now()["query"] << program->now()["widgets"].dump();
    std::this_thread::sleep_for(600ms);
    desktop->key("Return");
    EXPECT_TRUE(program->wait([&](const auto &l) { return std::ranges::count(marks(l), region + ".right") == 1; }).is_object())
        << program->now()["view"]["heat"].dump();
    std::this_thread::sleep_for(600ms);
  };
  tick("suboccipital", "suboccipital");
  tick("vertebral border of scapula, upper", "scap_medial_upper");
  EXPECT_EQ(program->now()["view"]["heat"]["show_marks"], true) << "what hurts is painted";
  settle(); // the list has moved down by what was ticked
  click("match.0");
  EXPECT_TRUE(shows({"multifidus_cervicis_mid"})) << program->now()["view"]["heat"].dump();
  settle(); // a slow frame knows the Shift key of its end only
  const auto second = program->widget("match.1");
  ASSERT_TRUE(second);
  desktop->shift_click(second->first, second->second);
  EXPECT_TRUE(program->wait([](const auto &l) { return l["view"]["heat"]["patterns"].size() == 2; }).is_object()) << "both at once";
  settle();
  click("match.0");
  EXPECT_TRUE(shows({"multifidus_cervicis_mid"}));
  settle();
  play_first_move();
  EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
}

#ifdef MYO_BODY_FOLDER
// The whole way on our own body: paint at the base of the skull and beside the shoulder blade, read the ranking, open the first
// hit, stand it beside the second, play its first move, write a picture.
TEST_F(Flow, PaintsOurBodyAndFollowsItToAMove) {
  open_with({"--atlas", MYO_BODY_FOLDER}, 1440, 900);
  click("tab.hurts");
  settle();
  click("hurts.touch");
  settle();
  stroke(between("inion.midline", "mastoid_post.right", 0.35), between("inion.midline", "mastoid_post.right", 0.75));
  stroke(between("c1_posterior_tubercle.midline", "mastoid_post.right", 0.35), between("c1_posterior_tubercle.midline", "mastoid_post.right", 0.65));
  const Ids of_the_head = ranked(program->now());
  ASSERT_FALSE(of_the_head.empty()) << "the ranking is there after the first strokes";
  stroke(between("scap_superior_angle.right", "scap_spine_root.right", 0.5), between("scap_spine_root.right", "scap_border_mid.right", 0.6));
  const Program::Line painted = program->now();
  EXPECT_TRUE(shows_marks(painted));
  const Ids ranking = ranked(painted);
  ASSERT_GE(ranking.size(), 2U);
  EXPECT_NE(ranking, of_the_head) << "it follows the paint";
  EXPECT_EQ(ranking[0], "multifidus_cervicis_mid");

  click("match.0");
  ASSERT_TRUE(shows({ranking[0]})) << program->now()["view"]["heat"].dump();
  EXPECT_EQ(touches(program->now()), touches(painted)) << "the paint is kept";
  EXPECT_EQ(program->now()["view"]["heat"]["patterns"][0]["side"], "right");
  settle(); // a slow frame knows the Shift key of its end only
  const auto second = program->widget("match.1");
  ASSERT_TRUE(second);
  desktop->shift_click(second->first, second->second);
  ASSERT_TRUE(shows({ranking[0], ranking[1]}));
  settle();
  click("pain.side_by_side");
  ASSERT_TRUE(has("cell.1")) << "a body each";
  ASSERT_TRUE(has("compare_table")) << "and what tells them apart";
  settle();
  click("match.0");
  ASSERT_TRUE(shows({ranking[0]}));
  settle();
  play_first_move();
  const auto written = capture::read_png(picture);
  ASSERT_TRUE(written) << written.error().line();
  EXPECT_EQ(moved["view"]["heat"]["patterns"][0]["id"], ranking[0]);
  EXPECT_EQ(program->now()["validation_messages"], 0) << program->log();
}
#endif

} // namespace
} // namespace myo::tests
