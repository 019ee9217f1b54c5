#include "frame/uploads.h"

#include "frame/vertex_pack.h"

namespace myo::frame {

void Uploads::begin() {
  vertices_.clear();
  distances_.clear();
}

void Uploads::forget() {
  const format::Body &body = atlas_->body();
  meshes_.assign(body.structures.size(), false);
  carriers_.assign(body.structures.size(), false);
  fields_.assign(body.regions.size(), false);
  patches_.assign(body.patches.size(), false);
}

packet::MeshId Uploads::patch_id(std::uint32_t patch) const {
  return static_cast<packet::MeshId>(atlas_->body().structures.size()) + patch + 1;
}

void Uploads::mesh(packet::FramePacket &packet, std::uint32_t structure) {
  if (meshes_[structure]) return;
  meshes_[structure] = true;
  vertices_.push_back(pack_vertices(atlas_->body().structures[structure]));
  packet.meshes.push_back({mesh_id(structure), atlas_->hash(), vertices_.back(), atlas_->levels(structure).indices});
}

void Uploads::carrier(packet::FramePacket &packet, std::uint32_t structure) {
  mesh(packet, structure);
  if (carriers_[structure]) return;
  carriers_[structure] = true;
  packet.carriers.push_back(
      {mesh_id(structure), atlas_->hash(), atlas_->levels(structure).triangles(atlas::Detail::full)});
}

void Uploads::field(packet::FramePacket &packet, std::uint32_t region) {
  const format::RegionField &field = atlas_->body().regions[region];
  carrier(packet, field.carrier);
  if (fields_[region]) return;
  fields_[region] = true;
  std::vector<float> dense(atlas_->body().structures[field.carrier].mesh.positions.size(), field.cap_mm);
  for (std::size_t i = 0; i < field.vertices.size(); ++i) dense[field.vertices[i]] = field.distance_mm[i];
  distances_.push_back(std::move(dense));
  packet.fields.push_back({field_id(region), mesh_id(field.carrier), atlas_->hash(), distances_.back()});
}

void Uploads::patch(packet::FramePacket &packet, std::uint32_t patch) {
  if (patches_[patch]) return;
  patches_[patch] = true;
  const format::Patch &source = atlas_->body().patches[patch];
  vertices_.push_back(pack_vertices(source));
  packet.patch_meshes.push_back({patch_id(patch), atlas_->hash(), vertices_.back(), source.edge_mm, source.indices});
}

} // namespace myo::frame
