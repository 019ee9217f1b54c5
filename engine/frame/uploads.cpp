#include "frame/uploads.h"

#include "base/hash.h"
#include "frame/vertex_pack.h"
#include "heat/field.h"
#include "rig/straightness.h"
#include "rig/thorax_wall.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace myo::frame {
namespace {

// Texels a side of a carrier's heat chart: a texel covers about a millimetre of surface, so a whole skin gets the most
// and what lies under a shoulder blade a sixteenth of that.
std::uint32_t chart_size(const format::Mesh &mesh) {
  constexpr std::uint32_t least = 256, most = 2048;
  double area_m2 = 0, area_uv = 0;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const std::uint32_t a = mesh.indices[i], b = mesh.indices[i + 1], c = mesh.indices[i + 2];
    if (std::max({a, b, c}) >= mesh.uv.size()) return most;
    area_m2 += 0.5 * glm::length(glm::cross(mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]));
    const vec2 u = mesh.uv[b] - mesh.uv[a], v = mesh.uv[c] - mesh.uv[a];
    area_uv += 0.5 * std::abs(u.x * v.y - u.y * v.x);
  }
  const double side = area_uv > 0 ? 1000 * std::sqrt(area_m2 / area_uv) : most;
  return std::clamp(std::bit_ceil(static_cast<std::uint32_t>(std::min<double>(side, most))), least, most);
}

// Versions tell the content: of a body that differs from the one before in a single bone, the renderer takes that bone
// alone.
std::uint64_t chart_version(const atlas::Atlas &atlas, std::uint32_t structure) {
  const format::Mesh &mesh = atlas.body().structures[structure].mesh;
  const std::uint64_t places = hash_span(std::span<const vec2>(mesh.uv), hash_span(std::span<const vec3>(mesh.positions)));
  return hash_span(atlas.levels(structure).triangles(atlas::Detail::full), places);
}

} // namespace

void Uploads::begin() {
  vertices_.clear();
  anchors_.clear();
  distances_.clear();
}

void Uploads::forget() {
  const format::Body &body = atlas_->body();
  meshes_.assign(body.structures.size(), false);
  carriers_.assign(body.structures.size(), false);
  fields_.clear();
  paints_ = {};
  patches_.assign(body.patches.size(), false);
}

packet::MeshId Uploads::patch_id(std::uint32_t patch) const {
  return static_cast<packet::MeshId>(atlas_->body().structures.size()) + patch + 1;
}

void Uploads::mesh(packet::FramePacket &packet, std::uint32_t structure) {
  if (meshes_[structure]) return;
  meshes_[structure] = true;
  vertices_.push_back(pack_vertices(atlas_->body().structures[structure], rig::straightness(atlas_->body(), structure)));
  const std::span<const shared::RestVertex> vertices = vertices_.back();
  const std::span<const std::uint32_t> indices = atlas_->levels(structure).indices;
  anchors_.push_back(rig::anchors(atlas_->body(), structure));
  const std::span<const vec4> anchors = anchors_.back();
  if (!anchors.empty() && !wall_) wall_ = rig::ThoraxWall(atlas_->body()).packed();
  const std::span<const vec4> wall = anchors.empty() ? std::span<const vec4>() : std::span<const vec4>(*wall_);
  const std::uint64_t version = hash_span(wall, hash_span(anchors, hash_span(indices, hash_span(vertices))));
  packet.meshes.push_back({mesh_id(structure), version, vertices, indices, anchors, wall});
}

void Uploads::carrier(packet::FramePacket &packet, std::uint32_t structure) {
  mesh(packet, structure);
  if (carriers_[structure]) return;
  carriers_[structure] = true;
  packet.carriers.push_back({mesh_id(structure), chart_version(*atlas_, structure), atlas_->levels(structure).triangles(atlas::Detail::full),
                             chart_size(atlas_->body().structures[structure].mesh)});
}

packet::FieldId Uploads::field_id(std::span<const std::uint32_t> regions) const {
  if (regions.size() == 1) return regions.front() + 1;
  return 0x80000000U | static_cast<packet::FieldId>(hash_span(regions)); // far above any region's number
}

packet::FieldId Uploads::field(packet::FramePacket &packet, std::span<const std::uint32_t> regions) {
  const format::RegionField &field = atlas_->body().regions[regions.front()];
  carrier(packet, field.carrier);
  const packet::FieldId id = field_id(regions);
  if (!fields_.insert(id).second) return id;
  distances_.push_back(heat::region_distances(atlas_->body(), regions));
  const std::uint64_t version = hash_span(std::span<const float>(distances_.back()), chart_version(*atlas_, field.carrier));
  packet.fields.push_back({id, mesh_id(field.carrier), version, distances_.back()});
  return id;
}

packet::FieldId Uploads::paint(packet::FramePacket &packet, const heat::Painted &painted, int felt) {
  carrier(packet, painted.carrier);
  const packet::FieldId id = 0x7FFFFFFFU - static_cast<packet::FieldId>(felt); // between the regions and what they join to
  const std::vector<float> &distance = painted.distance_mm[static_cast<std::size_t>(felt - 1)];
  const std::uint64_t version = hash_span(std::span<const float>(distance)) | 1U; // 0 = never sent
  if (std::exchange(paints_[static_cast<std::size_t>(felt - 1)], version) == version) return id;
  distances_.push_back(distance);
  packet.fields.push_back({id, mesh_id(painted.carrier), version, distances_.back()});
  return id;
}

void Uploads::patch(packet::FramePacket &packet, std::uint32_t patch) {
  if (patches_[patch]) return;
  patches_[patch] = true;
  const format::Patch &source = atlas_->body().patches[patch];
  vertices_.push_back(pack_vertices(source));
  const std::span<const shared::RestVertex> vertices = vertices_.back();
  const std::uint64_t version = hash_span(std::span<const float>(source.edge_mm), hash_span(std::span<const std::uint32_t>(source.indices), hash_span(vertices)));
  packet.patch_meshes.push_back({patch_id(patch), version, vertices, source.edge_mm, source.indices});
}

} // namespace myo::frame
