// The decisions that the synchronization layer cannot check: it does not see attachments of dynamic rendering.
#include "gpu/barrier.h"

#include <gtest/gtest.h>

namespace myo::gpu {
namespace {

TEST(Barrier, LetsATargetBeSampledOnlyAfterItIsWritten) {
  const Barrier b = barrier_between(Use::colour_target, Use::sampled, true);
  EXPECT_TRUE(b.needed);
  EXPECT_EQ(b.source_stages, VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT);
  EXPECT_EQ(b.source_access, VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT);
  EXPECT_NE(b.target_stages & VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, 0U);
  EXPECT_NE(b.target_access & VK_ACCESS_2_SHADER_SAMPLED_READ_BIT, 0U);
  EXPECT_EQ(b.old_layout, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
  EXPECT_EQ(b.new_layout, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
}

TEST(Barrier, OrdersTwoScopesOnTheSameTarget) {
  for (const Use use : {Use::colour_target, Use::depth_target}) {
    const Barrier b = barrier_between(use, use, true);
    EXPECT_TRUE(b.needed) << "the second scope loads and writes what the first one wrote";
    EXPECT_EQ(b.old_layout, b.new_layout);
    EXPECT_EQ(b.source_access, rules(use).writes);
    EXPECT_EQ(b.target_access, rules(use).reads | rules(use).writes);
    EXPECT_NE(rules(use).reads, 0U);
    EXPECT_NE(rules(use).writes, 0U);
  }
}

TEST(Barrier, CoversDepthResolvesWhichHappenInTheColourStage) {
  const UseRules depth = rules(Use::depth_target);
  EXPECT_NE(depth.stages & VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT, 0U);
  EXPECT_NE(depth.stages & VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT, 0U);
  EXPECT_NE(depth.stages & VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, 0U);
  EXPECT_NE(depth.writes & VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT, 0U);
}

TEST(Barrier, KeepsTheWaitWhenContentsAreDiscarded) {
  const Barrier b = barrier_between(Use::sampled, Use::colour_target, true, true);
  EXPECT_TRUE(b.needed);
  EXPECT_EQ(b.old_layout, VK_IMAGE_LAYOUT_UNDEFINED);
  EXPECT_NE(b.source_stages & VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, 0U) << "readers of the last frame may still run";
}

TEST(Barrier, IsNotNeededBetweenTwoReads) {
  EXPECT_FALSE(barrier_between(Use::sampled, Use::sampled, true).needed);
  EXPECT_FALSE(barrier_between(Use::vertex_read, Use::vertex_read, false).needed);
  EXPECT_FALSE(barrier_between(Use::vertex_read, Use::copy_from, false).needed);
  EXPECT_TRUE(barrier_between(Use::sampled, Use::copy_from, true).needed) << "the layout changes";
}

TEST(Barrier, WaitsForReadersBeforeWriting) {
  const Barrier b = barrier_between(Use::vertex_read, Use::compute_write, false);
  EXPECT_TRUE(b.needed);
  EXPECT_NE(b.source_stages & VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT, 0U);
  EXPECT_EQ(b.source_access, 0U) << "reads leave nothing to make visible";
  EXPECT_NE(b.target_access & VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT, 0U);
}

TEST(Barrier, ShowsSkinnedVerticesToTheirReaders) {
  const Barrier b = barrier_between(Use::compute_write, Use::vertex_read, false);
  EXPECT_TRUE(b.needed);
  EXPECT_EQ(b.source_access, VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT);
  EXPECT_NE(b.target_stages & VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT, 0U);
  EXPECT_NE(b.target_stages & VK_PIPELINE_STAGE_2_INDEX_INPUT_BIT, 0U);
}

TEST(Barrier, MakesCopiesVisibleToTheCpu) {
  const Barrier b = barrier_between(Use::copy_to, Use::cpu_read, false);
  EXPECT_TRUE(b.needed);
  EXPECT_EQ(b.target_stages, VK_PIPELINE_STAGE_2_HOST_BIT);
  EXPECT_EQ(b.target_access, VK_ACCESS_2_HOST_READ_BIT);
}

TEST(Barrier, HandsAPictureToTheWindow) {
  const Barrier b = barrier_between(Use::copy_to, Use::present, true);
  EXPECT_TRUE(b.needed);
  EXPECT_EQ(b.new_layout, VK_IMAGE_LAYOUT_PRESENT_SRC_KHR);
  EXPECT_EQ(b.target_access, 0U);
  // The frame waits for the acquired image in the copy stage, and so must the first layout change.
  EXPECT_EQ(barrier_between(Use::present, Use::copy_to, true, true).source_stages, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT);
}

TEST(Barrier, ChangesTheLayoutOfAFreshImage) {
  const Barrier b = barrier_between(Use::nothing, Use::compute_write, true);
  EXPECT_TRUE(b.needed);
  EXPECT_EQ(b.old_layout, VK_IMAGE_LAYOUT_UNDEFINED);
  EXPECT_EQ(b.new_layout, VK_IMAGE_LAYOUT_GENERAL);
  EXPECT_FALSE(barrier_between(Use::nothing, Use::compute_write, false).needed);
}

} // namespace
} // namespace myo::gpu
