#include "frame/cells.h"

#include <gtest/gtest.h>

namespace myo::frame {
namespace {

void fit(const std::vector<Box> &cells, const Box &room) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    EXPECT_EQ(cells[i].size(), cells[0].size());
    EXPECT_EQ(cells[i].low, glm::floor(cells[i].low)) << "whole pixels";
    EXPECT_TRUE(cells[i].low.x >= room.low.x && cells[i].low.y >= room.low.y && cells[i].high.x <= room.high.x && cells[i].high.y <= room.high.y) << i;
    for (std::size_t k = 0; k < i; ++k) EXPECT_TRUE(overlap(cells[i], cells[k]).empty()) << i << ' ' << k;
  }
}

TEST(Cells, StandBesideEachOtherInAWideRoomAndBelowInATallOne) {
  const Box wide{{260, 50}, {1180, 720}}, tall{{0, 0}, {1080, 1350}};
  for (std::size_t count = 1; count <= 4; ++count) {
    const auto in_wide = cells_of(wide, count, 2), in_tall = cells_of(tall, count, 5);
    ASSERT_EQ(in_wide.size(), count);
    ASSERT_EQ(in_tall.size(), count);
    fit(in_wide, wide), fit(in_tall, tall);
  }
  EXPECT_EQ(cells_of(wide, 2, 2)[0].low.y, cells_of(wide, 2, 2)[1].low.y);
  const auto four = cells_of(tall, 4, 5);
  EXPECT_EQ(four[0].low.y, four[1].low.y);
  EXPECT_LT(four[0].low.y, four[2].low.y) << "two by two";
}

TEST(Cells, AreNoneWithoutRoom) {
  EXPECT_TRUE(cells_of({{0, 0}, {3, 3}}, 4, 2).empty());
  EXPECT_TRUE(cells_of({{10, 10}, {5, 5}}, 2, 2).empty());
  EXPECT_TRUE(cells_of({{0, 0}, {100, 100}}, 0, 2).empty());
}

} // namespace
} // namespace myo::frame
