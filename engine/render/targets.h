// The pictures that one frame is drawn into; made anew when size or samples change.
#pragma once

#include "gpu/image.h"

#include <array>

namespace myo::render {

inline constexpr VkFormat light_format = VK_FORMAT_R16G16B16A16_SFLOAT; // linear, premultiplied
inline constexpr VkFormat depth_format = VK_FORMAT_D32_SFLOAT;          // reversed: near 1, far 0
inline constexpr VkFormat picture_format = VK_FORMAT_R8G8B8A8_UNORM;    // sRGB bytes, premultiplied
inline constexpr VkFormat mask_format = VK_FORMAT_R8_UNORM;
inline constexpr VkFormat occlusion_format = VK_FORMAT_R16G16_SFLOAT; // visibility, metres from the eye
inline constexpr VkFormat id_format = VK_FORMAT_R32_UINT;

struct Targets {
  std::uint32_t width = 0, height = 0, samples = 0;
  gpu::Image light_samples, depth_samples; // 4x only
  gpu::Image light, depth;                 // 1x: resolved, or drawn to directly
  gpu::Image occlusion_half, occlusion;    // ambient visibility, 1 = open
  gpu::Image mask_samples, mask;           // coverage of what is selected
  gpu::Image picture, shown;               // the picture; the picture with panels on top
  gpu::Image ids, id_depth;                // made on first request

  [[nodiscard]] bool multisampled() const { return samples > 1; }
  [[nodiscard]] bool fits(std::uint32_t w, std::uint32_t h, std::uint32_t s) const { return width == w && height == h && samples == s; }
  [[nodiscard]] static Result<Targets> create(gpu::Device &device, std::uint32_t width, std::uint32_t height, std::uint32_t samples);
  Status need_ids(gpu::Device &device);
  Status need_occlusion(gpu::Device &device);
  Status need_mask(gpu::Device &device);
  Status need_shown(gpu::Device &device);
};

} // namespace myo::render
