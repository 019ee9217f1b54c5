// A buffer with its memory. Move-only; destroying it feeds the device's deletion bin.
#pragma once

#include "gpu/device.h"

#include <span>

namespace myo::gpu {

class Buffer {
public:
  Buffer() = default;
  [[nodiscard]] static Result<Buffer> create(Device &device, std::uint64_t size, VkBufferUsageFlags usage, MemoryUse use);
  Buffer(Buffer &&other) noexcept { swap(other); }
  Buffer &operator=(Buffer &&other) noexcept {
    swap(other);
    return *this;
  }
  ~Buffer();

  [[nodiscard]] explicit operator bool() const { return buffer_ != VK_NULL_HANDLE; }
  [[nodiscard]] VkBuffer handle() const { return buffer_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::span<std::byte> mapped() const; // empty where the CPU cannot see it
  void flush() const { device_->memory().flush(allocation_); }
  void invalidate() const { device_->memory().invalidate(allocation_); }

private:
  void swap(Buffer &other) noexcept;
  Device *device_ = nullptr;
  VkBuffer buffer_ = VK_NULL_HANDLE;
  std::uint64_t size_ = 0;
  Allocation allocation_;
};

} // namespace myo::gpu
