// What a command changes is in the very next picture: it equals the first picture of a line that was told so before.
#include "frame.h"
#include "scene_kit.h"

#include <gtest/gtest.h>

namespace myo::golden {
namespace {

using Commands = std::vector<scene::Command>;

class SameFrame : public testing::Test {
protected:
  void SetUp() override {
    workbench_ = tiny_workbench();
    auto renderer = render::Renderer::create({.validation = true});
    ASSERT_TRUE(renderer) << renderer.error().line();
    renderer_ = std::move(*renderer);
  }
  // The pictures of one line, one for each step.
  std::vector<std::vector<std::uint8_t>> pictures(const std::vector<Commands> &steps) {
    std::vector<std::vector<std::uint8_t>> out;
    auto line = app::FrameLine::open(*workbench_, scene::opening_scene(workbench_->context()));
    EXPECT_TRUE(line) << line.error().line();
    if (!line) return out;
    for (const Commands &commands : steps) {
      app::FrameInput input;
      input.commands = commands;
      input.size_px = {320, 240};
      input.samples = 1;
      input.capture.colour = true;
      auto answer = line->run(*renderer_, input);
      EXPECT_TRUE(answer) << answer.error().line();
      if (!answer) return out;
      out.push_back(std::move(answer->colour));
    }
    return out;
  }
  void changes_at_once(const Commands &before, const scene::Command &change, const char *what) {
    Commands all = before;
    all.push_back(change);
    const auto live = pictures({before, {change}}), fresh = pictures({all});
    ASSERT_EQ(live.size(), 2U);
    ASSERT_EQ(fresh.size(), 1U);
    EXPECT_NE(live[0], live[1]) << what << " changes nothing";
    EXPECT_EQ(live[1], fresh[0]) << what << " is not wholly there in the next picture";
  }

  std::unique_ptr<app::Workbench> workbench_;
  std::unique_ptr<render::Renderer> renderer_;
};

TEST_F(SameFrame, ShowsAnotherPattern) { changes_at_once({}, scene::SetPattern{{"trapezius_tp1"}}, "the pattern"); }
TEST_F(SameFrame, ShowsTheOtherSide) { changes_at_once({}, scene::SetSides{heat::Sides::left}, "the side"); }
TEST_F(SameFrame, ShowsTheStrength) { changes_at_once({}, scene::SetStrength{0.4F}, "the strength"); }
TEST_F(SameFrame, ShowsThePose) { changes_at_once({}, scene::SetPose{"forward_head"}, "the pose"); }

} // namespace
} // namespace myo::golden
