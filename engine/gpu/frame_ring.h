// Frames in flight: each slot owns its commands, its short-lived memory and descriptors, and its timestamps, and is used
// again only when the GPU has finished with it.
#pragma once

#include "gpu/buffer.h"
#include "gpu/image.h"
#include "gpu/pipeline.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace myo::gpu {

// A piece of host-visible memory that lives as long as its frame.
struct Slice {
  VkBuffer buffer = VK_NULL_HANDLE;
  std::uint64_t offset = 0, size = 0;
  std::byte *data = nullptr;
};

// What a shader's binding is given.
struct BufferBinding { std::uint32_t binding; VkBuffer buffer; std::uint64_t offset = 0, size = VK_WHOLE_SIZE; };
struct ImageBinding { std::uint32_t binding; VkImageView view; VkSampler sampler = VK_NULL_HANDLE; }; // no sampler: storage image
using Binding = std::variant<BufferBinding, ImageBinding>;

struct PassTime { std::string pass; double milliseconds = 0; };

class Frame {
public:
  explicit Frame(Device &device) : device_(device) {}
  ~Frame();
  Frame(const Frame &) = delete;
  Frame &operator=(const Frame &) = delete;

  [[nodiscard]] VkCommandBuffer commands() const { return commands_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }

  // Memory for uniforms, vertices and staging; usable in any shader or copy of this frame.
  [[nodiscard]] Result<Slice> take(std::uint64_t size, std::uint64_t alignment = 256);
  template <class T> [[nodiscard]] Result<Slice> store(std::span<const T> values) {
    auto slice = take(std::max<std::uint64_t>(values.size_bytes(), 4));
    if (slice && !values.empty()) std::memcpy(slice->data, values.data(), values.size_bytes());
    return slice;
  }

  // A descriptor set for `pipeline`; every binding of the shaders must be given.
  [[nodiscard]] Result<VkDescriptorSet> bindings(const Pipeline &pipeline, std::span<const Binding> list);
  Status bind(const Pipeline &pipeline, std::initializer_list<Binding> list); // pipeline and set

  void start_timing(std::string_view pass);
  void stop_timing();

private:
  friend class FrameRing;
  Status create();
  Status restart(std::uint64_t number);
  [[nodiscard]] std::vector<PassTime> times(); // of the run that has completed
  [[nodiscard]] Result<VkDescriptorSet> allocate(VkDescriptorSetLayout layout);

  static constexpr std::uint32_t max_timings = 64;
  Device &device_;
  std::uint64_t number_ = 0;
  VkCommandPool pool_ = VK_NULL_HANDLE;
  VkCommandBuffer commands_ = VK_NULL_HANDLE;
  VkQueryPool queries_ = VK_NULL_HANDLE;
  std::vector<std::string> timed_;
  std::vector<VkDescriptorPool> descriptor_pools_;
  std::size_t pool_in_use_ = 0;
  std::vector<Buffer> blocks_;
  std::size_t block_in_use_ = 0;
  std::uint64_t block_used_ = 0;
};

class FrameRing {
public:
  [[nodiscard]] static Result<std::unique_ptr<FrameRing>> create(Device &device, std::uint32_t in_flight = 2);
  ~FrameRing();
  FrameRing(const FrameRing &) = delete;
  FrameRing &operator=(const FrameRing &) = delete;

  // Waits for the oldest frame, empties the bin of what it used and starts recording.
  [[nodiscard]] Result<Frame *> begin();
  // Ends recording and submits. `wait` (for copies onto a swapchain's image) and `signal` may be null.
  Status submit(Frame &frame, VkSemaphore wait = VK_NULL_HANDLE, VkSemaphore signal = VK_NULL_HANDLE);
  Status wait(std::uint64_t frame);
  Status finish();                                             // waits for all frames and empties the bin
  [[nodiscard]] std::uint64_t completed() const;
  [[nodiscard]] std::vector<PassTime> times(const Frame &frame); // after it has been waited for
  [[nodiscard]] const std::vector<PassTime> &last_times() const { return last_times_; }

private:
  explicit FrameRing(Device &device) : device_(device) {}
  Device &device_;
  VkSemaphore timeline_ = VK_NULL_HANDLE;
  std::vector<std::unique_ptr<Frame>> frames_;
  std::uint64_t next_ = 1, submitted_ = 0;
  std::vector<PassTime> last_times_;
};

} // namespace myo::gpu
