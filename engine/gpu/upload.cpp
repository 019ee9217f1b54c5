#include "gpu/upload.h"

#include <cstring>

namespace myo::gpu {

Result<Buffer> upload_buffer(Device &device, Frame &frame, std::span<const std::byte> bytes, VkBufferUsageFlags usage) {
  const std::uint64_t size = std::max<std::uint64_t>(bytes.size(), 4);
  auto buffer = Buffer::create(device, size, usage | VK_BUFFER_USAGE_TRANSFER_DST_BIT, MemoryUse::device);
  MYO_TRY(buffer);
  if (bytes.empty()) return buffer;
  if (!buffer->mapped().empty() && !device.always_stage()) {
    std::memcpy(buffer->mapped().data(), bytes.data(), bytes.size()); // submitting makes it visible to the device
    buffer->flush();
    return buffer;
  }
  const auto slice = frame.store(bytes);
  MYO_TRY(slice);
  const VkBufferCopy copy{slice->offset, 0, bytes.size()};
  vkCmdCopyBuffer(frame.commands(), slice->buffer, buffer->handle(), 1, &copy);
  record_buffer_barrier(frame.commands(), Use::copy_to, Use::vertex_read);
  record_buffer_barrier(frame.commands(), Use::copy_to, Use::shader_read);
  record_buffer_barrier(frame.commands(), Use::copy_to, Use::copy_from);
  return buffer;
}

Result<Image> upload_image(Device &device, Frame &frame, ImageRecipe recipe, std::span<const std::byte> texels) {
  recipe.usage |= VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
  auto image = Image::create(device, recipe);
  MYO_TRY(image);
  const auto slice = frame.store(texels);
  MYO_TRY(slice);
  image->become(frame.commands(), Use::copy_to, true);
  const VkBufferImageCopy copy{slice->offset, 0, 0, {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, {}, {recipe.width, recipe.height, 1}};
  vkCmdCopyBufferToImage(frame.commands(), slice->buffer, image->handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &copy);
  image->become(frame.commands(), Use::sampled);
  return image;
}

} // namespace myo::gpu
