// Bakes the heat textures, when and only when the heat has changed, and only the tiles that a zone reaches or has left.
#include "render/heat_charts.h"
#include "render/passes/pass.h"

namespace myo::render {
namespace {

class HeatBakePass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "heat bake"; }
  [[nodiscard]] Stage stage() const override { return Stage::compute; }
  [[nodiscard]] bool wanted(const Context &context) const override { return context.heat.stale(context.packet); }

  [[nodiscard]] Status record(Context &context) override {
    if (!pipeline_) {
      auto made = gpu::Pipeline::compute(context.device, "heat_bake.comp");
      MYO_TRY(made);
      pipeline_ = std::move(*made);
    }
    for (Bake &bake : context.heat.due(context.packet)) MYO_CHECK(record_one(context, bake));
    return {};
  }

private:
  Status record_one(Context &context, Bake &bake) {
    Carrier &carrier = *context.heat.carrier(bake.mesh);
    if (!carrier.cleared) {
      carrier.heat.become(context.commands, gpu::Use::copy_to, true);
      const VkClearColorValue far{{heat_far_mm, heat_far_mm, heat_far_mm, heat_far_mm}};
      const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
      vkCmdClearColorImage(context.commands, carrier.heat.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &far, 1, &all);
      carrier.cleared = true;
    }
    const DeviceMesh *mesh = context.geometry.mesh(bake.mesh);
    if (!bake.tiles.empty() && mesh != nullptr && mesh->vertex_count == carrier.chart.vertex_count()) MYO_CHECK(dispatch(context, bake, carrier, *mesh));
    carrier.heat.become(context.commands, gpu::Use::sampled);
    carrier.touched = std::move(bake.touched);
    carrier.baked_for = bake.key;
    return {};
  }

  Status dispatch(Context &context, const Bake &bake, Carrier &carrier, const DeviceMesh &mesh) {
    carrier.heat.become(context.commands, gpu::Use::compute_write);
    const auto zones = context.frame.store(std::span(bake.zones));
    MYO_TRY(zones);
    const auto fields = context.frame.store(std::span(bake.fields));
    MYO_TRY(fields);
    const auto tiles = context.frame.store(std::span(bake.tiles));
    MYO_TRY(tiles);
    const auto owners = context.frame.store(std::span(bake.owners));
    MYO_TRY(owners);
    const auto slice = [](std::uint32_t binding, const gpu::Slice &s) { return gpu::BufferBinding{binding, s.buffer, s.offset, s.size}; };
    MYO_CHECK(context.frame.bind(pipeline_, {slice(0, *owners), gpu::BufferBinding{1, carrier.indices.handle()},
                                             gpu::BufferBinding{2, mesh.rest.handle()}, slice(3, *fields), slice(4, *zones), slice(5, *tiles),
                                             gpu::ImageBinding{6, carrier.heat.view()}}));
    pipeline_.push(context.commands, shared::BakeConstants{carrier.chart.size(), static_cast<std::uint32_t>(bake.zones.size()),
                                                           context.packet.heat.count_overlay ? 1U : 0U, heat_far_mm});
    constexpr std::size_t row = 32768; // a dispatch is at most 65535 wide
    vkCmdDispatch(context.commands, static_cast<std::uint32_t>(std::min(bake.tiles.size(), row)),
                  static_cast<std::uint32_t>((bake.tiles.size() + row - 1) / row), 1);
    return {};
  }

  gpu::Pipeline pipeline_;
};

} // namespace

std::unique_ptr<Pass> make_heat_bake_pass() { return std::make_unique<HeatBakePass>(); }

} // namespace myo::render
