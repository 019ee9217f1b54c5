#include "render/readback.h"

#include <utility>

namespace myo::render {

Status Readback::record(gpu::Device &device, VkCommandBuffer commands, gpu::Image &image, VkRect2D area) {
  const std::uint64_t bytes = std::uint64_t{4} * area.extent.width * area.extent.height;
  if (!buffer_ || buffer_.size() < bytes) {
    auto buffer = gpu::Buffer::create(device, bytes, VK_BUFFER_USAGE_TRANSFER_DST_BIT, gpu::MemoryUse::readback);
    MYO_TRY(buffer);
    buffer_ = std::move(*buffer);
  }
  bytes_ = bytes;
  image.become(commands, gpu::Use::copy_from);
  gpu::record_buffer_barrier(commands, gpu::Use::cpu_read, gpu::Use::copy_to);
  const VkBufferImageCopy copy{0, 0, 0, {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, {area.offset.x, area.offset.y, 0},
                               {area.extent.width, area.extent.height, 1}};
  vkCmdCopyImageToBuffer(commands, image.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, buffer_.handle(), 1, &copy);
  gpu::record_buffer_barrier(commands, gpu::Use::copy_to, gpu::Use::cpu_read);
  return {};
}

std::span<const std::byte> Readback::take() {
  const std::uint64_t bytes = std::exchange(bytes_, 0);
  if (bytes == 0) return {};
  buffer_.invalidate();
  return buffer_.mapped().first(static_cast<std::size_t>(bytes));
}

} // namespace myo::render
