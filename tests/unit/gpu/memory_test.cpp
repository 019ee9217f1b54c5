#include "gpu/memory.h"

#include <gtest/gtest.h>

#include <random>

namespace myo::gpu {
namespace {

TEST(FreeList, TakesAlignedAndRefusesWhatDoesNotFit) {
  FreeList list(100);
  EXPECT_EQ(list.take(10, 1), 0U);
  EXPECT_EQ(list.take(10, 16), 16U);
  EXPECT_EQ(list.take(6, 1), 10U) << "the gap before the aligned piece is used";
  EXPECT_FALSE(list.take(80, 1));
  EXPECT_EQ(list.take(74, 1), 26U);
  EXPECT_FALSE(list.take(1, 1));
}

TEST(FreeList, MergesNeighboursOfWhatIsGivenBack) {
  FreeList list(30);
  const auto a = list.take(10, 1), b = list.take(10, 1), c = list.take(10, 1);
  list.give(*a, 10);
  list.give(*c, 10);
  EXPECT_FALSE(list.take(20, 1));
  list.give(*b, 10);
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.take(30, 1), 0U);
}

TEST(FreeList, NeverHandsOutTheSameBytesTwice) {
  std::mt19937 random(7);
  FreeList list(4096);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> taken;
  std::uint64_t used = 0;
  for (int step = 0; step < 20000; ++step) {
    if (random() % 2 == 0 || taken.empty()) {
      const std::uint64_t size = 1 + random() % 200, alignment = std::uint64_t{1} << random() % 7;
      const auto offset = list.take(size, alignment);
      if (!offset) continue;
      ASSERT_EQ(*offset % alignment, 0U);
      ASSERT_LE(*offset + size, 4096U);
      for (const auto &[o, s] : taken) ASSERT_TRUE(*offset + size <= o || o + s <= *offset);
      taken.emplace_back(*offset, size);
      used += size;
    } else {
      const std::size_t i = random() % taken.size();
      list.give(taken[i].first, taken[i].second);
      used -= taken[i].second;
      taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(i));
    }
    ASSERT_EQ(list.used(), used);
  }
  for (const auto &[o, s] : taken) list.give(o, s);
  EXPECT_TRUE(list.empty());
}

} // namespace
} // namespace myo::gpu
