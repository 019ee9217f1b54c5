#include "frame/draw_list.h"

#include "frame/posed.h"
#include "rig/fold.h"

#include <algorithm>
#include <tuple>

namespace myo::frame {
namespace {

using format::Kind;

// How much of a ghost is seen: the further out it lies, the thinner.
float ghost_opacity(Kind kind) {
  switch (kind) {
  case Kind::skin: return 0.16F;
  case Kind::muscle:
  case Kind::tendon:
  case Kind::fascia: return 0.20F;
  case Kind::deep_surface: return 0.0F;        // only its zones show
  default: return 0.28F;
  }
}

// Conservative: a posed part may have left its rest box, so boxes are grown by how far their joints have carried them.
bool in_view(const Bounds &rest, const Reach &carried, const mat4 &view_projection) {
  if (rest.empty()) return false;
  const float reach = carried(rest.centre());
  const vec3 low = rest.low - reach, high = rest.high + reach;
  int outside[5] = {};
  for (int corner = 0; corner < 8; ++corner) {
    const vec4 p = view_projection * vec4{corner & 1 ? high.x : low.x, corner & 2 ? high.y : low.y,
                                          corner & 4 ? high.z : low.z, 1};
    outside[0] += p.x < -p.w, outside[1] += p.x > p.w, outside[2] += p.y < -p.w, outside[3] += p.y > p.w;
    outside[4] += p.z > p.w;                   // reversed Z: nearer than the near plane
  }
  return std::none_of(outside, outside + 5, [](int count) { return count == 8; });
}

// Flesh under a skin that nothing can be seen through is not drawn: in a far pose it may come through folds of the skin by
// millimetres. What is chosen or singled out is.
class UnderSkin {
public:
  UnderSkin(const View &view, const atlas::Atlas &atlas, const std::vector<scene::Visible> &visible) {
    if (!view.document->isolated.empty()) return;
    for (std::uint32_t i = 0; i < visible.size(); ++i)
      if (atlas.body().structures[i].kind == Kind::skin && visible[i].look == scene::Look::solid) skins_.push_back(atlas.bounds(i));
  }
  [[nodiscard]] bool hides(Kind kind, const Bounds &part, const scene::Visible &seen) const {
    const bool flesh = kind == Kind::muscle || kind == Kind::tendon || kind == Kind::fascia || kind == Kind::ligament;
    return flesh && !seen.selected && !seen.hovered && !part.empty() &&
           std::ranges::any_of(skins_, [&](const Bounds &skin) { return skin.holds(part.low, 0.005F) && skin.holds(part.high, 0.005F); });
  }

private:
  std::vector<Bounds> skins_;                  // a skin of a part of the body hides nothing beside it
};

} // namespace

packet::Material material_of(Kind kind) {
  switch (kind) {
  case Kind::bone:
  case Kind::tooth: return packet::Material::bone;
  case Kind::disc:
  case Kind::cartilage: return packet::Material::cartilage;
  case Kind::ligament: return packet::Material::ligament;
  case Kind::muscle: return packet::Material::muscle;
  case Kind::tendon:
  case Kind::fascia: return packet::Material::tendon;
  case Kind::skin:
  case Kind::deep_surface: return packet::Material::skin;
  case Kind::organ: return packet::Material::organ;
  }
  return packet::Material::organ;
}

void draw_structures(packet::FramePacket &packet, Uploads &uploads, DeepCover &cover, const View &view,
                     const atlas::Atlas &atlas, const std::vector<scene::Visible> &visible, const std::vector<vec4> &paints) {
  const format::Body &body = atlas.body();
  const auto count = static_cast<std::uint32_t>(body.structures.size());
  std::vector<bool> shallow_carrier(count, false), deep_carrier(count, false), joined(count, false);
  if (view.heat->on)
    for (const heat::Zone &zone : view.heat->zones) {
      const std::uint32_t carrier = body.regions[zone.field].carrier;
      if (carrier >= count) continue;
      (body.structures[carrier].kind == Kind::skin ? shallow_carrier : deep_carrier)[carrier] = true;
    }
  if (const heat::Painted *paint = view.heat->shown_paint()) shallow_carrier[paint->carrier] = true;
  std::vector<std::uint32_t> deep;
  for (std::uint32_t i = 0; i < count; ++i)
    if (deep_carrier[i]) deep.push_back(i);
  bool muscle_selected = false;
  for (std::uint32_t i = 0; i < count; ++i)
    if (visible[i].selected && body.structures[i].kind == Kind::muscle) {
      muscle_selected = true;
      for (const std::uint32_t bone : atlas.attached(i)) joined[bone] = true;
    }

  const mat4 view_projection = packet.camera.projection * packet.camera.view;
  const Glance glance(view);
  const UnderSkin under(view, atlas, visible);
  for (std::uint32_t i = 0; i < count; ++i) {
    const format::Structure &structure = body.structures[i];
    const atlas::Level &level = atlas.levels(i).of[static_cast<std::size_t>(view.detail)];
    if (visible[i].look == scene::Look::hidden || level.count == 0) continue;
    if (under.hides(structure.kind, atlas.bounds(i), visible[i])) continue;
    if (!in_view(atlas.bounds(i), glance.carried, view_projection)) continue;

    packet::Draw draw;
    draw.mesh = uploads.mesh_id(i);
    draw.first_index = level.first;
    draw.index_count = level.count;
    draw.id = pick_id(i);
    if (i < view.swelling.size()) draw.swell_m = view.swelling[i];
    draw.gives_way = rig::gives_way(structure.kind);
    draw.material = material_of(structure.kind);
    draw.style = visible[i].look == scene::Look::solid ? packet::Style::solid : packet::Style::ghost;
    if (draw.style == packet::Style::ghost) draw.opacity = ghost_opacity(structure.kind);
    if (visible[i].selected) draw.flags |= packet::selected;
    if (visible[i].hovered) draw.flags |= packet::hovered;
    if (structure.generated) draw.flags |= packet::generated;
    if (shallow_carrier[i]) draw.flags |= packet::heat_carrier;
    if (deep_carrier[i]) draw.flags |= packet::deep_heat_carrier;
    if (structure.kind == Kind::bone && draw.style == packet::Style::solid &&
        std::ranges::any_of(deep, [&](std::uint32_t carrier) { return cover.hides(i, carrier, glance); }))
      draw.flags |= packet::covers_deep_heat;
    if (muscle_selected && !visible[i].selected) {
      // The chosen muscle and the bones it joins keep their full colour; the rest steps back a little.
      const bool bony = draw.material == packet::Material::bone;
      if (bony && joined[i]) draw.tint = vec3{1.0F};
      else if (bony || draw.material == packet::Material::cartilage) draw.tint = vec3{0.90F, 0.92F, 0.94F};
      else if (draw.material == packet::Material::muscle) draw.tint = vec3{0.86F, 0.88F, 0.90F};
    }
    if (i < paints.size()) draw.paint = paints[i];
    uploads.mesh(packet, i);
    packet.draws.push_back(draw);
  }
}

std::vector<std::uint32_t> shown_patches(const View &view, const atlas::Atlas &atlas,
                                         const std::vector<scene::Visible> &visible) {
  std::vector<std::uint32_t> shown;
  if (!view.document->attachments) return shown;
  const std::vector<format::Patch> &patches = atlas.body().patches;
  for (std::uint32_t i = 0; i < patches.size(); ++i) {
    const format::Patch &patch = patches[i];
    if (patch.muscle_structure == format::none || !visible[patch.muscle_structure].selected) continue;
    if (patch.bone_structure == format::none || visible[patch.bone_structure].look == scene::Look::hidden) continue;
    if (patch.indices.empty()) continue;
    shown.push_back(i);
  }
  return shown;
}

void draw_patches(packet::FramePacket &packet, Uploads &uploads, const atlas::Atlas &atlas, const Theme &theme,
                  const std::vector<std::uint32_t> &patches) {
  for (const std::uint32_t i : patches) {
    const format::Patch &patch = atlas.body().patches[i];
    const vec3 srgb = patch.role == format::Role::origin ? theme.origin : theme.insertion;
    uploads.patch(packet, i);
    packet.patches.push_back({uploads.patch_id(i), static_cast<std::uint32_t>(patch.indices.size()),
                              heat::to_linear(srgb), heat::to_linear(srgb * 0.45F)});
  }
}

void draw_heat(packet::FramePacket &packet, Uploads &uploads, const View &view, const atlas::Atlas &atlas,
               const Theme &theme, const Measures &measures) {
  const heat::Heat &heat = *view.heat;
  packet.heat_version = heat.bake_hash;
  const heat::Painted *paint = heat.shown_paint();
  packet.heat.on = heat.on && (!heat.zones.empty() || paint != nullptr);
  if (!heat.on) return;
  packet.heat.count_overlay = heat.count_overlay;
  // Where both lie over one another, what is felt more often is seen; when they are alike the hatching is.
  int deepest = 0, shallowest = 0;
  for (const heat::Zone &zone : heat.zones) {
    const Kind kind = atlas.body().structures[atlas.body().regions[zone.field].carrier].kind;
    int &most = kind == Kind::skin ? shallowest : deepest;
    most = std::max(most, zone.tier);
  }
  for (int felt = 1; felt <= 3 && paint != nullptr; ++felt)
    if (paint->shows(felt)) shallowest = std::max(shallowest, felt);
  packet.heat.deep_below = !heat.count_overlay && deepest < shallowest;
  for (const heat::Level &level : heat.levels) packet.heat.levels.push_back({level.srgb, level.opacity});
  // Zones that are felt alike are painted as one: where they adjoin there is no edge.
  std::vector<bool> painted(heat.zones.size(), false);
  for (std::size_t z = 0; z < heat.zones.size(); ++z) {
    if (painted[z]) continue;
    const heat::Zone &zone = heat.zones[z];
    const std::uint32_t carrier = atlas.body().regions[zone.field].carrier;
    std::vector<std::uint32_t> regions;
    for (std::size_t o = z; o < heat.zones.size(); ++o) {
      const heat::Zone &other = heat.zones[o];
      if (std::tie(other.pattern, other.tier, other.side, other.grow_mm) != std::tie(zone.pattern, zone.tier, zone.side, zone.grow_mm)) continue;
      if (atlas.body().regions[other.field].carrier != carrier) continue;
      regions.push_back(other.field);
      painted[o] = true;
    }
    const packet::FieldId field = uploads.field(packet, regions);
    packet.heat.zones.push_back({field, uploads.mesh_id(carrier), static_cast<std::uint32_t>(zone.tier), zone.pattern,
                                 zone.grow_mm, anatomy::sign(zone.side)});
  }
  // Paint lies where it was put: it does not flow together with what comes near. A stronger one counts as the weaker, too.
  for (int felt = 3; felt >= 1 && paint != nullptr; --felt)
    if (paint->shows(felt))
      packet.heat.zones.push_back({uploads.paint(packet, *paint, felt), uploads.mesh_id(paint->carrier), static_cast<std::uint32_t>(felt), 0, 0, 0, false});
  for (const std::uint32_t point : heat.trigger_points)
    packet.markers.push_back({view.pose->trigger_points[point], 1.15F * measures.base_px, heat::to_linear(theme.cross),
                              heat::to_linear(theme.halo)});
}

} // namespace myo::frame
