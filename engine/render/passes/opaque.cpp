// Solid structures, lit; a solid carrier with its heat.
#include "render/heat_charts.h"
#include "render/passes/pass.h"

namespace myo::render {
namespace {

using packet::Draw;

gpu::GraphicsRecipe solid_recipe(const char *fragment) {
  gpu::GraphicsRecipe out;
  out.vertex = "surface.vert";
  out.fragment = fragment;
  out.layout = surface_layout();
  out.colour = light_format;
  out.depth = depth_format;
  out.depth_test = gpu::DepthTest::nearer;
  out.depth_write = true;
  return out;
}

bool is_solid(const Draw &draw) { return draw.style == packet::Style::solid && (draw.flags & packet::deep_heat_carrier) == 0; }

class OpaquePass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "opaque"; }
  [[nodiscard]] Stage stage() const override { return Stage::opaque; }
  [[nodiscard]] bool wanted(const Context &context) const override { return !context.packet.draws.empty(); }

  [[nodiscard]] Status record(Context &context) override {
    const auto plain = plain_.get(context.device, context.targets.samples);
    MYO_TRY(plain);
    MYO_CHECK(context.frame.bind(**plain, {context.constants_binding()}));
    std::vector<const Draw *> carriers;
    for (const Draw &draw : context.packet.draws) {
      if (!is_solid(draw)) continue;
      if (shows_heat(context, draw) != nullptr) {
        carriers.push_back(&draw);
        continue;
      }
      (*plain)->push(context.commands, constants_of(draw));
      draw_mesh(context, draw);
    }
    for (const Draw *draw : carriers) {
      const auto heat = heat_.get(context.device, context.targets.samples);
      MYO_TRY(heat);
      MYO_CHECK(context.frame.bind(**heat, {context.constants_binding(),
                                            gpu::ImageBinding{1, shows_heat(context, *draw)->heat.view(), context.linear}}));
      (*heat)->push(context.commands, constants_of(*draw));
      draw_mesh(context, *draw);
    }
    return {};
  }

private:
  PipelineBySamples plain_{solid_recipe("opaque.frag")}, heat_{solid_recipe("opaque_heat.frag")};
};

} // namespace

std::unique_ptr<Pass> make_opaque_pass() { return std::make_unique<OpaquePass>(); }

} // namespace myo::render
