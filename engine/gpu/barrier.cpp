#include "gpu/barrier.h"

namespace myo::gpu {

UseRules rules(Use use) {
  switch (use) {
  case Use::nothing: return {VK_PIPELINE_STAGE_2_NONE, 0, 0, VK_IMAGE_LAYOUT_UNDEFINED};
  case Use::colour_target: // resolves, of depth too, happen in this stage with these accesses
    return {VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT,
            VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL};
  case Use::depth_target:
    return {VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT |
                VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
            VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT,
            VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT,
            VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL};
  case Use::sampled:
    return {VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT | VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_SAMPLED_READ_BIT,
            0, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
  case Use::compute_read:
    return {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_STORAGE_READ_BIT, 0, VK_IMAGE_LAYOUT_GENERAL};
  case Use::compute_write:
    return {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_STORAGE_READ_BIT, VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT,
            VK_IMAGE_LAYOUT_GENERAL};
  case Use::vertex_read:
    return {VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT | VK_PIPELINE_STAGE_2_INDEX_INPUT_BIT,
            VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT | VK_ACCESS_2_INDEX_READ_BIT, 0, VK_IMAGE_LAYOUT_UNDEFINED};
  case Use::shader_read:
    return {VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT | VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT | VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
            VK_ACCESS_2_UNIFORM_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_READ_BIT, 0, VK_IMAGE_LAYOUT_GENERAL};
  case Use::copy_from:
    return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_READ_BIT, 0, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL};
  case Use::copy_to:
    return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, 0, VK_ACCESS_2_TRANSFER_WRITE_BIT, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL};
  case Use::cpu_read: return {VK_PIPELINE_STAGE_2_HOST_BIT, VK_ACCESS_2_HOST_READ_BIT, 0, VK_IMAGE_LAYOUT_GENERAL};
  case Use::present: // the present engine waits on a semaphore; the stage chains the layout change to it
    return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, 0, 0, VK_IMAGE_LAYOUT_PRESENT_SRC_KHR};
  }
  return {};
}

Barrier barrier_between(Use before, Use after, bool is_image, bool discard) {
  const UseRules from = rules(before), to = rules(after);
  Barrier out;
  out.source_stages = from.stages;
  out.source_access = from.writes; // reads need an execution dependency only
  out.target_stages = to.stages;
  out.target_access = to.reads | to.writes;
  out.old_layout = discard ? VK_IMAGE_LAYOUT_UNDEFINED : from.layout;
  out.new_layout = to.layout;
  const bool moves = is_image && out.old_layout != out.new_layout;
  const bool hazard = from.writes != 0 || to.writes != 0;
  out.needed = moves || (hazard && before != Use::nothing);
  return out;
}

void record_buffer_barrier(VkCommandBuffer commands, Use before, Use after) {
  const Barrier barrier = barrier_between(before, after, false);
  if (!barrier.needed) return;
  const VkMemoryBarrier2 memory{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2, nullptr, barrier.source_stages, barrier.source_access,
                                barrier.target_stages, barrier.target_access};
  const VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO, nullptr, 0, 1, &memory};
  vkCmdPipelineBarrier2(commands, &info);
}

} // namespace myo::gpu
