#include "render/geometry.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace myo::render {
namespace {

using shared::PosedVertex;
using shared::RestVertex;

template <class Upload>
Result<DeviceMesh> make_mesh(gpu::Device &device, gpu::Frame &frame, const Upload &upload) {
  constexpr VkBufferUsageFlags vertex = VK_BUFFER_USAGE_VERTEX_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
  const auto count = static_cast<std::uint32_t>(upload.vertices.size());
  DeviceMesh out{upload.version, count, static_cast<std::uint32_t>(upload.indices.size())};
  auto rest = gpu::upload_buffer(device, frame, upload.vertices, vertex);
  MYO_TRY(rest);
  auto indices = gpu::upload_buffer(device, frame, upload.indices, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  MYO_TRY(indices);
  auto posed = gpu::Buffer::create(device, count * sizeof(PosedVertex), vertex | VK_BUFFER_USAGE_TRANSFER_SRC_BIT, gpu::MemoryUse::device);
  MYO_TRY(posed);
  out.rest = std::move(*rest);
  out.indices = std::move(*indices);
  out.posed = std::move(*posed);
  return out;
}

DeviceMesh *find(std::map<packet::MeshId, DeviceMesh> &meshes, packet::MeshId id) {
  const auto it = meshes.find(id);
  return it == meshes.end() ? nullptr : &it->second;
}

// Index counts by mesh once the uploads have been taken over; only new uploads are looked through.
template <class Upload>
Status check_uploads(const gpu::Device &device, std::span<const Upload> uploads, const std::map<packet::MeshId, DeviceMesh> &known,
                     std::map<packet::MeshId, std::size_t> &counts, std::string_view kind) {
  for (const auto &[id, mesh] : known) counts[id] = mesh.index_count;
  for (const Upload &upload : uploads) {
    const auto it = known.find(upload.mesh);
    if (it != known.end() && it->second.version == upload.version && !upload.vertices.empty()) continue;
    if (upload.vertices.empty()) { // a dropped one
      counts.erase(upload.mesh);
      continue;
    }
    const std::string where = fmt::format("{} {}", kind, upload.mesh);
    const std::size_t vertices = upload.vertices.size();
    if (std::ranges::any_of(upload.indices, [&](std::uint32_t index) { return index >= vertices; }))
      return bad_input("has an index beyond its vertices", where);
    if (upload.vertices.size_bytes() > device.limits().maxStorageBufferRange)
      return bad_input(fmt::format("has {} vertices, more than this device takes", vertices), where, "split the mesh");
    counts[upload.mesh] = upload.indices.size();
  }
  return {};
}

} // namespace

Status Geometry::check(const gpu::Device &device, const packet::FramePacket &packet) const {
  std::map<packet::MeshId, std::size_t> counts, patch_counts;
  MYO_CHECK(check_uploads(device, std::span(packet.meshes), meshes_, counts, "mesh"));
  MYO_CHECK(check_uploads(device, std::span(packet.patch_meshes), patches_, patch_counts, "patch"));
  for (const packet::Draw &draw : packet.draws) {
    const auto it = counts.find(draw.mesh);
    if (it == counts.end()) return bad_input("is drawn but was never uploaded", fmt::format("mesh {}", draw.mesh));
    if (std::size_t{draw.first_index} + draw.index_count > it->second)
      return bad_input("is drawn with indices beyond the mesh", fmt::format("mesh {}", draw.mesh));
  }
  for (const packet::PatchDraw &draw : packet.patches) {
    const auto it = patch_counts.find(draw.mesh);
    if (it == patch_counts.end()) return bad_input("is drawn but was never uploaded", fmt::format("patch {}", draw.mesh));
    if (draw.index_count > it->second) return bad_input("is drawn with indices beyond the mesh", fmt::format("patch {}", draw.mesh));
  }
  return {};
}

Status Geometry::update(gpu::Device &device, gpu::Frame &frame, const packet::FramePacket &packet) {
  for (const packet::MeshUpload &upload : packet.meshes) {
    if (upload.vertices.empty()) {
      meshes_.erase(upload.mesh);
      continue;
    }
    if (const DeviceMesh *known = mesh(upload.mesh); known != nullptr && known->version == upload.version) continue;
    auto made = make_mesh(device, frame, upload);
    MYO_TRY(made);
    if (!upload.anchors.empty()) {
      std::vector<vec4> held(upload.anchors.begin(), upload.anchors.end());
      held.insert(held.end(), upload.wall.begin(), upload.wall.end());
      auto anchors = gpu::upload_buffer(device, frame, std::span<const vec4>(held), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
      MYO_TRY(anchors);
      made->anchors = std::move(*anchors);
      made->anchor_count = static_cast<std::uint32_t>(upload.anchors.size());
      made->has_wall = !upload.wall.empty();
    }
    meshes_.insert_or_assign(upload.mesh, std::move(*made));
  }
  for (const packet::PatchUpload &upload : packet.patch_meshes) {
    if (upload.vertices.empty()) {
      patches_.erase(upload.mesh);
      continue;
    }
    if (const DeviceMesh *known = patch(upload.mesh); known != nullptr && known->version == upload.version) continue;
    if (upload.edge_mm.size() != upload.vertices.size())
      return bad_input("needs one edge distance a vertex", fmt::format("patch {}", upload.mesh));
    auto made = make_mesh(device, frame, upload);
    MYO_TRY(made);
    auto edge = gpu::upload_buffer(device, frame, upload.edge_mm, VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
    MYO_TRY(edge);
    made->edge_mm = std::move(*edge);
    patches_.insert_or_assign(upload.mesh, std::move(*made));
  }
  return {};
}

DeviceMesh *Geometry::mesh(packet::MeshId id) { return find(meshes_, id); }
DeviceMesh *Geometry::patch(packet::MeshId id) { return find(patches_, id); }

gpu::VertexLayout surface_layout() {
  return {{{0, sizeof(PosedVertex), VK_VERTEX_INPUT_RATE_VERTEX}, {1, sizeof(RestVertex), VK_VERTEX_INPUT_RATE_VERTEX}},
          {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(PosedVertex, position)},
           {1, 0, VK_FORMAT_R16G16_SNORM, offsetof(PosedVertex, normal)},
           {2, 1, VK_FORMAT_R8G8B8A8_UNORM, offsetof(RestVertex, openness_flags)},
           {3, 1, VK_FORMAT_R16G16_UNORM, offsetof(RestVertex, uv)},
           {4, 1, VK_FORMAT_R32G32B32_SFLOAT, offsetof(RestVertex, position)}}};
}

gpu::VertexLayout patch_layout() {
  gpu::VertexLayout out = surface_layout();
  out.attributes.resize(3); // patch.vert needs neither uv nor the rest position
  out.bindings.push_back({2, sizeof(float), VK_VERTEX_INPUT_RATE_VERTEX});
  out.attributes.push_back({5, 2, VK_FORMAT_R32_SFLOAT, 0});
  return out;
}

} // namespace myo::render
