// Poses the vertices of what is drawn. A mesh is posed again only when the pose or the mesh itself has changed.
#include "render/passes/pass.h"

#include "shared/compute_constants.h"

#include <algorithm>

namespace myo::render {
namespace {

class SkinPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "skin"; }
  [[nodiscard]] Stage stage() const override { return Stage::compute; }
  [[nodiscard]] bool wanted(const Context &context) const override { return !stale(context).empty(); }

  [[nodiscard]] Status record(Context &context) override {
    if (!pipeline_) {
      auto made = gpu::Pipeline::compute(context.device, "skin.comp");
      MYO_TRY(made);
      pipeline_ = std::move(*made);
    }
    const auto joints = context.frame.store(std::span<const shared::JointMotion>(context.packet.joints));
    MYO_TRY(joints);
    // Earlier frames may still read what is about to be written.
    gpu::record_buffer_barrier(context.commands, gpu::Use::vertex_read, gpu::Use::compute_write);
    for (const auto &[mesh, swell_m] : stale(context)) {
      MYO_CHECK(context.frame.bind(pipeline_, {gpu::BufferBinding{0, mesh->rest.handle()}, gpu::BufferBinding{1, mesh->posed.handle()},
                                               gpu::BufferBinding{2, joints->buffer, joints->offset, joints->size}}));
      pipeline_.push(context.commands, shared::SkinConstants{mesh->vertex_count, static_cast<std::uint32_t>(context.packet.joints.size()), swell_m});
      vkCmdDispatch(context.commands, (mesh->vertex_count + 63) / 64, 1, 1);
      mesh->is_posed = true;
      mesh->posed_for = context.packet.pose_version;
    }
    gpu::record_buffer_barrier(context.commands, gpu::Use::compute_write, gpu::Use::vertex_read);
    return {};
  }

private:
  struct Stale { DeviceMesh *mesh; float swell_m; };
  // Each mesh once, though several draws may use it.
  static std::vector<Stale> stale(const Context &context) {
    std::vector<Stale> out;
    const auto add = [&](DeviceMesh *mesh, float swell_m) {
      if (mesh == nullptr || (mesh->is_posed && mesh->posed_for == context.packet.pose_version)) return;
      if (std::ranges::find(out, mesh, &Stale::mesh) == out.end()) out.push_back({mesh, swell_m});
    };
    for (const packet::Draw &draw : context.packet.draws) add(context.geometry.mesh(draw.mesh), draw.swell_m);
    for (const packet::PatchDraw &draw : context.packet.patches) add(context.geometry.patch(draw.mesh), 0);
    return out;
  }
  gpu::Pipeline pipeline_;
};

} // namespace

std::unique_ptr<Pass> make_skin_pass() { return std::make_unique<SkinPass>(); }

} // namespace myo::render
