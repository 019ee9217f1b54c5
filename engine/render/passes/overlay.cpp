// What is written in the picture: triangles in pixels, flat or with a glyph's coverage.
#include "render/passes/pass.h"

#include <array>
#include <cstddef>

namespace myo::render {

static_assert(sizeof(packet::OverlayVertex) == 20 && sizeof(packet::UiVertex) == 20, "pixel_layout serves both");

gpu::VertexLayout pixel_layout() {
  return {{{0, sizeof(packet::OverlayVertex), VK_VERTEX_INPUT_RATE_VERTEX}},
          {{0, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(packet::OverlayVertex, position_px)},
           {1, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(packet::OverlayVertex, uv)},
           {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(packet::OverlayVertex, colour)}}};
}

namespace {

gpu::GraphicsRecipe overlay_recipe() {
  gpu::GraphicsRecipe out;
  out.vertex = "overlay.vert";
  out.fragment = "overlay.frag";
  out.layout = pixel_layout();
  out.colour = picture_format;
  out.blend = gpu::Blend::straight;
  return out;
}

class OverlayPass : public Pass {
public:
  [[nodiscard]] std::string_view name() const override { return "overlay"; }
  [[nodiscard]] Stage stage() const override { return Stage::picture; }
  [[nodiscard]] bool wanted(const Context &context) const override { return !context.packet.overlay_indices.empty(); }

  [[nodiscard]] Status prepare(Context &context) override {
    const packet::GlyphUpload &upload = context.packet.glyphs;
    const bool given = upload.version != 0 && upload.width > 0 && upload.height > 0;
    if (glyphs_ && (!given || upload.version == version_)) return {};
    const std::uint8_t full = 255; // flat colours need some image, too
    const std::span<const std::uint8_t> texels = given ? upload.coverage.first(std::size_t{upload.width} * upload.height) : std::span(&full, 1);
    auto image = gpu::upload_image(context.device, context.frame, {given ? upload.width : 1, given ? upload.height : 1, VK_FORMAT_R8_UNORM},
                                   std::as_bytes(texels));
    MYO_TRY(image);
    glyphs_ = std::move(*image);
    version_ = given ? upload.version : 0;
    return {};
  }

  [[nodiscard]] Status record(Context &context) override {
    const auto pipeline = pipeline_.get(context.device, 1);
    MYO_TRY(pipeline);
    const auto vertices = context.frame.store(std::span(context.packet.overlay));
    MYO_TRY(vertices);
    const auto indices = context.frame.store(std::span(context.packet.overlay_indices));
    MYO_TRY(indices);
    MYO_CHECK(context.frame.bind(**pipeline, {context.constants_binding(), gpu::ImageBinding{1, glyphs_.view(), context.linear}}));
    vkCmdBindVertexBuffers(context.commands, 0, 1, &vertices->buffer, &vertices->offset);
    vkCmdBindIndexBuffer(context.commands, indices->buffer, indices->offset, VK_INDEX_TYPE_UINT32);
    vkCmdDrawIndexed(context.commands, static_cast<std::uint32_t>(context.packet.overlay_indices.size()), 1, 0, 0, 0);
    return {};
  }

private:
  PipelineBySamples pipeline_{overlay_recipe()};
  gpu::Image glyphs_;
  std::uint64_t version_ = 0;
};

} // namespace

std::unique_ptr<Pass> make_overlay_pass() { return std::make_unique<OverlayPass>(); }

} // namespace myo::render
