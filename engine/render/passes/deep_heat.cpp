// Heat of deep surfaces, through everything in front of them but what is said to cover it. Only the heat is drawn, never
// the surface itself.
#include "render/heat_charts.h"
#include "render/passes/pass.h"

#include <algorithm>

namespace myo::render {
namespace {

using packet::Draw;

bool is_deep(const Draw &draw) { return (draw.flags & packet::deep_heat_carrier) != 0; }

gpu::GraphicsRecipe recipe(bool depth_only) {
  gpu::GraphicsRecipe out;
  out.vertex = "surface.vert";
  out.fragment = "deep_heat.frag";
  out.layout = surface_layout();
  out.colour = light_format;
  out.depth = depth_format;
  out.depth_test = depth_only ? gpu::DepthTest::nearer : gpu::DepthTest::equal;
  out.depth_write = depth_only;
  out.blend = depth_only ? gpu::Blend::none : gpu::Blend::premultiplied;
  out.colour_write = !depth_only;
  out.cull = gpu::Cull::back; // pain under the shoulder blade is not shown on the chest
  out.constants = {depth_only ? 1U : 0U};
  return out;
}

gpu::GraphicsRecipe cover_recipe() {
  gpu::GraphicsRecipe out = recipe(true);
  out.fragment = "depth.frag";
  out.cull = gpu::Cull::none;
  out.constants = {};
  return out;
}

class DeepHeatPass : public Pass {
public:
  explicit DeepHeatPass(bool below) : below_(below) {}
  [[nodiscard]] std::string_view name() const override { return "deep heat"; }
  [[nodiscard]] Stage stage() const override { return Stage::blend; }
  [[nodiscard]] bool wanted(const Context &context) const override {
    return context.packet.heat.on && context.packet.heat.deep_below == below_ && std::ranges::any_of(context.packet.draws, is_deep);
  }

  [[nodiscard]] Status record(Context &context) override {
    // What was drawn so far no longer hides anything: the deep surfaces are sorted among themselves and what covers them.
    VkClearAttachment clear{VK_IMAGE_ASPECT_DEPTH_BIT, 0, {}};
    clear.clearValue.depthStencil = {0.0F, 0};
    const VkClearRect all{{{0, 0}, context.targets.light.extent()}, 0, 1};
    vkCmdClearAttachments(context.commands, 1, &clear, 1, &all);
    MYO_CHECK(record_cover(context));
    for (PipelineBySamples *step : {&depth_, &colour_}) {
      const auto pipeline = step->get(context.device, context.targets.samples);
      MYO_TRY(pipeline);
      for (const Draw &draw : context.packet.draws) {
        const Carrier *carrier = is_deep(draw) ? context.heat.carrier(draw.mesh) : nullptr;
        if (carrier == nullptr) continue;
        MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding(), gpu::ImageBinding{1, carrier->heat.view(), context.linear}}));
        draw_mesh(context, draw);
      }
    }
    return {};
  }

private:
  Status record_cover(Context &context) {
    const auto covers = [](const Draw &draw) { return draw.style == packet::Style::solid && (draw.flags & packet::covers_deep_heat) != 0; };
    if (std::ranges::none_of(context.packet.draws, covers)) return {};
    const auto pipeline = cover_.get(context.device, context.targets.samples);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
    for (const Draw &draw : context.packet.draws)
      if (covers(draw)) draw_mesh(context, draw);
    return {};
  }

  bool below_;
  PipelineBySamples cover_{cover_recipe()}, depth_{recipe(true)}, colour_{recipe(false)};
};

} // namespace

std::unique_ptr<Pass> make_deep_heat_pass(bool below) { return std::make_unique<DeepHeatPass>(below); }

} // namespace myo::render
