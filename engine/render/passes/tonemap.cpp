// Light to the picture's sRGB bytes, over the background.
#include "render/passes/pass.h"

namespace myo::render {
namespace {

gpu::GraphicsRecipe tonemap_recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "fullscreen.vert";
  out.fragment = "tonemap.frag";
  out.colour = picture_format;
  return out;
}

class TonemapPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "tonemap"; }
  [[nodiscard]] Stage stage() const override { return Stage::picture; }
  [[nodiscard]] bool wanted(const Context &) const override { return true; }
  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = pipeline_.get(context.device, 1);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding(), gpu::ImageBinding{1, context.targets.light.view(), context.nearest}}));
    vkCmdDraw(context.commands, 3, 1, 0, 0);
    return {};
  }

private:
  PipelineBySamples pipeline_{tonemap_recipe()};
};

} // namespace

std::unique_ptr<Pass> make_tonemap_pass() { return std::make_unique<TonemapPass>(); }

} // namespace myo::render
