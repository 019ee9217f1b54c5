#include "gpu/device.h"

#include "gpu/device_survey.h"

#include <cstring>
#include <set>

namespace myo::gpu {
namespace {

constexpr const char *validation_layer = "VK_LAYER_KHRONOS_validation";

VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT,
                                          const VkDebugUtilsMessengerCallbackDataEXT *data, void *user) {
  static_cast<Validation *>(user)->note(data->pMessage == nullptr ? "" : data->pMessage,
                                        severity == VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT);
  return VK_FALSE;
}

bool has_layer(const char *name) {
  std::uint32_t count = 0;
  vkEnumerateInstanceLayerProperties(&count, nullptr);
  std::vector<VkLayerProperties> layers(count);
  vkEnumerateInstanceLayerProperties(&count, layers.data());
  for (const VkLayerProperties &layer : layers)
    if (std::strcmp(layer.layerName, name) == 0) return true;
  return false;
}

Result<VkInstance> make_instance(const DeviceOptions &options, const VkDebugUtilsMessengerCreateInfoEXT &messenger) {
  std::uint32_t version = 0;
  if (vkEnumerateInstanceVersion(&version) != VK_SUCCESS || version < VK_API_VERSION_1_3)
    return machine_fault("the Vulkan loader is older than 1.3", {}, "update libvulkan1");
  std::vector<const char *> extensions;
  if (options.surface)
    for (const std::string &name : options.surface->instance_extensions) extensions.push_back(name.c_str());
  std::vector<const char *> layers;
  const VkValidationFeatureEnableEXT synchronization = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
  const VkValidationFeaturesEXT features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT, &messenger, 1, &synchronization, 0, nullptr};
  if (options.validation) {
    if (!has_layer(validation_layer))
      return machine_fault(fmt::format("the validation layer {} is missing", validation_layer), {},
                           "install vulkan-validationlayers, or run without validation");
    layers.push_back(validation_layer);
    extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    extensions.push_back(VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME);
  }
  const VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO, nullptr, "Myoscope", 1, "Myoscope", 1, VK_API_VERSION_1_3};
  const VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                                  options.validation ? &features : nullptr,
                                  0,
                                  &application,
                                  static_cast<std::uint32_t>(layers.size()),
                                  layers.data(),
                                  static_cast<std::uint32_t>(extensions.size()),
                                  extensions.data()};
  VkInstance instance = VK_NULL_HANDLE;
  const VkResult result = vkCreateInstance(&info, nullptr, &instance);
  if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
    return machine_fault("no Vulkan driver was found", {},
                         "install a Vulkan 1.3 driver (on Debian, mesa-vulkan-drivers also draws without a GPU)");
  if (result == VK_ERROR_EXTENSION_NOT_PRESENT)
    return machine_fault("Vulkan cannot show windows here", {}, "write pictures without a window, or install a driver that can");
  MYO_CHECK(check(result, "start Vulkan"));
  return instance;
}

Result<VkDevice> make_device(VkPhysicalDevice physical, std::uint32_t family, bool presents) {
  const float priority = 1.0F;
  const VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO, nullptr, 0, family, 1, &priority};
  NeededFeatures needed;
  const char *swapchain = VK_KHR_SWAPCHAIN_EXTENSION_NAME;
  const VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                                needed.chain(),
                                0,
                                1,
                                &queue,
                                0,
                                nullptr,
                                presents ? 1U : 0U,
                                &swapchain,
                                nullptr};
  VkDevice device = VK_NULL_HANDLE;
  MYO_CHECK(check(vkCreateDevice(physical, &info, nullptr, &device), "open the graphics device"));
  return device;
}

} // namespace

Result<std::unique_ptr<Device>> Device::create(const DeviceOptions &options) {
  std::unique_ptr<Device> self(new Device);
  self->messages_ = options.messages ? options.messages : std::make_shared<Validation>();
  self->always_stage_ = options.always_stage;
  const VkDebugUtilsMessengerCreateInfoEXT messenger{
      VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
      nullptr,
      0,
      VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
      VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT,
      on_message,
      self->messages_.get()};

  auto instance = make_instance(options, messenger);
  MYO_TRY(instance);
  self->instance_ = *instance;
  if (options.validation) {
    const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(self->instance_, "vkCreateDebugUtilsMessengerEXT"));
    if (create == nullptr) return machine_fault("the validation layer takes no messenger");
    MYO_CHECK(check(create(self->instance_, &messenger, nullptr, &self->messenger_), "listen to the validation layer"));
  }
  if (options.surface) {
    auto surface = options.surface->create(self->instance_);
    MYO_TRY(surface);
    static_assert(sizeof(VkSurfaceKHR) == sizeof(std::uint64_t));
    std::memcpy(&self->surface_, &*surface, sizeof(VkSurfaceKHR));
  }

  const std::vector<SurveyedDevice> devices = survey_devices(self->instance_, self->surface_);
  std::vector<DeviceFacts> facts;
  for (const SurveyedDevice &device : devices) facts.push_back(device.facts);
  const auto chosen = choose_device(facts, options.choice);
  MYO_TRY(chosen);
  self->physical_ = devices[*chosen].physical;
  self->facts_ = facts[*chosen];
  VkPhysicalDeviceProperties properties;
  vkGetPhysicalDeviceProperties(self->physical_, &properties);
  self->limits_ = properties.limits;

  auto device = make_device(self->physical_, self->facts_.queue_family, self->surface_ != VK_NULL_HANDLE);
  MYO_TRY(device);
  self->device_ = *device;
  vkGetDeviceQueue(self->device_, self->facts_.queue_family, 0, &self->queue_);
  self->memory_ = std::make_unique<Memory>(self->physical_, self->device_);
  return self;
}

Device::~Device() {
  if (device_ != VK_NULL_HANDLE) {
    vkDeviceWaitIdle(device_);
    bin_.collect_all();
    memory_.reset();
    vkDestroyDevice(device_, nullptr);
  }
  if (surface_ != VK_NULL_HANDLE) vkDestroySurfaceKHR(instance_, surface_, nullptr);
  if (messenger_ != VK_NULL_HANDLE) {
    const auto destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance_, "vkDestroyDebugUtilsMessengerEXT"));
    destroy(instance_, messenger_, nullptr);
  }
  if (instance_ != VK_NULL_HANDLE) vkDestroyInstance(instance_, nullptr);
}

Status Device::wait_idle() {
  MYO_CHECK(check(vkDeviceWaitIdle(device_), "wait for the graphics device"));
  bin_.collect_all();
  return {};
}

} // namespace myo::gpu
