#include "frame/badges.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::frame {
namespace {

constexpr float radius = 8;
constexpr vec2 picture{640, 480};

std::vector<Badge> place(const std::vector<Anchor> &anchors, const std::vector<vec2> &crosses = {}) {
  return place_badges(anchors, crosses, radius, picture);
}

TEST(Badges, StandOnTheirAttachmentsWhereThereIsRoom) {
  const auto badges = place({{{100, 100}, true}, {{200, 100}, false}, {{100, 200}, true}});
  ASSERT_EQ(badges.size(), 3U);
  for (const Badge &b : badges) EXPECT_EQ(b.at_px, b.anchor_px);
}

TEST(Badges, OfOneRoleThatWouldTouchBecomeOneOnAnAttachment) {
  // Six origins in a column, as on the articular processes of the neck.
  std::vector<Anchor> anchors;
  for (int i = 0; i < 6; ++i) anchors.push_back({{100, 100 + 9 * i}, true, true, 30});
  const auto badges = place(anchors);
  EXPECT_GE(badges.size(), 2U);
  EXPECT_LE(badges.size(), 3U);
  for (const Badge &b : badges)
    EXPECT_TRUE(std::ranges::any_of(anchors, [&](const Anchor &a) { return a.at_px == b.anchor_px; }));
}

TEST(Badges, NeverLieOverOneAnotherNorOverACross) {
  // Two columns an arm's breadth of a letter apart, and an X between them.
  std::vector<Anchor> anchors;
  for (int i = 0; i < 5; ++i) anchors.push_back({{300, 200 + 14 * i}, true, true, 40}), anchors.push_back({{312, 195 + 14 * i}, false, true, 20});
  const std::vector<vec2> crosses{{306, 215}};
  const auto badges = place(anchors, crosses);
  ASSERT_GE(badges.size(), 3U);
  EXPECT_TRUE(std::ranges::any_of(badges, &Badge::origin));
  EXPECT_FALSE(std::ranges::all_of(badges, &Badge::origin));
  for (std::size_t i = 0; i < badges.size(); ++i) {
    for (std::size_t j = i + 1; j < badges.size(); ++j) EXPECT_GE(glm::distance(badges[i].at_px, badges[j].at_px), 1.9F * radius);
    EXPECT_GE(glm::distance(badges[i].at_px, crosses[0]), 1.9F * radius);
    EXPECT_LE(glm::distance(badges[i].at_px, badges[i].anchor_px), 3.3F * radius);
  }
}

TEST(Badges, OfARoleThatCannotBeSeenIsOneAndHollow) {
  const auto badges = place({{{100, 100}, true}, {{200, 100}, false, false, 10}, {{300, 100}, false, false, 90}});
  ASSERT_EQ(badges.size(), 2U);
  const Badge &hidden = *std::ranges::find(badges, false, &Badge::origin);
  EXPECT_TRUE(hidden.hollow);
  EXPECT_EQ(hidden.anchor_px, vec2(300, 100)) << "the larger one";
  const auto seen = place({{{200, 100}, false, false, 10}, {{300, 100}, false, true, 1}});
  ASSERT_EQ(seen.size(), 1U) << "what is hidden needs no letter where its like is seen";
  EXPECT_FALSE(seen[0].hollow);
}

TEST(Badges, KeepWithinThePicture) {
  EXPECT_TRUE(place({{{3, 100}, true}, {{639, 100}, false}, {{300, -20}, true}}).empty());
}

} // namespace
} // namespace myo::frame
