#include "gpu/device_survey.h"

#include <cstring>

namespace myo::gpu {
namespace {

DeviceType type_of(VkPhysicalDeviceType type) {
  switch (type) {
  case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return DeviceType::discrete;
  case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return DeviceType::integrated;
  case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return DeviceType::virtual_gpu;
  case VK_PHYSICAL_DEVICE_TYPE_CPU: return DeviceType::cpu;
  default: return DeviceType::other;
  }
}

void find_queue(VkPhysicalDevice physical, VkSurfaceKHR surface, DeviceFacts &facts) {
  std::uint32_t count = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
  std::vector<VkQueueFamilyProperties> families(count);
  vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
  constexpr VkQueueFlags needed = VK_QUEUE_GRAPHICS_BIT | VK_QUEUE_COMPUTE_BIT;
  facts.presents = surface == VK_NULL_HANDLE;
  for (std::uint32_t i = 0; i < count; ++i) {
    if ((families[i].queueFlags & needed) != needed) continue;
    VkBool32 presents = VK_TRUE;
    if (surface != VK_NULL_HANDLE) vkGetPhysicalDeviceSurfaceSupportKHR(physical, i, surface, &presents);
    if (!facts.has_queue || presents == VK_TRUE) facts.queue_family = i;
    facts.has_queue = true;
    if (presents == VK_FALSE) continue;
    facts.presents = true;
    return;
  }
}

void find_missing_features(VkPhysicalDevice physical, DeviceFacts &facts) {
  VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
  VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
  VkPhysicalDeviceFeatures2 core{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &v12};
  vkGetPhysicalDeviceFeatures2(physical, &core);
  const auto need = [&](VkBool32 present, const char *name) {
    if (present == VK_FALSE) facts.missing.emplace_back(name);
  };
  need(v13.dynamicRendering, "feature dynamicRendering");
  need(v13.synchronization2, "feature synchronization2");
  need(v13.maintenance4, "feature maintenance4");
  need(v12.scalarBlockLayout, "feature scalarBlockLayout");
  need(v12.timelineSemaphore, "feature timelineSemaphore");
}

void find_missing_formats(VkPhysicalDevice physical, DeviceFacts &facts) {
  struct Need { VkFormat format; VkFormatFeatureFlags features; const char *name; };
  constexpr VkFormatFeatureFlags sampled = VK_FORMAT_FEATURE_SAMPLED_IMAGE_BIT | VK_FORMAT_FEATURE_SAMPLED_IMAGE_FILTER_LINEAR_BIT;
  for (const Need &need : {Need{VK_FORMAT_D32_SFLOAT, VK_FORMAT_FEATURE_DEPTH_STENCIL_ATTACHMENT_BIT, "depth format D32_SFLOAT"},
                           Need{VK_FORMAT_R32_UINT, VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BIT, "colour format R32_UINT"},
                           Need{VK_FORMAT_R16G16B16A16_SFLOAT, sampled | VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BLEND_BIT |
                                VK_FORMAT_FEATURE_STORAGE_IMAGE_BIT, "colour format R16G16B16A16_SFLOAT"}}) {
    VkFormatProperties properties;
    vkGetPhysicalDeviceFormatProperties(physical, need.format, &properties);
    if ((properties.optimalTilingFeatures & need.features) != need.features) facts.missing.emplace_back(need.name);
  }
}

bool has_extension(VkPhysicalDevice physical, const char *name) {
  std::uint32_t count = 0;
  vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> extensions(count);
  vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, extensions.data());
  for (const VkExtensionProperties &extension : extensions)
    if (std::strcmp(extension.extensionName, name) == 0) return true;
  return false;
}

SurveyedDevice survey(VkPhysicalDevice physical, VkSurfaceKHR surface) {
  VkPhysicalDeviceProperties properties;
  vkGetPhysicalDeviceProperties(physical, &properties);
  SurveyedDevice out{physical, {}};
  DeviceFacts &facts = out.facts;
  facts.name = properties.deviceName;
  facts.type = type_of(properties.deviceType);
  facts.api_version = properties.apiVersion;
  facts.largest_side = std::min(properties.limits.maxImageDimension2D, properties.limits.maxFramebufferWidth);
  find_queue(physical, surface, facts);
  if (surface != VK_NULL_HANDLE && !has_extension(physical, VK_KHR_SWAPCHAIN_EXTENSION_NAME))
    facts.missing.emplace_back("extension " VK_KHR_SWAPCHAIN_EXTENSION_NAME);
  if (properties.apiVersion < VK_API_VERSION_1_3) return out; // must not be asked about 1.3 features
  VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
  VkPhysicalDeviceProperties2 more{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &driver};
  vkGetPhysicalDeviceProperties2(physical, &more);
  facts.driver = fmt::format("{} {}", driver.driverName, driver.driverInfo);
  find_missing_features(physical, facts);
  find_missing_formats(physical, facts);
  return out;
}

} // namespace

NeededFeatures::NeededFeatures() {
  core.pNext = &v12;
  v12.pNext = &v13;
  v13.dynamicRendering = VK_TRUE;
  v13.synchronization2 = VK_TRUE;
  v13.maintenance4 = VK_TRUE; // glslc writes LocalSizeId for Vulkan 1.3
  v12.scalarBlockLayout = VK_TRUE;
  v12.timelineSemaphore = VK_TRUE;
}

std::vector<SurveyedDevice> survey_devices(VkInstance instance, VkSurfaceKHR surface) {
  std::uint32_t count = 0;
  vkEnumeratePhysicalDevices(instance, &count, nullptr);
  std::vector<VkPhysicalDevice> handles(count);
  vkEnumeratePhysicalDevices(instance, &count, handles.data());
  std::vector<SurveyedDevice> out;
  for (const VkPhysicalDevice handle : handles) out.push_back(survey(handle, surface));
  return out;
}

} // namespace myo::gpu
