#include "render/check.h"

#include <algorithm>
#include <cmath>

namespace myo::render {
namespace {

bool finite(const mat4 &m) {
  const float *values = glm::value_ptr(m);
  return std::all_of(values, values + 16, [](float v) { return std::isfinite(v); });
}

bool inside(std::span<const std::uint32_t> indices, std::size_t count) {
  return std::ranges::all_of(indices, [&](std::uint32_t index) { return index < count; });
}

} // namespace

Status check_packet(const packet::FramePacket &packet, std::uint32_t largest) {
  if (packet.size.x == 0 || packet.size.y == 0) return bad_arguments("a picture needs at least 1x1 pixels");
  if (packet.size.x > largest || packet.size.y > largest)
    return bad_arguments(fmt::format("a picture of {}x{} pixels is larger than this device draws", packet.size.x, packet.size.y),
                         fmt::format("stay within {0}x{0}", largest));
  if (packet.samples != 1 && packet.samples != 4)
    return bad_arguments(fmt::format("{} samples a pixel are not offered", packet.samples), "choose 1 or 4");
  if (!finite(packet.camera.view) || !finite(packet.camera.projection)) return bad_input("has a number that is not finite", "camera");
  for (const packet::Draw &draw : packet.draws)
    if (draw.id == 0) return bad_input("has pick id 0, which means nothing", fmt::format("draw of mesh {}", draw.mesh));
  for (const packet::MeshUpload &upload : packet.meshes)
    if (upload.mesh == 0) return bad_input("has mesh id 0, which means none", "mesh upload");
  for (const packet::PatchUpload &upload : packet.patch_meshes)
    if (!upload.vertices.empty() && upload.edge_mm.size() != upload.vertices.size())
      return bad_input("needs one edge distance a vertex", fmt::format("patch {}", upload.mesh));
  if (packet.glyphs.coverage.size() < static_cast<std::size_t>(packet.glyphs.width) * packet.glyphs.height && packet.glyphs.version != 0)
    return bad_input("is smaller than it says", "glyph atlas");
  if (!inside(packet.overlay_indices, packet.overlay.size())) return bad_input("has an index beyond its vertices", "overlay");
  if (packet.capture.pick && (packet.capture.pick_px.x >= packet.size.x || packet.capture.pick_px.y >= packet.size.y))
    return bad_arguments("the picked pixel lies outside the picture");
  return {};
}

} // namespace myo::render
