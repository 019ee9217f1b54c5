#include "gpu/memory.h"

#include <algorithm>
#include <iterator>

namespace myo::gpu {
namespace {

constexpr std::uint64_t block_bytes = 64ULL << 20;

std::uint64_t align_up(std::uint64_t value, std::uint64_t alignment) { return (value + alignment - 1) / alignment * alignment; }

} // namespace

std::optional<std::uint64_t> FreeList::take(std::uint64_t size, std::uint64_t alignment) {
  for (auto it = free_.begin(); it != free_.end(); ++it) {
    const auto [offset, length] = *it;
    const std::uint64_t start = align_up(offset, std::max<std::uint64_t>(alignment, 1));
    if (start + size > offset + length) continue;
    free_.erase(it);
    if (start > offset) free_.emplace(offset, start - offset);
    if (start + size < offset + length) free_.emplace(start + size, offset + length - start - size);
    return start;
  }
  return std::nullopt;
}

void FreeList::give(std::uint64_t offset, std::uint64_t size) {
  auto [it, added] = free_.emplace(offset, size);
  if (!added) return; // zero-sized or given twice
  if (const auto next = std::next(it); next != free_.end() && it->first + it->second == next->first) {
    it->second += next->second;
    free_.erase(next);
  }
  if (it != free_.begin()) {
    const auto before = std::prev(it);
    if (before->first + before->second == it->first) {
      before->second += it->second;
      free_.erase(it);
    }
  }
}

std::uint64_t FreeList::used() const {
  std::uint64_t spare = 0;
  for (const auto &[offset, length] : free_) spare += length;
  return size_ - spare;
}

Memory::Memory(VkPhysicalDevice physical, VkDevice device) : device_(device) {
  vkGetPhysicalDeviceMemoryProperties(physical, &properties_);
  VkPhysicalDeviceProperties limits;
  vkGetPhysicalDeviceProperties(physical, &limits);
  atom_ = std::max<std::uint64_t>(limits.limits.nonCoherentAtomSize, 1);
}

Memory::~Memory() {
  for (auto &[key, block] : blocks_) vkFreeMemory(device_, block.memory, nullptr);
}

std::optional<std::uint32_t> Memory::type_for(std::uint32_t bits, MemoryUse use) const {
  constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, visible = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT,
                                  coherent = VK_MEMORY_PROPERTY_HOST_COHERENT_BIT, cached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
  const auto find = [&](VkMemoryPropertyFlags flags) -> std::optional<std::uint32_t> {
    for (std::uint32_t i = 0; i < properties_.memoryTypeCount; ++i)
      if ((bits >> i & 1U) != 0 && (properties_.memoryTypes[i].propertyFlags & flags) == flags) return i;
    return std::nullopt;
  };
  // Device memory that the CPU sees is taken only from the largest device heap: a small window into the memory of a
  // graphics card would soon be full.
  const auto find_device = [&]() -> std::optional<std::uint32_t> {
    std::uint64_t largest = 0;
    for (std::uint32_t i = 0; i < properties_.memoryHeapCount; ++i)
      if ((properties_.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0)
        largest = std::max(largest, properties_.memoryHeaps[i].size);
    for (const VkMemoryPropertyFlags flags : {local | visible | coherent, local})
      for (std::uint32_t i = 0; i < properties_.memoryTypeCount; ++i) {
        const VkMemoryType &type = properties_.memoryTypes[i];
        if ((bits >> i & 1U) != 0 && (type.propertyFlags & flags) == flags &&
            properties_.memoryHeaps[type.heapIndex].size == largest)
          return i;
      }
    return std::nullopt;
  };
  std::optional<std::uint32_t> found;
  if (use == MemoryUse::device) found = find_device();
  if (use == MemoryUse::readback) found = find(visible | cached);
  if (!found && use != MemoryUse::device) found = find(visible | coherent);
  if (!found && use != MemoryUse::device) return find(visible);
  return found ? found : find(0);
}

Allocation Memory::carve(std::uint32_t key, std::uint64_t offset, std::uint64_t size) {
  const Block &block = blocks_.at(key);
  ++live_;
  const bool coherent = (properties_.memoryTypes[block.type].propertyFlags & VK_MEMORY_PROPERTY_HOST_COHERENT_BIT) != 0;
  return {block.memory, offset, size, block.mapped == nullptr ? nullptr : block.mapped + offset, coherent, key};
}

Result<Allocation> Memory::allocate(const VkMemoryRequirements &needs, MemoryUse use, bool linear) {
  const std::optional<std::uint32_t> type = type_for(needs.memoryTypeBits, use);
  if (!type) return machine_fault("the device has no memory of the kind that is needed");
  const bool visible = (properties_.memoryTypes[*type].propertyFlags & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) != 0;
  const std::uint64_t alignment = visible ? std::max(needs.alignment, atom_) : needs.alignment;
  const std::uint64_t size = visible ? align_up(needs.size, atom_) : needs.size;
  for (auto &[key, block] : blocks_) {
    if (block.type != *type || block.linear != linear) continue;
    if (const auto offset = block.list.take(size, alignment)) return carve(key, *offset, size);
  }
  Block block{.type = *type, .linear = linear, .size = std::max(block_bytes, size)};
  const VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, nullptr, size > block_bytes / 2 ? size : block.size, *type};
  block.size = info.allocationSize;
  MYO_CHECK(check(vkAllocateMemory(device_, &info, nullptr, &block.memory),
                  fmt::format("reserve {} MiB of device memory", (info.allocationSize + (1U << 20U) - 1) >> 20U)));
  if (visible) {
    void *mapped = nullptr;
    if (const auto status = check(vkMapMemory(device_, block.memory, 0, VK_WHOLE_SIZE, 0, &mapped), "map device memory"); !status) {
      vkFreeMemory(device_, block.memory, nullptr);
      return fail(status.error());
    }
    block.mapped = static_cast<std::byte *>(mapped);
  }
  block.list = FreeList(block.size);
  const std::uint64_t offset = *block.list.take(size, alignment);
  const std::uint32_t key = next_block_++;
  blocks_.emplace(key, std::move(block));
  return carve(key, offset, size);
}

void Memory::free(const Allocation &allocation) {
  const auto it = blocks_.find(allocation.block);
  if (it == blocks_.end()) return;
  --live_;
  it->second.list.give(allocation.offset, allocation.size);
  if (!it->second.list.empty()) return;
  vkFreeMemory(device_, it->second.memory, nullptr); // unmaps it, too
  blocks_.erase(it);
}

void Memory::flush(const Allocation &allocation) const {
  if (allocation.coherent || allocation.mapped == nullptr) return;
  const VkMappedMemoryRange range{VK_STRUCTURE_TYPE_MAPPED_MEMORY_RANGE, nullptr, allocation.memory, allocation.offset, allocation.size};
  vkFlushMappedMemoryRanges(device_, 1, &range);
}

void Memory::invalidate(const Allocation &allocation) const {
  if (allocation.coherent || allocation.mapped == nullptr) return;
  const VkMappedMemoryRange range{VK_STRUCTURE_TYPE_MAPPED_MEMORY_RANGE, nullptr, allocation.memory, allocation.offset, allocation.size};
  vkInvalidateMappedMemoryRanges(device_, 1, &range);
}

std::uint64_t Memory::reserved_bytes() const {
  std::uint64_t sum = 0;
  for (const auto &[key, block] : blocks_) sum += block.size;
  return sum;
}

} // namespace myo::gpu
