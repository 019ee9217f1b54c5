// What a SPIR-V module says about itself: its bindings, its push constants and how its structures lie in memory.
#pragma once

#include "gpu/vulkan.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo::gpu {

struct ReflectedMember { std::string name; std::uint32_t offset = 0; };
struct ReflectedStruct {                    // a push constant or uniform block, or the element of a storage buffer
  std::string name;
  std::uint32_t size = 0;                   // of one; for an element of an array, the array's stride
  std::vector<ReflectedMember> members;
  [[nodiscard]] const ReflectedMember *member(std::string_view wanted) const;
};
struct ReflectedBinding { std::uint32_t binding = 0; VkDescriptorType type = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER; };
struct Reflection {
  VkShaderStageFlagBits stage = VK_SHADER_STAGE_VERTEX_BIT;
  std::vector<ReflectedBinding> bindings;   // of set 0, the only one in use, in ascending order
  std::uint32_t push_size = 0;              // bytes
  std::vector<ReflectedStruct> structs;
  [[nodiscard]] const ReflectedStruct *find(std::string_view name) const;
};

[[nodiscard]] Result<Reflection> reflect(std::span<const std::uint32_t> spirv, std::string_view name);

} // namespace myo::gpu
