// Asks every device of the machine what it can do.
#pragma once

#include "gpu/device_choice.h"
#include "gpu/vulkan.h"

#include <vector>

namespace myo::gpu {

// The features that the program uses, as a chain for vkCreateDevice.
struct NeededFeatures {
  VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
  VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
  VkPhysicalDeviceFeatures2 core{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
  NeededFeatures();
  NeededFeatures(const NeededFeatures &) = delete;
  [[nodiscard]] const void *chain() const { return &core; }
};

struct SurveyedDevice {
  VkPhysicalDevice physical = VK_NULL_HANDLE;
  DeviceFacts facts;
};

// In the loader's order. `surface` may be null (offscreen).
[[nodiscard]] std::vector<SurveyedDevice> survey_devices(VkInstance instance, VkSurfaceKHR surface);

} // namespace myo::gpu
