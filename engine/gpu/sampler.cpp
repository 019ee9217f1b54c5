#include "gpu/sampler.h"

namespace myo::gpu {

Result<Sampler> Sampler::create(Device &device, VkFilter filter) {
  Sampler out;
  VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
  info.magFilter = info.minFilter = filter;
  info.addressModeU = info.addressModeV = info.addressModeW = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
  MYO_CHECK(check(vkCreateSampler(device.handle(), &info, nullptr, &out.sampler_), "make a sampler"));
  out.device_ = &device;
  return out;
}

Sampler::~Sampler() {
  if (sampler_ == VK_NULL_HANDLE) return;
  device_->bin().add([device = device_->handle(), sampler = sampler_] { vkDestroySampler(device, sampler, nullptr); });
}

} // namespace myo::gpu
