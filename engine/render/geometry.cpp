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
  if (std::ranges::any_of(upload.indices, [&](std::uint32_t index) { return index >= count; }))
    return bad_input("has an index beyond its vertices", fmt::format("mesh {}", upload.mesh));
  if (upload.vertices.size_bytes() > device.limits().maxStorageBufferRange)
    return bad_input(fmt::format("has {} vertices, more than this device takes", count), fmt::format("mesh {}", upload.mesh),
                     "split the mesh");
  DeviceMesh out{upload.version, count, static_cast<std::uint32_t>(upload.indices.size())};
  auto rest = gpu::upload_buffer(device, frame, upload.vertices, vertex);
  MYO_TRY(rest);
  auto indices = gpu::upload_buffer(device, frame, upload.indices, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  MYO_TRY(indices);
  auto posed = gpu::Buffer::create(device, count * sizeof(PosedVertex), vertex, gpu::MemoryUse::device);
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

} // namespace

Status Geometry::update(gpu::Device &device, gpu::Frame &frame, const packet::FramePacket &packet) {
  for (const packet::MeshUpload &upload : packet.meshes) {
    if (upload.vertices.empty()) {
      meshes_.erase(upload.mesh);
      continue;
    }
    if (const DeviceMesh *known = mesh(upload.mesh); known != nullptr && known->version == upload.version) continue;
    auto made = make_mesh(device, frame, upload);
    MYO_TRY(made);
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
  out.bindings.push_back({2, sizeof(float), VK_VERTEX_INPUT_RATE_VERTEX});
  out.attributes.push_back({5, 2, VK_FORMAT_R32_SFLOAT, 0});
  return out;
}

} // namespace myo::render
