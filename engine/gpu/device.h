// The Vulkan device with its one queue, its memory and its deletion bin. Has no knowledge of scenes or windows: a
// surface, when wanted, is made by a callback. Not safe to use from several threads.
#pragma once

#include "gpu/deletion_bin.h"
#include "gpu/device_choice.h"
#include "gpu/memory.h"
#include "gpu/validation.h"
#include "gpu/vulkan.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace myo::gpu {

struct SurfaceRequest {
  std::vector<std::string> instance_extensions;
  std::function<Result<std::uint64_t>(void *instance)> create; // VkInstance -> VkSurfaceKHR
};

struct DeviceOptions {
  std::string choice;                      // part of a device's name, or its index; empty: the best one
  bool validation = false;                 // with synchronization validation; a missing layer is an error
  std::shared_ptr<Validation> messages;
  std::optional<SurfaceRequest> surface;   // nothing: offscreen; no display and no swapchain extension is needed
  bool always_stage = false;               // never write device memory directly (tests the staging path)
};

class Device {
public:
  [[nodiscard]] static Result<std::unique_ptr<Device>> create(const DeviceOptions &options);
  ~Device();
  Device(const Device &) = delete;
  Device &operator=(const Device &) = delete;

  [[nodiscard]] VkInstance instance() const { return instance_; }
  [[nodiscard]] VkPhysicalDevice physical() const { return physical_; }
  [[nodiscard]] VkDevice handle() const { return device_; }
  [[nodiscard]] VkQueue queue() const { return queue_; }
  [[nodiscard]] std::uint32_t queue_family() const { return facts_.queue_family; }
  [[nodiscard]] VkSurfaceKHR surface() const { return surface_; }
  [[nodiscard]] const DeviceFacts &facts() const { return facts_; }
  [[nodiscard]] const VkPhysicalDeviceLimits &limits() const { return limits_; }
  [[nodiscard]] bool always_stage() const { return always_stage_; }
  [[nodiscard]] Memory &memory() { return *memory_; }
  [[nodiscard]] DeletionBin &bin() { return bin_; }
  [[nodiscard]] Validation &validation() { return *messages_; }

  // Waits for the queue to be idle and empties the bin.
  Status wait_idle();

private:
  Device() = default;
  VkInstance instance_ = VK_NULL_HANDLE;
  VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
  VkSurfaceKHR surface_ = VK_NULL_HANDLE;
  VkPhysicalDevice physical_ = VK_NULL_HANDLE;
  VkDevice device_ = VK_NULL_HANDLE;
  VkQueue queue_ = VK_NULL_HANDLE;
  VkPhysicalDeviceLimits limits_{};
  DeviceFacts facts_;
  bool always_stage_ = false;
  std::shared_ptr<Validation> messages_;
  std::unique_ptr<Memory> memory_;
  DeletionBin bin_;
};

} // namespace myo::gpu
