// See-through structures. Of each group only the front-most layer is shown (its depth is drawn first), back faces never,
// so that folds and far sides do not pile up. Inner structures first, the skin last: a ghosted muscle shows through a
// ghosted skin.
#include "render/heat_charts.h"
#include "render/passes/pass.h"

#include <algorithm>
#include <array>

namespace myo::render {
namespace {

using packet::Draw;

bool is_ghost(const Draw &draw) { return draw.style == packet::Style::ghost && (draw.flags & packet::deep_heat_carrier) == 0; }

gpu::GraphicsRecipe ghost_recipe(const char *fragment) {
  gpu::GraphicsRecipe out;
  out.vertex = "surface.vert";
  out.fragment = fragment;
  out.layout = surface_layout();
  out.colour = light_format;
  out.depth = depth_format;
  out.depth_test = gpu::DepthTest::equal;
  out.blend = gpu::Blend::premultiplied;
  out.cull = gpu::Cull::back;
  return out;
}

// With a selection, its mask lets the chosen muscle show through the zones that lie over it.
gpu::GraphicsRecipe heat_recipe(bool masked) {
  gpu::GraphicsRecipe out = ghost_recipe("ghost_heat.frag");
  out.constants = {masked ? 1U : 0U};
  return out;
}

gpu::GraphicsRecipe depth_recipe() {
  gpu::GraphicsRecipe out = ghost_recipe("depth.frag");
  out.depth_test = gpu::DepthTest::nearer;
  out.depth_write = true;
  out.blend = gpu::Blend::none;
  out.colour_write = false;
  return out;
}

class GhostPass : public Pass {
public:
  explicit GhostPass(bool skin) : skin_(skin) {}
  [[nodiscard]] std::string_view name() const override { return skin_ ? "skin ghost" : "ghosts"; }
  [[nodiscard]] Stage stage() const override { return Stage::blend; }
  [[nodiscard]] bool wanted(const Context &context) const override { return std::ranges::any_of(context.packet.draws, [&](const Draw &draw) { return mine(draw); }); }

  [[nodiscard]] Status record(Context &context) override {
    const auto depth = depth_.get(context.device, context.targets.samples);
    MYO_TRY(depth);
    MYO_CHECK(context.frame.bind(**depth, {context.constants_binding()}));
    for (const Draw &draw : context.packet.draws)
      if (mine(draw)) draw_mesh(context, draw);
    for (const Draw &draw : context.packet.draws)
      if (mine(draw)) MYO_CHECK(record_one(context, draw));
    return {};
  }

private:
  [[nodiscard]] bool mine(const Draw &draw) const { return is_ghost(draw) && (draw.material == packet::Material::skin) == skin_; }

  Status record_one(Context &context, const Draw &draw) {
    const Carrier *carrier = shows_heat(context, draw);
    const bool masked = has_selection(context);
    const auto pipeline =
        (carrier == nullptr ? plain_ : masked ? masked_heat_ : heat_).get(context.device, context.targets.samples);
    MYO_TRY(pipeline);
    if (carrier != nullptr) // without a mask the binding is still there, but never read
      MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding(),
                                                gpu::ImageBinding{1, carrier->heat.view(), context.linear},
                                                gpu::ImageBinding{2, masked ? context.targets.mask.view() : carrier->heat.view(), context.linear}}));
    else
      MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
    (*pipeline)->push(context.commands, constants_of(draw));
    draw_mesh(context, draw);
    return {};
  }

  bool skin_;
  PipelineBySamples depth_{depth_recipe()}, plain_{ghost_recipe("ghost.frag")}, heat_{heat_recipe(false)}, masked_heat_{heat_recipe(true)};
};

} // namespace

std::unique_ptr<Pass> make_ghost_pass(bool skin) { return std::make_unique<GhostPass>(skin); }

} // namespace myo::render
