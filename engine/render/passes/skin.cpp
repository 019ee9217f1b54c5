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
    const shared::LimbFold no_fold{};
    const auto folds = context.frame.store(context.packet.folds.empty() ? std::span(&no_fold, 1) : std::span(context.packet.folds));
    MYO_TRY(folds);
    const std::uint32_t no_side = 0;
    const auto sides = context.frame.store(context.packet.fold_sides.empty() ? std::span(&no_side, 1) : std::span(context.packet.fold_sides));
    MYO_TRY(sides);
    const auto side_count = static_cast<std::uint32_t>(context.packet.fold_sides.size());
    const auto fold_count = static_cast<std::uint32_t>(side_count > 0 ? context.packet.folds.size() : 0);
    // Earlier frames may still read what is about to be written.
    gpu::record_buffer_barrier(context.commands, gpu::Use::vertex_read, gpu::Use::compute_write);
    for (const auto &[mesh, swell_m, gives_way] : stale(context)) {
      MYO_CHECK(context.frame.bind(pipeline_, {gpu::BufferBinding{0, mesh->rest.handle()}, gpu::BufferBinding{1, mesh->posed.handle()},
                                               gpu::BufferBinding{2, joints->buffer, joints->offset, joints->size},
                                               gpu::BufferBinding{3, (mesh->anchor_count > 0 ? mesh->anchors : mesh->rest).handle()},
                                               gpu::BufferBinding{4, folds->buffer, folds->offset, folds->size},
                                               gpu::BufferBinding{5, sides->buffer, sides->offset, sides->size}}));
      pipeline_.push(context.commands, shared::SkinConstants{mesh->vertex_count, static_cast<std::uint32_t>(context.packet.joints.size()), mesh->anchor_count, swell_m, gives_way ? fold_count : 0U, mesh->has_wall ? mesh->anchor_count : 0U, side_count});
      vkCmdDispatch(context.commands, (mesh->vertex_count + 63) / 64, 1, 1);
      mesh->is_posed = true;
      mesh->posed_for = context.packet.pose_version;
    }
    gpu::record_buffer_barrier(context.commands, gpu::Use::compute_write, gpu::Use::vertex_read);
    return {};
  }

private:
  struct Stale { DeviceMesh *mesh; float swell_m; bool gives_way; };
  // Each mesh once, though several draws may use it.
  static std::vector<Stale> stale(const Context &context) {
    std::vector<Stale> out;
    const auto add = [&](DeviceMesh *mesh, float swell_m, bool gives_way) {
      if (mesh == nullptr || (mesh->is_posed && mesh->posed_for == context.packet.pose_version)) return;
      if (std::ranges::find(out, mesh, &Stale::mesh) == out.end()) out.push_back({mesh, swell_m, gives_way});
    };
    for (const packet::Draw &draw : context.packet.draws) add(context.geometry.mesh(draw.mesh), draw.swell_m, draw.gives_way);
    for (const packet::PatchDraw &draw : context.packet.patches) add(context.geometry.patch(draw.mesh), 0, false);
    return out;
  }
  gpu::Pipeline pipeline_;
};

} // namespace

std::unique_ptr<Pass> make_skin_pass() { return std::make_unique<SkinPass>(); }

} // namespace myo::render
