// Pictures of the tiny body against references: two numbers for colours, ids exactly. Every feature that a picture is
// there to guard has a twin without it that must not pass.
#include "scene_kit.h"

#include "capture/compare.h"
#include "capture/png.h"
#include "render/renderer.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace myo::golden {
namespace {
namespace fs = std::filesystem;

// Another driver or compiler may round an edge's pixels differently; a missing feature changes far more.
constexpr int allowed_channel = 10;
constexpr double allowed_share = 0.002;
constexpr int allowed_largest = 140;

using Commands = std::vector<scene::Command>;

struct Case { std::string name; Commands commands; uvec2 size{480, 400}; };

Case opening_case() { return {"opening", {}, {400, 500}}; }
Case muscle_case() {
  return {"muscle_dark",
          {scene::SetPattern{}, scene::Select{{"trapezius_descending"}},
           scene::SetView{"180,0"}, scene::SetBackground{scene::Background::studio_dark}},
          {480, 400}};
}
Case side_case() {
  return {"lateral_white", {scene::SetView{"250,12"}, scene::SetBackground{scene::Background::white}}, {480, 360}};
}

// As the references were.
bool drawn_in_software() {
  const auto renderer = render::Renderer::create({});
  return renderer && (*renderer)->device().type == "cpu";
}

bool recording() { return std::getenv("MYOSCOPE_RECORD_GOLDEN") != nullptr; }
fs::path reference(const std::string &name, const char *ending) { return fs::path(MYO_GOLDEN_FOLDER) / (name + ending); }

class Golden : public testing::Test {
protected:
  static void SetUpTestSuite() { workbench = tiny_workbench(); }
  static void TearDownTestSuite() { workbench.reset(); }

  Shot shot_of(const Case &c) {
    auto shot = shoot(*workbench, c.commands, c.size);
    if (!shot) throw std::runtime_error(shot.error().line());
    return std::move(*shot);
  }

  void matches(const Case &c) {
    const Shot shot = shot_of(c);
    if (recording()) {
      ASSERT_TRUE(capture::write_png(reference(c.name, ".png"), shot.picture, {}));
      ASSERT_TRUE(capture::write_ids(reference(c.name, ".ids.png"), shot.ids));
      return;
    }
    const auto colours = capture::read_png(reference(c.name, ".png"));
    const auto ids = capture::read_ids(reference(c.name, ".ids.png"));
    ASSERT_TRUE(colours && ids) << "MISSING: run tests/golden/record";
    const auto difference = capture::compare(colours->picture, shot.picture, allowed_channel);
    ASSERT_TRUE(difference);
    const auto where = fs::temp_directory_path() / ("myoscope-" + c.name + ".difference.png");
    const bool same = difference->share <= allowed_share && difference->largest <= allowed_largest;
    if (!same) {
      (void)capture::write_png(where, capture::difference_picture(colours->picture, shot.picture, allowed_channel), {});
      (void)capture::write_png(fs::temp_directory_path() / ("myoscope-" + c.name + ".now.png"), shot.picture, {});
    }
    EXPECT_TRUE(same) << "largest " << difference->largest << ", share " << difference->share << ", see " << where;
    const auto id_difference = capture::compare(*ids, shot.ids);
    ASSERT_TRUE(id_difference);
    // Where an edge runs through the middle of a pixel, another device may decide the other way: 4 of 192,000 on an H100.
    const std::size_t allowed = drawn_in_software() ? 0 : shot.ids.ids.size() / 10'000;
    EXPECT_LE(id_difference->pixels, allowed) << "first at " << id_difference->first_x << "," << id_difference->first_y;
  }

  // The same case with one feature off must fail against the same reference.
  void differs(Case c, const Commands &without) {
    if (recording()) GTEST_SKIP();
    // The camera is composed before the feature goes, so that only the feature tells them apart.
    c.commands.insert(c.commands.end(), without.begin(), without.end());
    const Shot shot = shot_of(c);
    const auto colours = capture::read_png(reference(c.name, ".png"));
    ASSERT_TRUE(colours) << "MISSING: run tests/golden/record";
    const auto difference = capture::compare(colours->picture, shot.picture, allowed_channel);
    ASSERT_TRUE(difference);
    EXPECT_GT(difference->share, 2 * allowed_share);
  }

  static std::unique_ptr<app::Workbench> workbench;
};
std::unique_ptr<app::Workbench> Golden::workbench;

TEST_F(Golden, Opening) { matches(opening_case()); }
TEST_F(Golden, Muscle) { matches(muscle_case()); }
TEST_F(Golden, Lateral) { matches(side_case()); }

TEST_F(Golden, OpeningFailsWithoutHeat) { differs(opening_case(), {scene::ShowHeat{scene::Set::off}}); }
TEST_F(Golden, OpeningFailsWithoutText) { differs(opening_case(), {scene::SetPicture{{false, false, false, false}}}); }
TEST_F(Golden, OpeningFailsWithoutItsGhosts) {
  differs(opening_case(), {scene::SetLayer{"skin", scene::LayerState::hidden}});
}
TEST_F(Golden, MuscleFailsWithoutAttachments) { differs(muscle_case(), {scene::ShowAttachments{scene::Set::off}}); }
TEST_F(Golden, MuscleFailsUnselected) { differs(muscle_case(), {scene::Select{{}}}); }
TEST_F(Golden, LateralFailsOnTheOtherSide) { differs(side_case(), {scene::SetSides{heat::Sides::left}}); }

TEST_F(Golden, SameRequestSamePixels) {
  const Case c = side_case();
  const Shot a = shot_of(c), b = shot_of(c);
  EXPECT_EQ(a.picture.rgba, b.picture.rgba);
  EXPECT_EQ(a.ids.ids, b.ids.ids);
}

} // namespace
} // namespace myo::golden
