// Which of the machine's devices to draw with, and why the others were refused. Pure: facts in, decision out.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo::gpu {

enum class DeviceType { discrete, integrated, virtual_gpu, cpu, other };
[[nodiscard]] std::string_view to_string(DeviceType type);

struct DeviceFacts {
  std::string name, driver;
  DeviceType type = DeviceType::other;
  std::uint32_t api_version = 0;                 // as Vulkan packs it
  std::vector<std::string> missing;              // features, formats, extensions that it lacks, by name
  bool has_queue = false;                        // one family for graphics and compute
  bool presents = true;                          // that family can present to the surface, when there is one
  std::uint32_t queue_family = 0;
  std::uint32_t largest_side = 0;                // pixels of a 2D image
};

// Every reason why the device cannot be used; empty when it can.
[[nodiscard]] std::vector<std::string> refusals(const DeviceFacts &device);

// `choice`: part of a name (any case), or an index; empty: the best type, the first among equals. The error names every
// device with its reasons.
[[nodiscard]] Result<std::size_t> choose_device(std::span<const DeviceFacts> devices, std::string_view choice);

} // namespace myo::gpu
