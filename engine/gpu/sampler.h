// A sampler, clamped to the edge. Move-only.
#pragma once

#include "gpu/device.h"

#include <utility>

namespace myo::gpu {

class Sampler {
public:
  Sampler() = default;
  [[nodiscard]] static Result<Sampler> create(Device &device, VkFilter filter);
  Sampler(Sampler &&other) noexcept { swap(other); }
  Sampler &operator=(Sampler &&other) noexcept {
    swap(other);
    return *this;
  }
  ~Sampler();
  [[nodiscard]] VkSampler handle() const { return sampler_; }

private:
  void swap(Sampler &other) noexcept {
    std::swap(device_, other.device_);
    std::swap(sampler_, other.sampler_);
  }
  Device *device_ = nullptr;
  VkSampler sampler_ = VK_NULL_HANDLE;
};

} // namespace myo::gpu
