#include "assemble/skin_cloud.h"

#include "assemble/limb_holds.h"
#include "assemble/mesh/sampler.h"
#include "assemble/skin_parts.h"
#include "base/parallel.h"

#include <algorithm>

namespace myo::assemble {
namespace {

// A cover on one side of the body, or in its midline.
struct Zone {
  const anatomy::SurfaceCover *cover;
  anatomy::Side side;
  std::vector<std::size_t> next_to;
};

std::vector<Zone> zones_of(const std::vector<anatomy::SurfaceCover> &covers) {
  using anatomy::Side;
  std::vector<Zone> out;
  for (const anatomy::SurfaceCover &c : covers) {
    if (!c.each_side) out.push_back({&c, Side::midline, {}});
    else out.push_back({&c, Side::left, {}}), out.push_back({&c, Side::right, {}});
  }
  const auto names = [](const anatomy::SurfaceCover &a, const std::string &b) {
    return std::find(a.next_to.begin(), a.next_to.end(), b) != a.next_to.end();
  };
  for (Zone &z : out)
    for (std::size_t k = 0; k < out.size(); ++k) {
      const Zone &o = out[k];
      const bool meet = names(*z.cover, o.cover->id) || names(*o.cover, z.cover->id);
      if (meet && (z.side == o.side || z.side == Side::midline || o.side == Side::midline)) z.next_to.push_back(k);
    }
  return out;
}

// The zone of a skin part's bones; the first one where no cover names it.
std::size_t zone_of(const std::vector<Zone> &zones, std::string_view part, anatomy::Side side) {
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const auto &parts = zones[z].cover->parts;
    const bool here = zones[z].side == anatomy::Side::midline || zones[z].side == side;
    if (here && std::find(parts.begin(), parts.end(), part) != parts.end()) return z;
  }
  return 0;
}

// The zone with the name of a soft part, on the side of the limb that it is on; none where no cover has that name.
unsigned cover_of(const std::vector<Zone> &zones, std::string_view part, LimbWeights limbs) {
  const bool left = limbs.x + limbs.z > 0.5F;
  for (std::size_t z = 0; z < zones.size(); ++z)
    if (zones[z].cover->id == part && (zones[z].side == anatomy::Side::midline || (zones[z].side == anatomy::Side::left) == left)) return 1U << z;
  return 0;
}

class Territories { // of each zone's bones, at rest
public:
  Territories(const std::vector<Zone> &zones, const std::vector<std::vector<vec3>> &points)
      : zones_(zones), all_(gather(points)) {
    for (std::size_t z = 0; z < points.size(); ++z) {
      trees_.emplace_back(points[z]);
      zone_.insert(zone_.end(), points[z].size(), static_cast<std::uint8_t>(z));
    }
  }

  // Zones as bits: the nearest, and its neighbours where they are hardly farther.
  [[nodiscard]] unsigned at(vec3 p) const {
    const PointTree::Hit hit = all_.nearest(p);
    if (hit.index >= zone_.size()) return 1;
    const std::size_t best = zone_[hit.index];
    unsigned mask = 1U << best;
    for (const std::size_t z : zones_[best].next_to)
      if (trees_[z].nearest(p).distance < hit.distance + zones_[z].cover->overlap_mm * millimetre) mask |= 1U << z;
    return mask;
  }

private:
  static std::vector<vec3> gather(const std::vector<std::vector<vec3>> &points) {
    std::vector<vec3> out;
    for (const auto &one : points) out.insert(out.end(), one.begin(), one.end());
    return out;
  }
  const std::vector<Zone> &zones_;
  PointTree all_;
  std::vector<std::uint8_t> zone_; // of each point of `all_`
  std::vector<PointTree> trees_;
};

} // namespace

SkinCloud gather_cloud(const format::Body &body, const anatomy::Library &library, const Spread &spread,
                       const SoftParts &soft) {
  SkinCloud out;
  const SkinParts parts(body, library);
  std::vector<anatomy::SurfaceCover> covers = library.surface.covers;
  if (covers.empty()) covers.emplace_back(); // one for all
  const std::vector<Zone> zones = zones_of(covers);
  std::vector<std::vector<vec3>> bones(zones.size());
  for (const format::Structure &s : body.structures) {
    if (!is_hard(s)) continue;
    const Limb limb = Spread::limb_of(parts.of_bone(s.bone), s.side);
    const LimbWeights w = Spread::rigid(limb);
    const std::uint32_t joint = carrier_joint(body, library, s);
    const std::string_view part = parts.of_bone(s.bone);
    const Samples samples = sample_surface(s.mesh, 0.08);
    for (const vec3 &p : samples.points) {
      if (!part.empty()) bones[zone_of(zones, part, s.side)].push_back(p);
      if (joint != format::none) out.bones.push_back({p, spread.apart(p, w), joint});
    }
  }
  const Territories land(zones, bones);
  const LimbHolds holds(body, parts, spread);

  std::vector<std::vector<vec3>> clouds(zones.size());
  for (std::uint32_t which = 0; which < body.structures.size(); ++which) {
    const format::Structure &s = body.structures[which];
    const bool bone = is_hard(s);
    if (!bone && !is_flesh(s)) continue;
    const LimbWeights rigid = Spread::rigid(Spread::limb_of(parts.of_bone(s.bone), s.side));
    const std::size_t first = out.rest.size(), n = s.mesh.positions.size();
    out.rest.insert(out.rest.end(), s.mesh.positions.begin(), s.mesh.positions.end());
    out.normals.insert(out.normals.end(), s.mesh.normals.begin(), s.mesh.normals.end());
    out.normals.resize(first + n, vec3(0));
    out.limbs.resize(first + n);
    out.skeletal.resize(first + n, bone ? 1 : 0);
    out.spread.resize(first + n);
    std::vector<unsigned> mask(n);
    parallel_for(std::size_t{0}, n, [&](std::size_t i) {
      const vec3 p = s.mesh.positions[i];
      out.limbs[first + i] = bone ? rigid : holds.weights(which, p);
      out.spread[first + i] = spread.apart(p, out.limbs[first + i]);
      // Where the sheet shapes the skin by itself, flesh has a say only under a cover of its own, as thin as that of fingers
      // and toes: a ring of muscle in the lids would fill the eye, tendons would fill the gaps between fingers.
      const std::string_view part = bone ? std::string_view() : soft.shaped_by(out.spread[first + i]);
      mask[i] = part.empty() ? land.at(p) : cover_of(zones, part, out.limbs[first + i]);
    });
    for (std::size_t t = 0; t + 2 < s.mesh.indices.size(); t += 3) {
      const std::uint32_t a = s.mesh.indices[t], b = s.mesh.indices[t + 1], c = s.mesh.indices[t + 2];
      const auto from = static_cast<std::uint32_t>(first);
      out.triangles.insert(out.triangles.end(), {from + a, from + b, from + c});
      const unsigned all = mask[a] | mask[b] | mask[c];
      for (std::size_t z = 0; z < zones.size(); ++z) {
        if ((all >> z & 1U) == 0) continue;
        fill_triangle(out.spread[first + a], out.spread[first + b], out.spread[first + c],
                      zones[z].cover->step_mm * millimetre, [&](vec3 p) { clouds[z].push_back(p); });
      }
    }
  }
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const anatomy::SurfaceCover &c = *zones[z].cover;
    const std::vector<vec3> more = soft.under(c.id, zones[z].side, c.step_mm * millimetre);
    clouds[z].insert(clouds[z].end(), more.begin(), more.end());
    out.regions.push_back({c.id, std::move(clouds[z]), c.step_mm * millimetre, c.closing_mm * millimetre,
                           c.thickness_mm * millimetre, c.blend_mm * millimetre, c.smooth_mm / c.step_mm});
  }
  return out;
}

} // namespace myo::assemble
