// Screen-space ambient occlusion: worked out from depth at half size, filtered to full size, then multiplied onto what
// has been lit, before anything see-through is drawn.
#include "render/passes/pass.h"

#include <algorithm>

namespace myo::render {
namespace {

bool occludes(const Context &context) {
  return context.packet.screen_occlusion &&
         std::ranges::any_of(context.packet.draws, [](const packet::Draw &draw) { return draw.style == packet::Style::solid; });
}

gpu::GraphicsRecipe screen_recipe(const char *fragment, VkFormat format) {
  gpu::GraphicsRecipe out;
  out.vertex = "fullscreen.vert";
  out.fragment = fragment;
  out.colour = format;
  return out;
}

gpu::GraphicsRecipe apply_recipe() {
  gpu::GraphicsRecipe out = screen_recipe("occlusion_apply.frag", light_format);
  out.depth = depth_format;
  out.blend = gpu::Blend::multiply;
  return out;
}

class OcclusionPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "occlusion"; }
  [[nodiscard]] Stage stage() const override { return Stage::alone; }
  [[nodiscard]] bool wanted(const Context &context) const override { return occludes(context); }

  [[nodiscard]] Status record(Context &context) override {
    Targets &t = context.targets;
    MYO_CHECK(t.need_occlusion(context.device));
    t.depth.become(context.commands, gpu::Use::sampled);
    const gpu::ImageBinding depth{1, t.depth.view(), context.nearest};
    MYO_CHECK(fill(context, half_, t.occlusion_half, depth, depth));
    return fill(context, full_, t.occlusion, depth, gpu::ImageBinding{2, t.occlusion_half.view(), context.nearest});
  }

private:
  static Status fill(Context &context, PipelineBySamples &pipelines, gpu::Image &target, gpu::ImageBinding first, gpu::ImageBinding second) {
    const auto pipeline = pipelines.get(context.device, 1);
    MYO_TRY(pipeline);
    target.become(context.commands, gpu::Use::colour_target, true);
    {
      const DrawScope scope(context.commands, {.colour = &target});
      MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding(), first, second}));
      vkCmdDraw(context.commands, 3, 1, 0, 0);
    }
    target.become(context.commands, gpu::Use::sampled);
    return {};
  }
  PipelineBySamples half_{screen_recipe("occlusion.frag", occlusion_format)}, full_{screen_recipe("occlusion_filter.frag", mask_format)};
};

class OcclusionApplyPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "occlusion on light"; }
  [[nodiscard]] Stage stage() const override { return Stage::blend; }
  [[nodiscard]] bool wanted(const Context &context) const override { return occludes(context); }
  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = pipeline_.get(context.device, context.targets.samples);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {gpu::ImageBinding{1, context.targets.occlusion.view(), context.nearest}}));
    vkCmdDraw(context.commands, 3, 1, 0, 0);
    return {};
  }

private:
  PipelineBySamples pipeline_{apply_recipe()};
};

} // namespace

std::unique_ptr<Pass> make_occlusion_pass() { return std::make_unique<OcclusionPass>(); }
std::unique_ptr<Pass> make_occlusion_apply_pass() { return std::make_unique<OcclusionApplyPass>(); }

} // namespace myo::render
