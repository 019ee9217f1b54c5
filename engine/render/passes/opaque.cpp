// Solid structures, lit.
#include "render/passes/pass.h"

namespace myo::render {
namespace {

gpu::GraphicsRecipe recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "surface.vert";
  out.fragment = "opaque.frag";
  out.layout = surface_layout();
  out.colour = light_format;
  out.depth = depth_format;
  out.depth_test = gpu::DepthTest::nearer;
  out.depth_write = true;
  return out;
}

class OpaquePass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "opaque"; }
  [[nodiscard]] Stage stage() const override { return Stage::opaque; }
  [[nodiscard]] bool wanted(const Context &context) const override { return !context.packet.draws.empty(); }

  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = plain_.get(context.device, context.targets.samples);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
    for (const packet::Draw &draw : context.packet.draws) {
      if (draw.style != packet::Style::solid) continue;
      (*pipeline)->push(context.commands, constants_of(draw));
      draw_mesh(context, draw);
    }
    return {};
  }

private:
  PipelineBySamples plain_{recipe()};
};

} // namespace

std::unique_ptr<Pass> make_opaque_pass() { return std::make_unique<OpaquePass>(); }

} // namespace myo::render
