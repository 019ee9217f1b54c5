#include "render/passes/pass.h"

#include "render/heat_charts.h"

#include <array>

namespace myo::render {

Result<const gpu::Pipeline *> PipelineBySamples::get(gpu::Device &device, std::uint32_t samples) {
  if (const auto it = made_.find(samples); it != made_.end()) return &it->second;
  recipe_.samples = samples;
  auto pipeline = gpu::Pipeline::graphics(device, recipe_);
  MYO_TRY(pipeline);
  return &made_.emplace(samples, std::move(*pipeline)).first->second;
}

DrawScope::DrawScope(VkCommandBuffer commands, const ScopeRecipe &recipe) : commands_(commands) {
  const auto attachment = [&](gpu::Image *image, gpu::Image *resolve, bool is_depth) {
    VkRenderingAttachmentInfo out{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    if (image == nullptr) return out;
    out.imageView = image->view();
    out.imageLayout = is_depth ? VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL : VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    out.loadOp = recipe.clear ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_LOAD;
    out.storeOp = is_depth && !recipe.keep_depth ? VK_ATTACHMENT_STORE_OP_DONT_CARE : VK_ATTACHMENT_STORE_OP_STORE;
    if (is_depth)
      out.clearValue.depthStencil = {0.0F, 0};
    else
      out.clearValue.color = recipe.clear_colour;
    if (resolve != nullptr) {
      out.resolveMode = is_depth ? VK_RESOLVE_MODE_SAMPLE_ZERO_BIT : VK_RESOLVE_MODE_AVERAGE_BIT;
      out.resolveImageView = resolve->view();
      out.resolveImageLayout = out.imageLayout;
    }
    return out;
  };
  const VkRenderingAttachmentInfo colour = attachment(recipe.colour, recipe.colour_resolve, false);
  const VkRenderingAttachmentInfo depth = attachment(recipe.depth, recipe.depth_resolve, true);
  const VkExtent2D extent = (recipe.colour != nullptr ? recipe.colour : recipe.depth)->extent();
  VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
  info.renderArea = recipe.area.value_or(VkRect2D{{0, 0}, extent});
  info.layerCount = 1;
  info.colorAttachmentCount = recipe.colour != nullptr ? 1 : 0;
  info.pColorAttachments = &colour;
  info.pDepthAttachment = recipe.depth != nullptr ? &depth : nullptr;
  vkCmdBeginRendering(commands, &info);
  const VkViewport viewport{0, 0, static_cast<float>(extent.width), static_cast<float>(extent.height), 0, 1};
  vkCmdSetViewport(commands, 0, 1, &viewport);
  vkCmdSetScissor(commands, 0, 1, &info.renderArea);
}

const Carrier *shows_heat(const Context &context, const packet::Draw &draw) {
  if (!context.packet.heat.on || (draw.flags & packet::heat_carrier) == 0) return nullptr;
  return context.heat.carrier(draw.mesh);
}

shared::DrawConstants constants_of(const packet::Draw &draw) {
  shared::DrawConstants out{};
  out.tint = draw.tint;
  out.opacity = draw.opacity;
  out.paint = draw.paint;
  out.material = static_cast<std::uint32_t>(draw.material);
  out.flags = draw.flags;
  out.id = draw.id;
  return out;
}

void draw_mesh(const Context &context, const packet::Draw &draw) {
  const DeviceMesh *mesh = context.geometry.mesh(draw.mesh);
  if (mesh == nullptr || draw.index_count == 0) return;
  const std::array buffers{mesh->posed.handle(), mesh->rest.handle()};
  const std::array<VkDeviceSize, 2> offsets{0, 0};
  vkCmdBindVertexBuffers(context.commands, 0, 2, buffers.data(), offsets.data());
  vkCmdBindIndexBuffer(context.commands, mesh->indices.handle(), 0, VK_INDEX_TYPE_UINT32);
  vkCmdDrawIndexed(context.commands, draw.index_count, 1, draw.first_index, 0, 0);
}

} // namespace myo::render
