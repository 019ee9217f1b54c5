// What muscles of our own body do at their joints, held against what is said and published of them.
#include "inspect/action_trial.h"
#include "inspect/arm_trial.h"
#include "rig/rig.h"
#include "whole.h"

#include <algorithm>

namespace myo {
namespace {

TEST_F(Body, MusclesShortenInTheirActions) {
  const rig::Rig rig = rig::Rig::build(whole().body, whole().library).value();
  const auto actions = inspect::try_actions(whole().library, rig);
  EXPECT_EQ(actions.size(), 342U) << "a pair is left out by nobody";
  std::string missed;
  for (const inspect::ActionOutcome &a : actions)
    if (!a.shortens()) missed += fmt::format("{} {} {} {:+.2f} mm\n", a.muscle, anatomy::to_string(a.side), a.action, a.change_mm);
  const auto good = std::ranges::count_if(actions, &inspect::ActionOutcome::shortens);
  EXPECT_GE(static_cast<double>(good), 0.95 * static_cast<double>(actions.size())) << missed;
  EXPECT_TRUE(std::ranges::any_of(actions, [](const auto &a) { return a.part == "anterior"; }));
  EXPECT_TRUE(std::ranges::any_of(actions, [](const auto &a) { return a.from == "knee.flexion=90"; }));
}

TEST_F(Body, MomentArmsAgreeWithPublishedOnes) {
  const rig::Rig rig = rig::Rig::build(whole().body, whole().library).value();
  const auto arms = inspect::try_arms(whole().library, rig);
  ASSERT_EQ(arms.size(), whole().library.published_arms.size()) << "each names a muscle of ours";
  ASSERT_GE(arms.size(), 50U);
  std::string other, far;
  std::size_t with_figure = 0, near = 0;
  for (const inspect::ArmOutcome &a : arms) {
    const std::string line = fmt::format("{} {} {}: {:.1f} to {:.1f}, ours {:.1f} mm\n", a.published->muscle, a.published->part, a.published->action,
                                         a.published->low_mm, a.published->high_mm, a.ours_mm);
    if (!a.same_sign()) other += line;
    if (a.published->sign_only) continue;
    ++with_figure, near += a.off_mm() <= 10;
    if (a.off_mm() > 10) far += line;
  }
  EXPECT_TRUE(other.empty()) << other;
  EXPECT_GE(near, 2 * with_figure / 3) << far;
}

} // namespace
} // namespace myo
