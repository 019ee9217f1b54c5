// Pixels on their way back to the CPU.
#pragma once

#include "gpu/frame_ring.h"

#include <optional>

namespace myo::render {

class Readback {
public:
  // Records the copy of `area` of a four-byte-a-pixel picture; the image is left as `Use::copy_from`.
  Status record(gpu::Device &device, VkCommandBuffer commands, gpu::Image &image, VkRect2D area);
  // After the frame has completed: the bytes, rows without gaps. Empty when nothing was recorded since the last call.
  [[nodiscard]] std::span<const std::byte> take();

private:
  gpu::Buffer buffer_;
  std::uint64_t bytes_ = 0;
};

} // namespace myo::render
