#include "gpu/swapchain.h"

#include <algorithm>
#include <limits>

namespace myo::gpu {
namespace {

// Colours arrive as sRGB bytes, so the format must not encode them a second time.
Result<VkSurfaceFormatKHR> choose_format(Device &device) {
  std::uint32_t count = 0;
  vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), device.surface(), &count, nullptr);
  std::vector<VkSurfaceFormatKHR> formats(count);
  vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), device.surface(), &count, formats.data());
  for (const VkFormat wanted : {VK_FORMAT_B8G8R8A8_UNORM, VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_A8B8G8R8_UNORM_PACK32})
    for (const VkSurfaceFormatKHR &format : formats)
      if (format.format == wanted && format.colorSpace == VK_COLOR_SPACE_SRGB_NONLINEAR_KHR) return format;
  return machine_fault("the window takes no 8-bit sRGB pictures");
}

VkPresentModeKHR choose_mode(Device &device, bool vertical_sync) {
  if (vertical_sync) return VK_PRESENT_MODE_FIFO_KHR;
  std::uint32_t count = 0;
  vkGetPhysicalDeviceSurfacePresentModesKHR(device.physical(), device.surface(), &count, nullptr);
  std::vector<VkPresentModeKHR> modes(count);
  vkGetPhysicalDeviceSurfacePresentModesKHR(device.physical(), device.surface(), &count, modes.data());
  return std::ranges::find(modes, VK_PRESENT_MODE_MAILBOX_KHR) != modes.end() ? VK_PRESENT_MODE_MAILBOX_KHR : VK_PRESENT_MODE_FIFO_KHR;
}

} // namespace

Result<std::unique_ptr<Swapchain>> Swapchain::create(Device &device, bool vertical_sync) {
  std::unique_ptr<Swapchain> self(new Swapchain(device));
  self->vertical_sync_ = vertical_sync;
  const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, nullptr, 0};
  for (VkSemaphore &semaphore : self->acquired_) MYO_CHECK(check(vkCreateSemaphore(device.handle(), &info, nullptr, &semaphore), "make a semaphore"));
  MYO_TRY(choose_format(device));
  return self;
}

Swapchain::~Swapchain() {
  vkDeviceWaitIdle(device_.handle());
  images_.clear();
  for (const VkSemaphore semaphore : drawn_) vkDestroySemaphore(device_.handle(), semaphore, nullptr);
  for (const VkSemaphore semaphore : acquired_) vkDestroySemaphore(device_.handle(), semaphore, nullptr);
  if (swapchain_ != VK_NULL_HANDLE) vkDestroySwapchainKHR(device_.handle(), swapchain_, nullptr);
}

Result<bool> Swapchain::rebuild(VkExtent2D wanted) {
  MYO_CHECK(check(vkDeviceWaitIdle(device_.handle()), "wait for the graphics device"));
  VkSurfaceCapabilitiesKHR caps;
  MYO_CHECK(check(vkGetPhysicalDeviceSurfaceCapabilitiesKHR(device_.physical(), device_.surface(), &caps), "ask the window for its size"));
  VkExtent2D extent = caps.currentExtent;
  if (extent.width == std::numeric_limits<std::uint32_t>::max()) // the window takes the size of the picture
    extent = {std::clamp(wanted.width, caps.minImageExtent.width, caps.maxImageExtent.width),
              std::clamp(wanted.height, caps.minImageExtent.height, caps.maxImageExtent.height)};
  if (extent.width == 0 || extent.height == 0) return false;
  if ((caps.supportedUsageFlags & VK_IMAGE_USAGE_TRANSFER_DST_BIT) == 0) return machine_fault("the window takes no copies");
  const auto format = choose_format(device_);
  MYO_TRY(format);
  std::uint32_t count = caps.minImageCount + 1;
  if (caps.maxImageCount != 0) count = std::min(count, caps.maxImageCount);
  VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
  info.surface = device_.surface();
  info.minImageCount = count;
  info.imageFormat = format->format;
  info.imageColorSpace = format->colorSpace;
  info.imageExtent = extent;
  info.imageArrayLayers = 1;
  info.imageUsage = VK_IMAGE_USAGE_TRANSFER_DST_BIT;
  info.imageSharingMode = VK_SHARING_MODE_EXCLUSIVE;
  info.preTransform = caps.currentTransform;
  for (const VkCompositeAlphaFlagBitsKHR alpha : {VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR, VK_COMPOSITE_ALPHA_INHERIT_BIT_KHR})
    if (info.compositeAlpha == 0 && (caps.supportedCompositeAlpha & alpha) != 0) info.compositeAlpha = alpha;
  info.presentMode = choose_mode(device_, vertical_sync_);
  info.clipped = VK_TRUE;
  info.oldSwapchain = swapchain_;
  VkSwapchainKHR made = VK_NULL_HANDLE;
  const Status status = check(vkCreateSwapchainKHR(device_.handle(), &info, nullptr, &made), "prepare the window");
  images_.clear();
  if (swapchain_ != VK_NULL_HANDLE) vkDestroySwapchainKHR(device_.handle(), swapchain_, nullptr);
  swapchain_ = made;
  MYO_CHECK(status);
  extent_ = extent;
  std::uint32_t number = 0;
  vkGetSwapchainImagesKHR(device_.handle(), swapchain_, &number, nullptr);
  std::vector<VkImage> handles(number);
  MYO_CHECK(check(vkGetSwapchainImagesKHR(device_.handle(), swapchain_, &number, handles.data()), "prepare the window"));
  for (const VkImage handle : handles) images_.push_back(Image::borrowed(device_, handle, {extent.width, extent.height, format->format}));
  for (const VkSemaphore semaphore : drawn_) vkDestroySemaphore(device_.handle(), semaphore, nullptr);
  drawn_.assign(images_.size(), VK_NULL_HANDLE);
  const VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, nullptr, 0};
  for (VkSemaphore &one : drawn_) MYO_CHECK(check(vkCreateSemaphore(device_.handle(), &semaphore, nullptr, &one), "make a semaphore"));
  stale_ = false;
  ++rebuilt_;
  return true;
}

Result<bool> Swapchain::acquire(std::uint64_t frame, VkExtent2D wanted) {
  turn_ = frame % acquired_.size(); // more than frames in flight, so that a waiting one is never signalled again
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (swapchain_ == VK_NULL_HANDLE || stale_) {
      const auto built = rebuild(wanted);
      MYO_TRY(built);
      if (!*built) return false;
    }
    const VkResult result = vkAcquireNextImageKHR(device_.handle(), swapchain_, ~0ULL, acquired_[turn_], VK_NULL_HANDLE, &index_);
    if (result == VK_SUCCESS) return true;
    stale_ = true;
    if (result == VK_SUBOPTIMAL_KHR) return true;
    if (result != VK_ERROR_OUT_OF_DATE_KHR) return fail(check(result, "get a picture of the window").error());
  }
  return false; // the window changes faster than we can follow; the next frame tries again
}

void Swapchain::record_copy(VkCommandBuffer commands, Image &picture) {
  Image &target = images_[index_];
  picture.become(commands, Use::copy_from);
  target.assume(Use::present); // the wait for the acquire semaphore happens in the same stage as the copy
  target.become(commands, Use::copy_to, true);
  const VkExtent2D from = picture.extent();
  const auto corner = [](VkExtent2D e) { return VkOffset3D{static_cast<std::int32_t>(e.width), static_cast<std::int32_t>(e.height), 1}; };
  VkImageBlit blit{{VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, {{0, 0, 0}, corner(from)}, {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, {{0, 0, 0}, corner(extent_)}};
  const bool same = from.width == extent_.width && from.height == extent_.height;
  vkCmdBlitImage(commands, picture.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, target.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1,
                 &blit, same ? VK_FILTER_NEAREST : VK_FILTER_LINEAR);
  target.become(commands, Use::present);
}

VkSemaphore Swapchain::acquired() const { return acquired_[turn_]; }
VkSemaphore Swapchain::drawn() const { return drawn_[index_]; }

Result<bool> Swapchain::present(VkExtent2D wanted) {
  const VkSemaphore semaphore = drawn();
  const VkPresentInfoKHR info{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR, nullptr, 1, &semaphore, 1, &swapchain_, &index_, nullptr};
  const VkResult result = vkQueuePresentKHR(device_.queue(), &info);
  if (result == VK_SUBOPTIMAL_KHR || result == VK_ERROR_OUT_OF_DATE_KHR) stale_ = true;
  else MYO_CHECK(check(result, "show a picture"));
  if (!stale_) return true;
  const auto built = rebuild(wanted);
  MYO_TRY(built);
  return false;
}

} // namespace myo::gpu
