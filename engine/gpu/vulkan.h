// The one place that includes Vulkan, and the way its results become errors.
#pragma once

#include "base/result.h"

#include <string_view>
#include <vulkan/vulkan.h>

namespace myo::gpu {

[[nodiscard]] const char *to_string(VkResult result);

// machine_fault("could not WHAT: VK_ERROR_...") unless the call succeeded.
[[nodiscard]] Status check(VkResult result, std::string_view what);

} // namespace myo::gpu
