#include "capture/compare.h"

#include <gtest/gtest.h>

namespace myo::capture {
namespace {

Picture grey(std::uint32_t width, std::uint32_t height) {
  return {width, height, std::vector<std::uint8_t>(std::size_t{width} * height * 4, 100)};
}

TEST(Compare, TellsTheLargestDifferenceAndTheShare) {
  const Picture a = grey(10, 10);
  Picture b = a;
  b.rgba[4 * 23 + 1] = 103; // within what is allowed
  b.rgba[4 * 57 + 2] = 140;
  b.rgba[4 * 58 + 3] = 90;
  const auto difference = compare(a, b, 4);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->largest, 40);
  EXPECT_DOUBLE_EQ(difference->share, 0.02);
  EXPECT_EQ(difference->first_x, 7U);
  EXPECT_EQ(difference->first_y, 5U);
  const Picture shown = difference_picture(a, b, 4);
  EXPECT_EQ(shown.rgba[4 * 57], 220);
  EXPECT_EQ(shown.rgba[4 * 23], shown.rgba[4 * 23 + 1]);
}

TEST(Compare, SameIsZeroAndSizesMustMatch) {
  const auto same = compare(grey(4, 4), grey(4, 4), 0);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->largest, 0);
  EXPECT_EQ(same->share, 0.0);
  EXPECT_FALSE(compare(grey(4, 4), grey(4, 5), 0));
}

TEST(Compare, IdsAreExact) {
  const IdPicture a{2, 2, {1, 2, 3, 4}}, b{2, 2, {1, 2, 9, 5}};
  const auto difference = compare(a, b);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pixels, 2U);
  EXPECT_EQ(difference->first_x, 0U);
  EXPECT_EQ(difference->first_y, 1U);
  EXPECT_EQ(difference->a, 3U);
  EXPECT_EQ(difference->b, 9U);
}

} // namespace
} // namespace myo::capture
