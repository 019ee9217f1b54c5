#include "gpu/image.h"

#include <utility>

namespace myo::gpu {

Result<Image> Image::create(Device &device, const ImageRecipe &recipe) {
  Image out;
  out.device_ = &device;
  out.recipe_ = recipe;
  const VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
                               nullptr,
                               0,
                               VK_IMAGE_TYPE_2D,
                               recipe.format,
                               {recipe.width, recipe.height, 1},
                               1,
                               1,
                               static_cast<VkSampleCountFlagBits>(recipe.samples),
                               VK_IMAGE_TILING_OPTIMAL,
                               recipe.usage,
                               VK_SHARING_MODE_EXCLUSIVE,
                               0,
                               nullptr,
                               VK_IMAGE_LAYOUT_UNDEFINED};
  VkImage image = VK_NULL_HANDLE;
  MYO_CHECK(check(vkCreateImage(device.handle(), &info, nullptr, &image),
                  fmt::format("make a picture of {}x{}", recipe.width, recipe.height)));
  VkMemoryRequirements needs;
  vkGetImageMemoryRequirements(device.handle(), image, &needs);
  auto allocation = device.memory().allocate(needs, MemoryUse::device, false);
  if (!allocation) {
    vkDestroyImage(device.handle(), image, nullptr);
    return fail(allocation.error());
  }
  out.image_ = image;
  out.allocation_ = *allocation;
  MYO_CHECK(check(vkBindImageMemory(device.handle(), image, allocation->memory, allocation->offset), "bind a picture"));
  constexpr VkImageUsageFlags viewed = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT |
                                       VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
  if ((recipe.usage & viewed) == 0) return out;
  const VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO,
                                   nullptr,
                                   0,
                                   image,
                                   VK_IMAGE_VIEW_TYPE_2D,
                                   recipe.format,
                                   {},
                                   {out.aspect(), 0, 1, 0, 1}};
  MYO_CHECK(check(vkCreateImageView(device.handle(), &view, nullptr, &out.view_), "make a view of a picture"));
  return out;
}

Image Image::borrowed(Device &device, VkImage image, const ImageRecipe &recipe) {
  Image out;
  out.device_ = &device;
  out.image_ = image;
  out.recipe_ = recipe;
  out.owned_ = false;
  return out;
}

Image::~Image() {
  if (image_ == VK_NULL_HANDLE || !owned_) return;
  device_->bin().add([device = device_, image = image_, view = view_, allocation = allocation_] {
    vkDestroyImageView(device->handle(), view, nullptr);
    vkDestroyImage(device->handle(), image, nullptr);
    device->memory().free(allocation);
  });
}

VkImageAspectFlags Image::aspect() const {
  return recipe_.format == VK_FORMAT_D32_SFLOAT ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_COLOR_BIT;
}

void Image::become(VkCommandBuffer commands, Use use, bool discard) {
  const Barrier barrier = barrier_between(use_, use, true, discard);
  use_ = use;
  if (!barrier.needed) return;
  const VkImageMemoryBarrier2 memory{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2,
                                     nullptr,
                                     barrier.source_stages,
                                     barrier.source_access,
                                     barrier.target_stages,
                                     barrier.target_access,
                                     barrier.old_layout,
                                     barrier.new_layout,
                                     VK_QUEUE_FAMILY_IGNORED,
                                     VK_QUEUE_FAMILY_IGNORED,
                                     image_,
                                     {aspect(), 0, 1, 0, 1}};
  const VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO, nullptr, 0, 0, nullptr, 0, nullptr, 1, &memory};
  vkCmdPipelineBarrier2(commands, &info);
}

void Image::swap(Image &other) noexcept {
  std::swap(device_, other.device_);
  std::swap(image_, other.image_);
  std::swap(view_, other.view_);
  std::swap(recipe_, other.recipe_);
  std::swap(allocation_, other.allocation_);
  std::swap(owned_, other.owned_);
  std::swap(use_, other.use_);
}

} // namespace myo::gpu
