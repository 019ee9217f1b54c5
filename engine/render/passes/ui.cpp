#include "render/passes/ui.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::render {

gpu::GraphicsRecipe UiPass::recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "overlay.vert";
  out.fragment = "ui.frag";
  out.layout = pixel_layout();
  out.colour = picture_format;
  out.blend = gpu::Blend::straight;
  return out;
}

Status UiPass::update(Context &context) {
  for (const packet::UiTexture &upload : context.packet.ui.textures) {
    const auto known = textures_.find(upload.texture);
    if (known != textures_.end() && known->second.version == upload.version) continue;
    if (upload.size.x == 0 || upload.size.y == 0 || upload.rgba.size() < std::size_t{4} * upload.size.x * upload.size.y)
      return bad_input("is smaller than it says", fmt::format("panel texture {}", upload.texture));
    auto image = gpu::upload_image(context.device, context.frame, {upload.size.x, upload.size.y, VK_FORMAT_R8G8B8A8_UNORM},
                                   std::as_bytes(upload.rgba.first(std::size_t{4} * upload.size.x * upload.size.y)));
    MYO_TRY(image);
    textures_.insert_or_assign(upload.texture, Texture{upload.version, std::move(*image)});
  }
  return {};
}

Status UiPass::record(Context &context, gpu::Image &target) {
  const packet::Ui &ui = context.packet.ui;
  MYO_CHECK(update(context));
  if (ui.commands.empty()) return {};
  const auto pipeline = pipeline_.get(context.device, 1);
  MYO_TRY(pipeline);
  const auto vertices = context.frame.store(std::span(ui.vertices));
  MYO_TRY(vertices);
  const auto indices = context.frame.store(std::span(ui.indices));
  MYO_TRY(indices);
  target.become(context.commands, gpu::Use::colour_target);
  const DrawScope scope(context.commands, {.colour = &target, .clear = false});
  (*pipeline)->bind(context.commands);
  vkCmdBindVertexBuffers(context.commands, 0, 1, &vertices->buffer, &vertices->offset);
  vkCmdBindIndexBuffer(context.commands, indices->buffer, indices->offset, VK_INDEX_TYPE_UINT16);
  std::map<std::uint32_t, VkDescriptorSet> sets;
  for (const packet::UiCommand &command : ui.commands) {
    const auto texture = textures_.find(command.texture);
    const auto side = [](float v, std::uint32_t most) { return static_cast<std::int32_t>(std::clamp(v, 0.0F, static_cast<float>(most))); };
    const VkExtent2D extent = target.extent();
    const std::int32_t left = side(std::floor(command.clip_px.x), extent.width), top = side(std::floor(command.clip_px.y), extent.height);
    const std::int32_t right = side(std::ceil(command.clip_px.z), extent.width), bottom = side(std::ceil(command.clip_px.w), extent.height);
    const bool fits = std::size_t{command.first_index} + command.index_count <= ui.indices.size();
    if (texture == textures_.end() || right <= left || bottom <= top || !fits) continue;
    if (!sets.contains(command.texture)) {
      const std::array<gpu::Binding, 2> list{context.constants_binding(), gpu::ImageBinding{1, texture->second.image.view(), context.linear}};
      const auto set = context.frame.bindings(**pipeline, list);
      MYO_TRY(set);
      sets.emplace(command.texture, *set);
    }
    (*pipeline)->bind_set(context.commands, sets.at(command.texture));
    const VkRect2D scissor{{left, top}, {static_cast<std::uint32_t>(right - left), static_cast<std::uint32_t>(bottom - top)}};
    vkCmdSetScissor(context.commands, 0, 1, &scissor);
    vkCmdDrawIndexed(context.commands, command.index_count, 1, command.first_index, command.vertex_offset, 0);
  }
  return {};
}

} // namespace myo::render
