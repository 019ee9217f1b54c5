// The heat textures of the carriers, and what is needed to bake them: charts, fields, and which tiles are touched.
#pragma once

#include "render/chart.h"
#include "render/geometry.h"
#include "shared/compute_constants.h"

#include <map>
#include <vector>

namespace myo::render {

inline constexpr float heat_far_mm = 24.0F;  // distances are kept up to here; beyond, nothing of a zone is visible
inline constexpr float heat_fuse_mm = 20.0F;  // zones of one tier that come closer than about this flow together
inline constexpr float heat_apart_mm = 0.001F; // the same of zones that keep their edge

struct Carrier {
  std::uint64_t version = 0;
  Chart chart;
  gpu::Buffer indices;
  gpu::Image heat;                           // RGBA16F: signed distance in mm to the edge of tiers 3, 2, 1; or of k = 1..4
  bool cleared = false;                      // `heat` holds far distances, at least
  std::vector<std::uint8_t> touched;         // a flag a square of the chart: holds anything nearer than far
  std::uint64_t baked_for = 0;               // key of what was baked
};

// What one carrier's bake needs, for the present heat.
struct Bake {
  packet::MeshId mesh = 0;
  std::uint64_t key = 0;
  std::vector<shared::BakeZone> zones;       // sorted by pattern
  std::vector<float> fields;                 // packed, one after the other
  std::vector<Chart::Tile> tiles;            // to be written
  std::vector<Chart::Owners> owners;         // of the texels of each
  std::vector<std::uint8_t> touched;         // Carrier::touched afterwards
};

class HeatCharts {
public:
  // Refuses fields and carriers that do not fit their meshes.
  [[nodiscard]] Status check(const packet::FramePacket &packet) const;
  Status update(gpu::Device &device, gpu::Frame &frame, const packet::FramePacket &packet);
  [[nodiscard]] Carrier *carrier(packet::MeshId mesh);
  [[nodiscard]] const Carrier *carrier(packet::MeshId mesh) const;
  [[nodiscard]] bool stale(const packet::FramePacket &packet) const;
  // The bakes that are due; empty when nothing has changed.
  [[nodiscard]] std::vector<Bake> due(const packet::FramePacket &packet);

private:
  struct Field {
    std::uint64_t version = 0;
    packet::MeshId mesh = 0;
    std::vector<float> distance_mm;
    std::vector<float> minima;               // by square, of values below `minima_limit`; worked out when first needed
    float minima_limit = 0;
    std::uint64_t minima_for = 0;            // version of the carrier
  };
  [[nodiscard]] std::uint64_t key(const packet::FramePacket &packet, packet::MeshId mesh) const;
  [[nodiscard]] Bake make_bake(const packet::FramePacket &packet, packet::MeshId mesh, Carrier &carrier);
  static void touch(Field &field, const Carrier &carrier, float reach_mm, std::vector<std::uint8_t> &touched);
  std::map<packet::MeshId, Carrier> carriers_;
  std::map<packet::FieldId, Field> fields_;
};

} // namespace myo::render
