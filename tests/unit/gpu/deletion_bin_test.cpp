#include "gpu/deletion_bin.h"

#include <gtest/gtest.h>

#include <vector>

namespace myo::gpu {
namespace {

TEST(DeletionBin, DestroysInOrderOnceTheFrameHasCompleted) {
  std::vector<int> destroyed;
  DeletionBin bin;
  bin.start_frame(4);
  bin.add([&] { destroyed.push_back(1); });
  bin.add([&] { destroyed.push_back(2); });
  bin.start_frame(5);
  bin.add([&] { destroyed.push_back(3); });
  bin.collect(3);
  EXPECT_TRUE(destroyed.empty());
  bin.collect(4);
  EXPECT_EQ(destroyed, (std::vector{1, 2}));
  bin.collect(4);
  EXPECT_EQ(bin.waiting(), 1U);
  bin.collect(9);
  EXPECT_EQ(destroyed, (std::vector{1, 2, 3}));
}

TEST(DeletionBin, TakesWhatIsThrownAwayWhileDestroying) {
  int destroyed = 0;
  DeletionBin bin;
  bin.add([&] { bin.add([&] { ++destroyed; }); });
  bin.collect_all();
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(bin.waiting(), 0U);
}

} // namespace
} // namespace myo::gpu
