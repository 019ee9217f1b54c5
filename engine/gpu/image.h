// A 2D image with its memory, its view and the knowledge of its last use. Move-only; destroying it feeds the bin.
#pragma once

#include "gpu/barrier.h"
#include "gpu/device.h"

namespace myo::gpu {

struct ImageRecipe {
  std::uint32_t width = 1, height = 1;
  VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
  VkImageUsageFlags usage = 0;
  std::uint32_t samples = 1;
};

class Image {
public:
  Image() = default;
  [[nodiscard]] static Result<Image> create(Device &device, const ImageRecipe &recipe);
  // Wraps an image of a swapchain: neither it nor its memory is owned.
  [[nodiscard]] static Image borrowed(Device &device, VkImage image, const ImageRecipe &recipe);
  Image(Image &&other) noexcept { swap(other); }
  Image &operator=(Image &&other) noexcept {
    swap(other);
    return *this;
  }
  ~Image();

  [[nodiscard]] explicit operator bool() const { return image_ != VK_NULL_HANDLE; }
  [[nodiscard]] VkImage handle() const { return image_; }
  [[nodiscard]] VkImageView view() const { return view_; }
  [[nodiscard]] const ImageRecipe &recipe() const { return recipe_; }
  [[nodiscard]] VkExtent2D extent() const { return {recipe_.width, recipe_.height}; }
  [[nodiscard]] VkImageAspectFlags aspect() const;

  // Records the barrier from the last use to `use`. `discard` when the old contents will not be read.
  void become(VkCommandBuffer commands, Use use, bool discard = false);
  // What the presenting engine or another owner did to it.
  void assume(Use use) { use_ = use; }

private:
  void swap(Image &other) noexcept;
  Device *device_ = nullptr;
  VkImage image_ = VK_NULL_HANDLE;
  VkImageView view_ = VK_NULL_HANDLE;
  ImageRecipe recipe_;
  Allocation allocation_;
  bool owned_ = true;
  Use use_ = Use::nothing;
};

} // namespace myo::gpu
