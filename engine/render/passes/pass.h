// One step of a frame. The renderer is an ordered list of these; one file a pass.
#pragma once

#include "gpu/sampler.h"
#include "render/geometry.h"
#include "render/targets.h"
#include "shared/frame_constants.h"

#include <map>
#include <memory>
#include <optional>
#include <string_view>

namespace myo::render {

class HeatCharts;
struct Carrier;

// All that a pass may touch.
struct Context {
  gpu::Device &device;
  gpu::Frame &frame;
  VkCommandBuffer commands;
  const packet::FramePacket &packet;
  Targets &targets;
  Geometry &geometry;
  HeatCharts &heat;
  gpu::Slice constants;                // shared::FrameConstants
  VkSampler linear, nearest;

  [[nodiscard]] gpu::BufferBinding constants_binding() const { return {0, constants.buffer, constants.offset, constants.size}; }
};

// Passes of one stage are drawn into the same targets without a break between them.
enum class Stage {
  compute,   // no targets
  opaque,    // light and depth, cleared
  alone,     // opens its own targets
  blend,     // light and depth, on top of the opaque stage
  picture,   // sRGB bytes
};

class Pass {
public:
  virtual ~Pass() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual Stage stage() const = 0;
  [[nodiscard]] virtual bool wanted(const Context &context) const = 0;
  // Uploads and what else cannot be recorded between the draws of a scope; called first when the pass is wanted.
  [[nodiscard]] virtual Status prepare(Context &) { return {}; }
  [[nodiscard]] virtual Status record(Context &context) = 0;
};

// A pipeline for each number of samples, made when first needed.
class PipelineBySamples {
public:
  explicit PipelineBySamples(gpu::GraphicsRecipe recipe) : recipe_(std::move(recipe)) {}
  [[nodiscard]] Result<const gpu::Pipeline *> get(gpu::Device &device, std::uint32_t samples);

private:
  gpu::GraphicsRecipe recipe_;
  std::map<std::uint32_t, gpu::Pipeline> made_;
};

// Opens a dynamic-rendering scope; the destructor closes it. Attachments must be in the right use already.
struct ScopeRecipe {
  gpu::Image *colour = nullptr, *colour_resolve = nullptr;
  gpu::Image *depth = nullptr, *depth_resolve = nullptr;
  bool clear = true;                   // colour to `clear_colour`, depth to far; else both are loaded
  VkClearColorValue clear_colour{};
  bool keep_depth = true;
  std::optional<VkRect2D> area;        // drawn part; nothing: all of it
};
class DrawScope {
public:
  DrawScope(VkCommandBuffer commands, const ScopeRecipe &recipe);
  ~DrawScope() { vkCmdEndRendering(commands_); }
  DrawScope(const DrawScope &) = delete;
  DrawScope &operator=(const DrawScope &) = delete;

private:
  VkCommandBuffer commands_;
};

// The carrier whose heat is drawn with this mesh, or nothing.
[[nodiscard]] const Carrier *shows_heat(const Context &context, const packet::Draw &draw);
[[nodiscard]] shared::DrawConstants constants_of(const packet::Draw &draw);
// Binds the mesh's buffers and draws. Geometry::check has refused what would not fit.
void draw_mesh(const Context &context, const packet::Draw &draw);

// Vertices in pixels: packet::OverlayVertex and packet::UiVertex.
[[nodiscard]] gpu::VertexLayout pixel_layout();

std::unique_ptr<Pass> make_skin_pass();
std::unique_ptr<Pass> make_heat_bake_pass();
std::unique_ptr<Pass> make_opaque_pass();
std::unique_ptr<Pass> make_patch_pass();
std::unique_ptr<Pass> make_occlusion_pass();
std::unique_ptr<Pass> make_occlusion_apply_pass();
std::unique_ptr<Pass> make_ghost_pass(bool skin);        // all but the skin; the skin alone
std::unique_ptr<Pass> make_deep_heat_pass(bool below);   // in frames whose deep heat lies under the skin's; in all others
// Whether the mask of what is selected is drawn in this frame.
[[nodiscard]] bool has_selection(const Context &context);
std::unique_ptr<Pass> make_mask_pass();
std::unique_ptr<Pass> make_tonemap_pass();
std::unique_ptr<Pass> make_outline_pass();
std::unique_ptr<Pass> make_overlay_pass();
std::unique_ptr<Pass> make_marker_pass();

} // namespace myo::render
