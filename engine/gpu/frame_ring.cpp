#include "gpu/frame_ring.h"

#include <array>

namespace myo::gpu {
namespace {

constexpr std::uint64_t ring_block_bytes = 4ULL << 20;
constexpr std::uint64_t kept_block_bytes = 16ULL << 20; // larger ones are one-off uploads
constexpr VkBufferUsageFlags any_use = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
                                       VK_BUFFER_USAGE_VERTEX_BUFFER_BIT | VK_BUFFER_USAGE_INDEX_BUFFER_BIT |
                                       VK_BUFFER_USAGE_TRANSFER_SRC_BIT;

} // namespace

Status Frame::create() {
  const VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, VK_COMMAND_POOL_CREATE_TRANSIENT_BIT, device_.queue_family()};
  MYO_CHECK(check(vkCreateCommandPool(device_.handle(), &pool, nullptr, &pool_), "make room for commands"));
  const VkCommandBufferAllocateInfo commands{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, pool_, VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
  MYO_CHECK(check(vkAllocateCommandBuffers(device_.handle(), &commands, &commands_), "make room for commands"));
  if (device_.limits().timestampComputeAndGraphics == VK_FALSE) return {};
  const VkQueryPoolCreateInfo queries{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO, nullptr, 0, VK_QUERY_TYPE_TIMESTAMP, max_timings * 2, 0};
  return check(vkCreateQueryPool(device_.handle(), &queries, nullptr, &queries_), "make timestamps");
}

Frame::~Frame() {
  vkDestroyQueryPool(device_.handle(), queries_, nullptr);
  for (const VkDescriptorPool pool : descriptor_pools_) vkDestroyDescriptorPool(device_.handle(), pool, nullptr);
  vkDestroyCommandPool(device_.handle(), pool_, nullptr);
}

Status Frame::restart(std::uint64_t number) {
  number_ = number;
  timed_.clear();
  std::erase_if(blocks_, [](const Buffer &block) { return block.size() > kept_block_bytes; });
  block_in_use_ = 0;
  block_used_ = 0;
  for (const VkDescriptorPool pool : descriptor_pools_) vkResetDescriptorPool(device_.handle(), pool, 0);
  pool_in_use_ = 0;
  MYO_CHECK(check(vkResetCommandPool(device_.handle(), pool_, 0), "start a frame"));
  const VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO, nullptr, VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT, nullptr};
  MYO_CHECK(check(vkBeginCommandBuffer(commands_, &begin), "start a frame"));
  if (queries_ != VK_NULL_HANDLE) vkCmdResetQueryPool(commands_, queries_, 0, max_timings * 2);
  return {};
}

Result<Slice> Frame::take(std::uint64_t size, std::uint64_t alignment) {
  const auto &limits = device_.limits();
  alignment = std::max({alignment, limits.minUniformBufferOffsetAlignment, limits.minStorageBufferOffsetAlignment});
  for (; block_in_use_ < blocks_.size(); ++block_in_use_, block_used_ = 0) {
    const std::uint64_t start = (block_used_ + alignment - 1) / alignment * alignment;
    const Buffer &block = blocks_[block_in_use_];
    if (start + size > block.size()) continue;
    block_used_ = start + size;
    return Slice{block.handle(), start, size, block.mapped().data() + start};
  }
  auto block = Buffer::create(device_, std::max(size, ring_block_bytes), any_use, MemoryUse::upload);
  MYO_TRY(block);
  blocks_.push_back(std::move(*block));
  block_in_use_ = blocks_.size() - 1;
  block_used_ = size;
  return Slice{blocks_.back().handle(), 0, size, blocks_.back().mapped().data()};
}

Result<VkDescriptorSet> Frame::allocate(VkDescriptorSetLayout layout) {
  for (;;) {
    if (pool_in_use_ == descriptor_pools_.size()) {
      const std::array sizes{VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 256},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1024},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 512},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, 64}};
      const VkDescriptorPoolCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO, nullptr, 0, 256,
                                            static_cast<std::uint32_t>(sizes.size()), sizes.data()};
      VkDescriptorPool pool = VK_NULL_HANDLE;
      MYO_CHECK(check(vkCreateDescriptorPool(device_.handle(), &info, nullptr, &pool), "make room for descriptors"));
      descriptor_pools_.push_back(pool);
    }
    const VkDescriptorSetAllocateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO, nullptr, descriptor_pools_[pool_in_use_], 1, &layout};
    VkDescriptorSet set = VK_NULL_HANDLE;
    const VkResult result = vkAllocateDescriptorSets(device_.handle(), &info, &set);
    if (result == VK_SUCCESS) return set;
    if (result != VK_ERROR_OUT_OF_POOL_MEMORY && result != VK_ERROR_FRAGMENTED_POOL)
      return fail(check(result, "make a descriptor set").error());
    ++pool_in_use_;
  }
}

Result<VkDescriptorSet> Frame::bindings(const Pipeline &pipeline, std::span<const Binding> list) {
  const auto set = allocate(pipeline.set_layout());
  MYO_TRY(set);
  std::vector<VkWriteDescriptorSet> writes;
  std::vector<VkDescriptorBufferInfo> buffers(list.size());
  std::vector<VkDescriptorImageInfo> images(list.size());
  for (const ReflectedBinding &wanted : pipeline.bindings()) {
    bool given = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, nullptr, *set, wanted.binding, 0, 1, wanted.type};
      if (const auto *buffer = std::get_if<BufferBinding>(&list[i]); buffer != nullptr && buffer->binding == wanted.binding) {
        buffers[i] = {buffer->buffer, buffer->offset, buffer->size};
        write.pBufferInfo = &buffers[i];
      } else if (const auto *image = std::get_if<ImageBinding>(&list[i]); image != nullptr && image->binding == wanted.binding) {
        const bool storage = wanted.type == VK_DESCRIPTOR_TYPE_STORAGE_IMAGE;
        images[i] = {image->sampler, image->view, storage ? VK_IMAGE_LAYOUT_GENERAL : VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
        write.pImageInfo = &images[i];
      } else {
        continue;
      }
      writes.push_back(write);
      given = true;
    }
    if (!given) return machine_fault(fmt::format("a shader's binding {} was given nothing", wanted.binding));
  }
  vkUpdateDescriptorSets(device_.handle(), static_cast<std::uint32_t>(writes.size()), writes.data(), 0, nullptr);
  return *set;
}

Status Frame::bind(const Pipeline &pipeline, std::initializer_list<Binding> list) {
  const auto set = bindings(pipeline, {list.begin(), list.size()});
  MYO_TRY(set);
  pipeline.bind(commands_);
  pipeline.bind_set(commands_, *set);
  return {};
}

void Frame::start_timing(std::string_view pass) {
  if (queries_ == VK_NULL_HANDLE || timed_.size() >= max_timings) return;
  timed_.emplace_back(pass);
  vkCmdWriteTimestamp2(commands_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, queries_, static_cast<std::uint32_t>(timed_.size() - 1) * 2);
}

void Frame::stop_timing() {
  if (queries_ == VK_NULL_HANDLE || timed_.empty()) return;
  vkCmdWriteTimestamp2(commands_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, queries_, static_cast<std::uint32_t>(timed_.size() - 1) * 2 + 1);
}

std::vector<PassTime> Frame::times() {
  std::vector<PassTime> out;
  if (timed_.empty()) return out;
  std::vector<std::uint64_t> ticks(timed_.size() * 2);
  if (vkGetQueryPoolResults(device_.handle(), queries_, 0, static_cast<std::uint32_t>(ticks.size()), ticks.size() * 8, ticks.data(), 8,
                            VK_QUERY_RESULT_64_BIT) != VK_SUCCESS)
    return out;
  for (std::size_t i = 0; i < timed_.size(); ++i)
    out.push_back({timed_[i], static_cast<double>(ticks[i * 2 + 1] - ticks[i * 2]) * static_cast<double>(device_.limits().timestampPeriod) * 1e-6});
  return out;
}

Result<std::unique_ptr<FrameRing>> FrameRing::create(Device &device, std::uint32_t in_flight) {
  std::unique_ptr<FrameRing> self(new FrameRing(device));
  const VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO, nullptr, VK_SEMAPHORE_TYPE_TIMELINE, 0};
  const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type, 0};
  MYO_CHECK(check(vkCreateSemaphore(device.handle(), &info, nullptr, &self->timeline_), "make the frame counter"));
  for (std::uint32_t i = 0; i < in_flight; ++i) {
    self->frames_.push_back(std::make_unique<Frame>(device));
    MYO_CHECK(self->frames_.back()->create());
  }
  device.bin().start_frame(1);
  return self;
}

FrameRing::~FrameRing() {
  vkDeviceWaitIdle(device_.handle());
  frames_.clear();
  vkDestroySemaphore(device_.handle(), timeline_, nullptr);
}

std::uint64_t FrameRing::completed() const {
  std::uint64_t value = 0;
  vkGetSemaphoreCounterValue(device_.handle(), timeline_, &value);
  return value;
}

Status FrameRing::wait(std::uint64_t frame) {
  const VkSemaphoreWaitInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO, nullptr, 0, 1, &timeline_, &frame};
  return check(vkWaitSemaphores(device_.handle(), &info, ~0ULL), "wait for a frame");
}

Result<Frame *> FrameRing::begin() {
  Frame &frame = *frames_[next_ % frames_.size()];
  if (frame.number_ != 0 && frame.number_ <= submitted_) { // else it was given up half-way, and the GPU never saw it
    MYO_CHECK(wait(frame.number_));
    last_times_ = frame.times();
  }
  device_.bin().collect(completed());
  device_.bin().start_frame(next_);
  MYO_CHECK(frame.restart(next_));
  return &frame;
}

Status FrameRing::submit(Frame &frame, VkSemaphore wait_for, VkSemaphore signal) {
  MYO_CHECK(check(vkEndCommandBuffer(frame.commands_), "end a frame"));
  const VkCommandBufferSubmitInfo commands{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO, nullptr, frame.commands_, 0};
  const VkSemaphoreSubmitInfo waits{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, wait_for, 0, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, 0};
  const std::array signals{
      VkSemaphoreSubmitInfo{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, timeline_, frame.number_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0},
      VkSemaphoreSubmitInfo{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, signal, 0, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0}};
  const VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2, nullptr, 0, wait_for != VK_NULL_HANDLE ? 1U : 0U, &waits, 1, &commands,
                           signal != VK_NULL_HANDLE ? 2U : 1U, signals.data()};
  MYO_CHECK(check(vkQueueSubmit2(device_.queue(), 1, &info, VK_NULL_HANDLE), "hand a frame to the graphics device"));
  submitted_ = frame.number_;
  next_ = submitted_ + 1;
  return {};
}

Status FrameRing::finish() {
  if (submitted_ != 0) MYO_CHECK(wait(submitted_));
  device_.bin().collect(submitted_);
  return {};
}

std::vector<PassTime> FrameRing::times(const Frame &frame) {
  for (const auto &slot : frames_)
    if (slot.get() == &frame) return slot->times();
  return {};
}

} // namespace myo::gpu
