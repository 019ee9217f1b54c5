// The one place that decides how one use of a resource waits for another. Layouts, stages and accesses come from this
// table alone, because the synchronization layer does not see attachments of dynamic rendering: what it cannot check,
// barrier_test checks.
#pragma once

#include "gpu/vulkan.h"

namespace myo::gpu {

// How the GPU (or the CPU) touches a resource between two barriers.
enum class Use {
  nothing,         // contents are worthless (a fresh resource, or one that will be cleared)
  colour_target,   // colour attachment: load, blend, store, resolve into
  depth_target,    // depth attachment: load, test, write, resolve into
  sampled,         // read through a sampler in fragment or compute shaders
  compute_read,    // storage buffer read
  compute_write,   // storage buffer or image read and written by compute
  vertex_read,     // vertex or index buffer
  shader_read,     // uniform or storage buffer read in any shader
  copy_from,
  copy_to,
  cpu_read,
  present,
};

struct UseRules {
  VkPipelineStageFlags2 stages = 0;
  VkAccessFlags2 reads = 0, writes = 0;
  VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
};
[[nodiscard]] UseRules rules(Use use);

struct Barrier {
  bool needed = false; // two reads in one layout need none
  VkPipelineStageFlags2 source_stages = 0, target_stages = 0;
  VkAccessFlags2 source_access = 0, target_access = 0;
  VkImageLayout old_layout = VK_IMAGE_LAYOUT_UNDEFINED, new_layout = VK_IMAGE_LAYOUT_UNDEFINED;
};

// `discard`: the old contents are not needed; the layout change may lose them, but the wait for earlier uses stays.
[[nodiscard]] Barrier barrier_between(Use before, Use after, bool is_image, bool discard = false);

// One global memory barrier for buffers.
void record_buffer_barrier(VkCommandBuffer commands, Use before, Use after);

} // namespace myo::gpu
