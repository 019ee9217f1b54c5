#include "frame/packet_hash.h"

#include "base/hash.h"

#include <type_traits>

namespace myo::frame {
namespace {

// Field by field: structures with padding must not be hashed as bytes.
class Mixer {
public:
  template <class... T> void add(const T &...values) { (one(values), ...); }
  [[nodiscard]] std::uint64_t value() const { return value_ == 0 ? 1 : value_; }

private:
  template <class T> void one(const T &v) {
    static_assert(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T> || sizeof(T) % 4 == 0);
    value_ = hash_bytes(std::as_bytes(std::span(&v, 1)), value_);
  }
  std::uint64_t value_ = 0;
};

} // namespace

std::uint64_t packet_hash(const packet::FramePacket &p, std::uint64_t content) {
  Mixer mix;
  mix.add(content, p.size, p.samples, p.camera.view, p.camera.projection, p.camera.eye);
  mix.add(p.background.top, p.background.bottom, std::uint32_t{p.background.transparent});
  mix.add(std::uint32_t{p.screen_occlusion}, std::uint32_t{p.outline_selected}, p.pose_version, p.heat_version);
  for (const auto &d : p.draws)
    mix.add(d.mesh, d.first_index, d.index_count, d.id, d.material, d.style, d.flags, d.tint, d.paint, d.opacity);
  for (const auto &d : p.patches) mix.add(d.mesh, d.index_count, d.colour, d.outline);
  mix.add(std::uint32_t{p.heat.on}, std::uint32_t{p.heat.count_overlay},
          std::uint32_t{p.heat.deep_below}, p.heat.soft_edge_mm);
  for (const auto &l : p.heat.levels) mix.add(l.srgb, l.opacity);
  for (const auto &z : p.heat.zones) mix.add(z.field, z.carrier, z.tier, z.pattern, z.grow_mm, z.side, std::uint32_t{z.fuses});
  for (const auto &m : p.markers) mix.add(m.point, m.size_px, m.colour, m.halo);
  mix.add(p.glyphs.version);
  for (const auto &v : p.overlay) mix.add(v.position_px, v.uv, v.colour);
  mix.add(static_cast<std::uint64_t>(p.overlay_indices.size()));
  return mix.value();
}

} // namespace myo::frame
