// The meshes on the device: compared with each packet's uploads by {id, version}.
#pragma once

#include "gpu/upload.h"
#include "packet/packet.h"

#include <map>

namespace myo::render {

struct DeviceMesh {
  std::uint64_t version = 0;
  std::uint32_t vertex_count = 0, index_count = 0;
  gpu::Buffer rest, posed, indices;
  gpu::Buffer edge_mm;                 // patches only
  gpu::Buffer anchors;                 // of flesh
  std::uint32_t anchor_count = 0;
  bool has_wall = false;               // the thorax' wall lies behind the anchors
  std::uint64_t posed_for = 0;         // packet::pose_version of `posed`; meaningless until `is_posed`
  bool is_posed = false;
};

class Geometry {
public:
  // Refuses indices beyond their vertices and draws beyond their mesh, before anything is recorded. Only what is new is
  // looked through.
  [[nodiscard]] Status check(const gpu::Device &device, const packet::FramePacket &packet) const;
  // Takes over what is new or changed, drops what is empty.
  Status update(gpu::Device &device, gpu::Frame &frame, const packet::FramePacket &packet);
  [[nodiscard]] DeviceMesh *mesh(packet::MeshId id);
  [[nodiscard]] DeviceMesh *patch(packet::MeshId id);

private:
  using Meshes = std::map<packet::MeshId, DeviceMesh>;
  Meshes meshes_, patches_;
};

// Posed and rest vertices side by side, as surface.vert reads them; patches add their edge.
[[nodiscard]] gpu::VertexLayout surface_layout();
[[nodiscard]] gpu::VertexLayout patch_layout();

} // namespace myo::render
