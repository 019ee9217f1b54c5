// The X of a trigger point: of constant size on the screen, with a halo, never hidden.
#include "render/passes/pass.h"

#include "shared/marker_constants.h"

namespace myo::render {
namespace {

gpu::GraphicsRecipe marker_recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "marker.vert";
  out.fragment = "marker.frag";
  out.colour = picture_format;
  out.blend = gpu::Blend::straight;
  return out;
}

class MarkerPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "markers"; }
  [[nodiscard]] Stage stage() const override { return Stage::picture; }
  [[nodiscard]] bool wanted(const Context &context) const override { return !context.packet.markers.empty(); }
  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = pipeline_.get(context.device, 1);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
    for (const packet::Marker &marker : context.packet.markers) {
      (*pipeline)->push(context.commands, shared::MarkerConstants{marker.point, marker.size_px, marker.colour, marker.halo});
      vkCmdDraw(context.commands, 6, 1, 0, 0);
    }
    return {};
  }

private:
  PipelineBySamples pipeline_{marker_recipe()};
};

} // namespace

std::unique_ptr<Pass> make_marker_pass() { return std::make_unique<MarkerPass>(); }

} // namespace myo::render
