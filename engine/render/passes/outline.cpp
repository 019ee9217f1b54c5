// The outline of what is selected: its coverage is drawn to a mask, through everything, and the mask's border is drawn
// over the finished picture.
#include "render/passes/pass.h"

#include <algorithm>

namespace myo::render {
namespace {

gpu::GraphicsRecipe mask_recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "surface.vert";
  out.fragment = "mask.frag";
  out.layout = surface_layout();
  out.colour = mask_format;
  return out;
}

gpu::GraphicsRecipe outline_recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "fullscreen.vert";
  out.fragment = "outline.frag";
  out.colour = picture_format;
  out.blend = gpu::Blend::straight;
  return out;
}

class MaskPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "mask"; }
  [[nodiscard]] Stage stage() const override { return Stage::alone; }
  [[nodiscard]] bool wanted(const Context &context) const override { return has_selection(context); }
  [[nodiscard]] Status record(Context &context) override {
    Targets &t = context.targets;
    MYO_CHECK(t.need_mask(context.device));
    const auto pipeline = pipeline_.get(context.device, t.samples);
    MYO_TRY(pipeline);
    gpu::Image &drawn = t.multisampled() ? t.mask_samples : t.mask;
    drawn.become(context.commands, gpu::Use::colour_target, true);
    if (t.multisampled()) t.mask.become(context.commands, gpu::Use::colour_target, true);
    {
      const DrawScope scope(context.commands, {.colour = &drawn, .colour_resolve = t.multisampled() ? &t.mask : nullptr});
      MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
      for (const packet::Draw &draw : context.packet.draws) {
        if ((draw.flags & packet::selected) == 0) continue;
        draw_mesh(context, draw);
      }
    }
    t.mask.become(context.commands, gpu::Use::sampled);
    return {};
  }

private:
  PipelineBySamples pipeline_{mask_recipe()};
};

class OutlinePass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "outline"; }
  [[nodiscard]] Stage stage() const override { return Stage::picture; }
  [[nodiscard]] bool wanted(const Context &context) const override { return has_selection(context); }
  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = pipeline_.get(context.device, 1);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding(), gpu::ImageBinding{1, context.targets.mask.view(), context.linear}}));
    vkCmdDraw(context.commands, 3, 1, 0, 0);
    return {};
  }

private:
  PipelineBySamples pipeline_{outline_recipe()};
};

} // namespace

bool has_selection(const Context &context) {
  return context.packet.outline_selected &&
         std::ranges::any_of(context.packet.draws, [](const packet::Draw &draw) { return (draw.flags & packet::selected) != 0; });
}

std::unique_ptr<Pass> make_mask_pass() { return std::make_unique<MaskPass>(); }
std::unique_ptr<Pass> make_outline_pass() { return std::make_unique<OutlinePass>(); }

} // namespace myo::render
