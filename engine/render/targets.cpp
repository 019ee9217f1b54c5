#include "render/targets.h"

namespace myo::render {
namespace {

constexpr VkImageUsageFlags drawn_and_read = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;

Status make(gpu::Device &device, gpu::Image &out, std::uint32_t width, std::uint32_t height, VkFormat format,
            VkImageUsageFlags usage, std::uint32_t samples = 1) {
  if (out) return {};
  auto image = gpu::Image::create(device, {width, height, format, usage, samples});
  MYO_TRY(image);
  out = std::move(*image);
  return {};
}

} // namespace

Result<Targets> Targets::create(gpu::Device &device, std::uint32_t width, std::uint32_t height, std::uint32_t samples) {
  Targets out;
  out.width = width, out.height = height, out.samples = samples;
  MYO_CHECK(make(device, out.light, width, height, light_format, drawn_and_read));
  MYO_CHECK(make(device, out.depth, width, height, depth_format, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT));
  if (out.multisampled()) {
    MYO_CHECK(make(device, out.light_samples, width, height, light_format, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT, samples));
    MYO_CHECK(make(device, out.depth_samples, width, height, depth_format, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT, samples));
  }
  MYO_CHECK(make(device, out.picture, width, height, picture_format, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT));
  return out;
}

Status Targets::need_ids(gpu::Device &device) {
  MYO_CHECK(make(device, ids, width, height, id_format, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT));
  return make(device, id_depth, width, height, depth_format, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT);
}

Status Targets::need_occlusion(gpu::Device &device) {
  MYO_CHECK(make(device, occlusion_half, (width + 1) / 2, (height + 1) / 2, occlusion_format, drawn_and_read));
  return make(device, occlusion, width, height, mask_format, drawn_and_read);
}

Status Targets::need_mask(gpu::Device &device) {
  if (multisampled()) MYO_CHECK(make(device, mask_samples, width, height, mask_format, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT, samples));
  return make(device, mask, width, height, mask_format, drawn_and_read);
}

Status Targets::need_shown(gpu::Device &device) {
  return make(device, shown, width, height, picture_format,
              VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT);
}

} // namespace myo::render
