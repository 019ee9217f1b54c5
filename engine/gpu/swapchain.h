// Shows finished pictures in a window. A frame is drawn to an image of our own and copied here at the very end, so that
// its size and format never depend on the window's.
#pragma once

#include "gpu/frame_ring.h"

#include <array>

namespace myo::gpu {

class Swapchain {
public:
  [[nodiscard]] static Result<std::unique_ptr<Swapchain>> create(Device &device, bool vertical_sync);
  ~Swapchain();
  Swapchain(const Swapchain &) = delete;
  Swapchain &operator=(const Swapchain &) = delete;

  // Fetches the next image. false: nothing can be shown now (the window has no area); draw no further.
  // `wanted` is the size to make where the window system leaves it open.
  [[nodiscard]] Result<bool> acquire(std::uint64_t frame, VkExtent2D wanted);
  // Records the copy of `picture` (sRGB bytes), scaled when the sizes differ, and makes the image presentable.
  void record_copy(VkCommandBuffer commands, Image &picture);
  [[nodiscard]] VkSemaphore acquired() const;  // to wait for and to signal with the submission of this frame
  [[nodiscard]] VkSemaphore drawn() const;
  // Presents; a swapchain that no longer fits the window is made anew afterwards (finish the frame, then recreate:
  // when acquiring says "suboptimal" its semaphore has been signalled all the same). false: the new one shows nothing yet.
  [[nodiscard]] Result<bool> present(VkExtent2D wanted);
  [[nodiscard]] VkExtent2D extent() const { return extent_; }
  [[nodiscard]] std::uint64_t rebuilt() const { return rebuilt_; }

private:
  explicit Swapchain(Device &device) : device_(device) {}
  Result<bool> rebuild(VkExtent2D wanted); // false: no area
  Status make_semaphores();
  Device &device_;
  bool vertical_sync_ = true;
  VkSwapchainKHR swapchain_ = VK_NULL_HANDLE;
  VkExtent2D extent_{0, 0};
  std::vector<Image> images_;
  std::vector<VkSemaphore> drawn_;      // one an image: free again when that image is acquired again
  std::array<VkSemaphore, 4> acquired_{};
  std::size_t turn_ = 0;
  std::uint32_t index_ = 0;
  bool stale_ = false;
  std::uint64_t rebuilt_ = 0;
};

} // namespace myo::gpu
