// Device memory in blocks: vkAllocateMemory is slow and limited in number, so resources share blocks.
#pragma once

#include "gpu/vulkan.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace myo::gpu {

// First-fit free list over [0, size). Pure, no Vulkan.
class FreeList {
public:
  explicit FreeList(std::uint64_t size) : size_(size) { free_.emplace(0, size); }
  [[nodiscard]] std::optional<std::uint64_t> take(std::uint64_t size, std::uint64_t alignment);
  void give(std::uint64_t offset, std::uint64_t size); // as taken; neighbours are merged
  [[nodiscard]] bool empty() const { return free_.size() == 1 && free_.begin()->second == size_; }
  [[nodiscard]] std::uint64_t used() const;

private:
  std::uint64_t size_;
  std::map<std::uint64_t, std::uint64_t> free_; // offset -> size
};

enum class MemoryUse {
  device,   // fast for the GPU; mapped only where that costs nothing
  upload,   // written by the CPU in order, read by the GPU
  readback, // written by the GPU, read by the CPU
};

struct Allocation {
  VkDeviceMemory memory = VK_NULL_HANDLE;
  std::uint64_t offset = 0, size = 0;
  std::byte *mapped = nullptr;   // host-visible memory stays mapped
  bool coherent = true;
  std::uint32_t block = 0;       // key of the block it lies in
};

class Memory {
public:
  Memory(VkPhysicalDevice physical, VkDevice device);
  ~Memory();
  Memory(const Memory &) = delete;
  Memory &operator=(const Memory &) = delete;

  [[nodiscard]] Result<Allocation> allocate(const VkMemoryRequirements &needs, MemoryUse use, bool linear);
  void free(const Allocation &allocation);
  // Makes CPU writes visible to the GPU and the other way round where the memory is not coherent.
  void flush(const Allocation &allocation) const;
  void invalidate(const Allocation &allocation) const;

  [[nodiscard]] std::size_t live() const { return live_; }
  [[nodiscard]] std::uint64_t reserved_bytes() const;

private:
  struct Block {
    VkDeviceMemory memory = VK_NULL_HANDLE;
    std::uint32_t type = 0;
    bool linear = true;          // buffers and images keep apart: no bufferImageGranularity to think of
    std::byte *mapped = nullptr;
    std::uint64_t size = 0;
    FreeList list{0};
  };
  [[nodiscard]] std::optional<std::uint32_t> type_for(std::uint32_t bits, MemoryUse use) const;
  [[nodiscard]] Allocation carve(std::uint32_t key, std::uint64_t offset, std::uint64_t size);
  VkDevice device_;
  VkPhysicalDeviceMemoryProperties properties_{};
  std::uint64_t atom_ = 1;
  std::uint32_t next_block_ = 0;
  std::map<std::uint32_t, Block> blocks_;
  std::size_t live_ = 0;
};

} // namespace myo::gpu
