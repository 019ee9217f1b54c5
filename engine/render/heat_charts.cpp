#include "render/heat_charts.h"

#include "base/hash.h"

#include <algorithm>

namespace myo::render {
namespace {

const packet::MeshUpload *find_upload(const packet::FramePacket &packet, packet::MeshId mesh) {
  const auto it = std::ranges::find(packet.meshes, mesh, &packet::MeshUpload::mesh);
  return it == packet.meshes.end() ? nullptr : &*it;
}

vec2 unpack_uv(std::uint32_t uv) { return vec2(static_cast<float>(uv & 0xFFFFU), static_cast<float>(uv >> 16U)) / 65535.0F; }

} // namespace

Status HeatCharts::check(const packet::FramePacket &packet) const {
  for (const packet::CarrierUpload &upload : packet.carriers) {
    const Carrier *known = carrier(upload.mesh);
    if (known != nullptr && known->version == upload.version) continue;
    const std::string where = fmt::format("carrier {}", upload.mesh);
    const packet::MeshUpload *mesh = find_upload(packet, upload.mesh);
    if (mesh == nullptr) return bad_input("comes without its mesh", where);
    if (upload.size < 64 || upload.size > 8192) return bad_input("has a chart smaller than 64 or larger than 8192", where);
    if (std::ranges::any_of(upload.indices, [&](std::uint32_t i) { return i >= mesh->vertices.size(); }))
      return bad_input("has an index beyond its vertices", where);
  }
  for (const packet::FieldUpload &upload : packet.fields) {
    if (const auto it = fields_.find(upload.field); it != fields_.end() && it->second.version == upload.version) continue;
    std::size_t vertices = 0;
    if (const Carrier *known = carrier(upload.mesh)) vertices = known->chart.vertex_count();
    if (const packet::MeshUpload *mesh = find_upload(packet, upload.mesh)) vertices = mesh->vertices.size();
    if (upload.distance_mm.size() != vertices && !upload.distance_mm.empty())
      return bad_input(fmt::format("has {} values for {} vertices", upload.distance_mm.size(), vertices), fmt::format("field {}", upload.field));
  }
  return {};
}

Status HeatCharts::update(gpu::Device &device, gpu::Frame &frame, const packet::FramePacket &packet) {
  for (const packet::CarrierUpload &upload : packet.carriers) {
    if (const Carrier *known = carrier(upload.mesh); known != nullptr && known->version == upload.version) continue;
    const packet::MeshUpload *mesh = find_upload(packet, upload.mesh);
    if (mesh == nullptr) continue; // check() has refused it
    std::vector<vec2> uv(mesh->vertices.size());
    for (std::size_t i = 0; i < uv.size(); ++i) uv[i] = unpack_uv(mesh->vertices[i].uv);
    Carrier made;
    made.version = upload.version;
    made.chart = Chart(std::move(uv), upload.indices, upload.size);
    made.touched.assign(made.chart.tile_count(), 0);
    auto indices = gpu::upload_buffer(device, frame, upload.indices, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    MYO_TRY(indices);
    made.indices = std::move(*indices);
    auto heat = gpu::Image::create(device, {upload.size, upload.size, VK_FORMAT_R16G16B16A16_SFLOAT,
                                            VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT |
                                                VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
    MYO_TRY(heat);
    made.heat = std::move(*heat);
    carriers_.insert_or_assign(upload.mesh, std::move(made));
  }
  for (const packet::FieldUpload &upload : packet.fields) {
    if (const auto it = fields_.find(upload.field); it != fields_.end() && it->second.version == upload.version) continue;
    if (upload.distance_mm.empty()) {
      fields_.erase(upload.field);
      continue;
    }
    fields_.insert_or_assign(upload.field, Field{upload.version, upload.mesh, {upload.distance_mm.begin(), upload.distance_mm.end()}, {}, 0, 0});
  }
  return {};
}

Carrier *HeatCharts::carrier(packet::MeshId mesh) {
  const auto it = carriers_.find(mesh);
  return it == carriers_.end() ? nullptr : &it->second;
}
const Carrier *HeatCharts::carrier(packet::MeshId mesh) const {
  const auto it = carriers_.find(mesh);
  return it == carriers_.end() ? nullptr : &it->second;
}

std::uint64_t HeatCharts::key(const packet::FramePacket &packet, packet::MeshId mesh) const {
  std::vector<std::uint64_t> parts{packet.heat_version, packet.heat.on ? 1U : 0U, packet.heat.count_overlay ? 1U : 0U};
  for (const packet::HeatZone &zone : packet.heat.zones)
    if (const auto it = fields_.find(zone.field); zone.carrier == mesh && it != fields_.end()) {
      parts.push_back(zone.field);
      parts.push_back(it->second.version);
    }
  return hash_span(std::span<const std::uint64_t>(parts)) | 1U; // 0 = never baked
}

bool HeatCharts::stale(const packet::FramePacket &packet) const {
  return std::ranges::any_of(carriers_, [&](const auto &entry) {
    return !entry.second.cleared || (packet.heat.on && entry.second.baked_for != key(packet, entry.first));
  });
}

std::vector<Bake> HeatCharts::due(const packet::FramePacket &packet) {
  std::vector<Bake> out;
  for (auto &[mesh, carrier] : carriers_)
    if (!carrier.cleared || (packet.heat.on && carrier.baked_for != key(packet, mesh))) out.push_back(make_bake(packet, mesh, carrier));
  return out;
}

// Marks the squares that hold anything of the field nearer than `reach_mm`.
void HeatCharts::touch(Field &field, const Carrier &carrier, float reach_mm, std::vector<std::uint8_t> &touched) {
  if (field.minima_for != carrier.version || reach_mm > field.minima_limit) {
    field.minima_limit = reach_mm + heat_far_mm; // a zone that grows a little more needs no second look
    field.minima = carrier.chart.tile_minima(field.distance_mm, field.minima_limit);
    field.minima_for = carrier.version;
  }
  for (std::size_t t = 0; t < touched.size(); ++t)
    if (field.minima[t] < reach_mm) touched[t] = 1;
}

Bake HeatCharts::make_bake(const packet::FramePacket &packet, packet::MeshId mesh, Carrier &carrier) {
  Bake out;
  out.mesh = mesh;
  out.key = key(packet, mesh);
  out.touched.assign(carrier.chart.tile_count(), 0);
  std::map<packet::FieldId, std::uint32_t> packed;
  for (const packet::HeatZone &zone : packet.heat.zones) {
    const auto it = fields_.find(zone.field);
    if (!packet.heat.on || zone.carrier != mesh || it == fields_.end() || it->second.distance_mm.size() != carrier.chart.vertex_count()) continue;
    Field &field = it->second;
    if (const auto [place, added] = packed.try_emplace(zone.field, static_cast<std::uint32_t>(out.fields.size())); added)
      out.fields.insert(out.fields.end(), field.distance_mm.begin(), field.distance_mm.end());
    // A margin for what fusing adds and for the gutter, where a field is extended beyond its vertices.
    touch(field, carrier, heat_far_mm + heat_fuse_mm + zone.grow_mm, out.touched);
    out.zones.push_back({packed.at(zone.field), std::clamp(zone.tier, 1U, 3U), zone.pattern, zone.grow_mm, zone.side,
                         zone.fuses ? heat_fuse_mm : heat_apart_mm});
  }
  std::ranges::stable_sort(out.zones, {}, &shared::BakeZone::pattern);
  std::vector<std::uint32_t> places;
  for (std::uint32_t t = 0; t < out.touched.size(); ++t)
    if (out.touched[t] != 0 || carrier.touched[t] != 0) places.push_back(t);
  for (const std::uint32_t t : places) out.tiles.push_back(carrier.chart.tile(t));
  out.owners = carrier.chart.owners(places);
  return out;
}

} // namespace myo::render
