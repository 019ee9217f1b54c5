#include "render/passes/ids.h"

namespace myo::render {

gpu::GraphicsRecipe IdPass::recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "surface.vert";
  out.fragment = "id.frag";
  out.layout = surface_layout();
  out.colour = id_format;
  out.depth = depth_format;
  out.depth_test = gpu::DepthTest::nearer;
  out.depth_write = true;
  return out;
}

Status IdPass::record(Context &context, VkRect2D area) {
  Targets &t = context.targets;
  MYO_CHECK(t.need_ids(context.device));
  const auto pipeline = pipeline_.get(context.device, 1);
  MYO_TRY(pipeline);
  t.ids.become(context.commands, gpu::Use::colour_target, true);
  t.id_depth.become(context.commands, gpu::Use::depth_target, true);
  const DrawScope scope(context.commands, {.colour = &t.ids, .depth = &t.id_depth, .keep_depth = false, .area = area});
  MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
  for (const packet::Draw &draw : context.packet.draws) {
    if (draw.style == packet::Style::ghost || (draw.flags & packet::deep_heat_carrier) != 0) continue;
    (*pipeline)->push(context.commands, constants_of(draw));
    draw_mesh(context, draw);
  }
  return {};
}

} // namespace myo::render
