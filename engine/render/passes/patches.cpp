// Attachments: origin and insertion areas on the bones.
#include "render/passes/pass.h"

#include <array>

namespace myo::render {
namespace {

constexpr float pull_m = 0.0015F; // more than a coarse level of detail strays from the bone's surface, mostly

gpu::GraphicsRecipe patch_recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "patch.vert";
  out.fragment = "patch.frag";
  out.layout = patch_layout();
  out.colour = light_format;
  out.depth = depth_format;
  out.depth_test = gpu::DepthTest::nearer;
  out.depth_write = false; // two patches that overlap are told apart by their order
  out.blend = gpu::Blend::premultiplied;
  out.cull = gpu::Cull::back; // else a patch would show through a thin bone
  return out;
}

class PatchPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "patches"; }
  [[nodiscard]] Stage stage() const override { return Stage::opaque; }
  [[nodiscard]] bool wanted(const Context &context) const override { return !context.packet.patches.empty(); }

  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = pipeline_.get(context.device, context.targets.samples);
    MYO_TRY(pipeline);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding()}));
    for (const packet::PatchDraw &draw : context.packet.patches) {
      const DeviceMesh *mesh = context.geometry.patch(draw.mesh);
      if (mesh == nullptr) continue;
      shared::DrawConstants constants{};
      constants.tint = draw.colour;
      constants.outline = draw.outline;
      constants.pull_m = pull_m;
      (*pipeline)->push(context.commands, constants);
      const std::array buffers{mesh->posed.handle(), mesh->rest.handle(), mesh->edge_mm.handle()};
      const std::array<VkDeviceSize, 3> offsets{0, 0, 0};
      vkCmdBindVertexBuffers(context.commands, 0, 3, buffers.data(), offsets.data());
      vkCmdBindIndexBuffer(context.commands, mesh->indices.handle(), 0, VK_INDEX_TYPE_UINT32);
      vkCmdDrawIndexed(context.commands, draw.index_count, 1, 0, 0, 0);
    }
    return {};
  }

private:
  PipelineBySamples pipeline_{patch_recipe()};
};

} // namespace

std::unique_ptr<Pass> make_patch_pass() { return std::make_unique<PatchPass>(); }

} // namespace myo::render
