// Getting bytes to the device: written in place where the CPU sees the memory, else staged through the frame.
#pragma once

#include "gpu/frame_ring.h"

namespace myo::gpu {

// A new device buffer that holds `bytes`. Never overwrites one that a frame in flight may read.
[[nodiscard]] Result<Buffer> upload_buffer(Device &device, Frame &frame, std::span<const std::byte> bytes, VkBufferUsageFlags usage);
template <class T>
[[nodiscard]] Result<Buffer> upload_buffer(Device &device, Frame &frame, std::span<const T> values, VkBufferUsageFlags usage) {
  return upload_buffer(device, frame, std::as_bytes(values), usage);
}

// A new sampled image with tightly packed `texels`; left ready for sampling.
[[nodiscard]] Result<Image> upload_image(Device &device, Frame &frame, ImageRecipe recipe, std::span<const std::byte> texels);

} // namespace myo::gpu
