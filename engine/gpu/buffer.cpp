#include "gpu/buffer.h"

#include <utility>

namespace myo::gpu {

Result<Buffer> Buffer::create(Device &device, std::uint64_t size, VkBufferUsageFlags usage, MemoryUse use) {
  Buffer out;
  out.device_ = &device;
  out.size_ = size;
  const VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO, nullptr, 0, size, usage, VK_SHARING_MODE_EXCLUSIVE, 0, nullptr};
  VkBuffer buffer = VK_NULL_HANDLE;
  MYO_CHECK(check(vkCreateBuffer(device.handle(), &info, nullptr, &buffer), "make a buffer"));
  VkMemoryRequirements needs;
  vkGetBufferMemoryRequirements(device.handle(), buffer, &needs);
  auto allocation = device.memory().allocate(needs, use, true);
  if (!allocation) {
    vkDestroyBuffer(device.handle(), buffer, nullptr);
    return fail(allocation.error());
  }
  out.buffer_ = buffer;
  out.allocation_ = *allocation;
  MYO_CHECK(check(vkBindBufferMemory(device.handle(), buffer, allocation->memory, allocation->offset), "bind a buffer"));
  return out;
}

Buffer::~Buffer() {
  if (buffer_ == VK_NULL_HANDLE) return;
  device_->bin().add([device = device_, buffer = buffer_, allocation = allocation_] {
    vkDestroyBuffer(device->handle(), buffer, nullptr);
    device->memory().free(allocation);
  });
}

std::span<std::byte> Buffer::mapped() const {
  if (allocation_.mapped == nullptr) return {};
  return {allocation_.mapped, static_cast<std::size_t>(size_)};
}

void Buffer::swap(Buffer &other) noexcept {
  std::swap(device_, other.device_);
  std::swap(buffer_, other.buffer_);
  std::swap(size_, other.size_);
  std::swap(allocation_, other.allocation_);
}

} // namespace myo::gpu
