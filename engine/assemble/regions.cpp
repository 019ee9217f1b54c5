#include "assemble/regions.h"

#include "assemble/deep_surface.h"
#include "assemble/landmarks.h"
#include "assemble/makers.h"
#include "assemble/named_places.h"
#include "assemble/region_shape.h"
#include "assemble/skin_parts.h"
#include "assemble/soft_parts.h"
#include "base/parallel.h"

#include <algorithm>
#include <map>
#include <optional>

namespace myo::assemble {
namespace {

using anatomy::Library;
using anatomy::Region;
using anatomy::Side;

constexpr float cap_mm = 60;
constexpr float meet_mm = 3;      // halves of a region that come this near to the midline are one across it
constexpr float overhang_mm = 12; // how far beyond the midline such a half's field goes on

// All regions of one side on one carrier.
class Drawer {
public:
  Drawer(const format::Body &body, const Library &library, const SkinParts &parts, const SoftParts &soft,
         std::uint32_t carrier, Side side, Corners corners)
      : body_(body), library_(library), soft_(soft), carrier_(carrier), side_(side), corners_(corners), mesh_(body.structures[carrier].mesh),
        mid_(midline_x(body)), ground_(mesh_), geodesic_(in_mm(mesh_), mesh_.indices) {
    const BodyFrame frame = BodyFrame::of(side, mid_);
    for (const vec3 &p : mesh_.positions) lps_.push_back(frame.lps(p));
    for (const vec3 &n : mesh_.normals) normals_.push_back(frame.direction_lps(n));
    part_of_joint_.reserve(body.joints.size());
    for (std::uint32_t j = 0; j < body.joints.size(); ++j) part_of_joint_.emplace_back(parts.of_joint(j));
  }

  struct Drawn {
    std::vector<float> distance; // empty when the region could not be drawn
    double area_mm2 = 0;
    std::string why;
  };

  // Draws a region after those that it takes away from itself.
  const Drawn &draw(const Region &region) {
    if (const auto known = drawn_.find(region.id); known != drawn_.end()) return known->second;
    Drawn &out = drawn_[region.id]; // also what a circle of `minus` would meet: nothing
    const RegionPoints points(body_, side_, scale_of(body_, library_, region.scale), mid_);
    const RegionCarrier carrier{ground_, geodesic_, lps_, normals_};
    Drawn made;
    auto phi = region_shape(region, library_, points, carrier, made.why);
    if (phi) {
      limit(region, *phi);
      if (region.kind == "polygon" || region.kind == "band") geodesic_.drop_small_pieces(*phi, 0.1);
      made.distance = geodesic_.signed_distance(*phi, cap_mm);
      bool cut = false;
      for (const std::string &id : region.minus) {
        const Region *other = library_.region(id);
        if (other == nullptr || other->bone_surface) continue;
        const Drawn &away = draw(*other);
        if (away.distance.empty()) continue;
        for (std::size_t i = 0; i < made.distance.size(); ++i)
          made.distance[i] = std::max(made.distance[i], -away.distance[i]);
        cut = true;
      }
      if (cut) {
        const bool whole = region.kind == "polygon" || region.kind == "band";
        if (whole) geodesic_.drop_small_pieces(made.distance, 0.1);
        made.distance = geodesic_.signed_distance(made.distance, cap_mm);
        if (whole) drop_hanging_slivers(made.distance);
      }
      made.area_mm2 = geodesic_.area_inside(made.distance);
      if (made.area_mm2 <= 0) made.why = "nothing of the carrier lies inside", made.distance.clear();
    }
    return out = std::move(made);
  }

  // What draw() has made of it; safe from several threads.
  [[nodiscard]] const std::vector<float> &drawn(const Region &region) const { return drawn_.at(region.id).distance; }

  // `twin`: the other side's field of this region on the same carrier; empty where there is none.
  void hand_over(const Region &region, const std::vector<float> &twin, std::vector<format::RegionField> &to) {
    const Drawn &d = draw(region);
    if (d.distance.empty()) return;
    std::vector<float> distance = d.distance;
    if (corners_ == Corners::rounded) {
      const bool whole = meets(d.distance, twin);
      distance = rounded(whole ? with_twin(d.distance, twin) : d.distance);
      // The midline is where a side ends, not an edge of the zone: whoever shows one side cuts there.
      if (whole)
        for (std::size_t i = 0; i < distance.size(); ++i) distance[i] = std::max(distance[i], -lps_[i].x - overhang_mm);
    }
    std::vector<float> own = distance;
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = std::max(own[i], -lps_[i].x);
    format::RegionField field{region.id, side_, carrier_, {}, {}, cap_mm, static_cast<float>(geodesic_.area_inside(own) / 100)};
    for (std::uint32_t v = 0; v < distance.size(); ++v)
      if (distance[v] < cap_mm) field.vertices.push_back(v), field.distance_mm.push_back(distance[v]);
    to.push_back(std::move(field));
  }

private:
  static std::vector<vec3> in_mm(const format::Mesh &mesh) {
    std::vector<vec3> out;
    for (const vec3 &p : mesh.positions) out.push_back(p / millimetre);
    return out;
  }

  [[nodiscard]] bool meets(const std::vector<float> &own, const std::vector<float> &twin) const {
    for (std::size_t i = 0; i < twin.size(); ++i)
      if (std::abs(lps_[i].x) < 2 * meet_mm && own[i] < meet_mm && twin[i] < meet_mm) return true;
    return false;
  }

  // Region and twin as one: grown until the seam between them closes, and shrunk back.
  [[nodiscard]] std::vector<float> with_twin(const std::vector<float> &own, const std::vector<float> &twin) const {
    std::vector<float> both(own.size());
    for (std::size_t i = 0; i < both.size(); ++i) both[i] = std::min(own[i], twin[i]) - meet_mm;
    both = geodesic_.signed_distance(both, cap_mm);
    for (float &d : both) d += meet_mm;
    return geodesic_.signed_distance(both, cap_mm);
  }

  // Nobody feels pain with corners: the drawn edge turns no tighter than a radius that suits the region's width, neither
  // outwards nor inwards. The exact shape stays what other regions are cut by.
  [[nodiscard]] std::vector<float> rounded(const std::vector<float> &exact) const {
    constexpr float share = 0.55F, low_mm = 2, high_mm = 14;
    const float depth = -*std::min_element(exact.begin(), exact.end());
    const float radius = std::min(high_mm, share * depth);
    if (radius < low_mm) return exact;
    const auto moved = [&](std::vector<float> field, float by) {
      for (float &d : field) d += by;
      return geodesic_.signed_distance(field, cap_mm);
    };
    const std::vector<float> opened = moved(moved(exact, radius), -radius);  // outward corners
    return moved(moved(opened, -radius), radius);                            // inward corners
  }

  // What a region keeps beyond one that it gives way to often hangs on by a thin bridge (neck below the clavicle's
  // strip). A piece that comes loose when the region shrinks a little goes, unless it is large; what is left grows
  // back.
  void drop_hanging_slivers(std::vector<float> &distance) const {
    constexpr float shrink_mm = 4, regrow_mm = 11; // the second reaches the tip of a 45 degree corner
    std::vector<float> core = distance;
    for (float &d : core) d += shrink_mm;
    const std::vector<float> before = core;
    geodesic_.drop_small_pieces(core, 0.1);
    if (core == before) return;
    const std::vector<float> kept = geodesic_.signed_distance(core, cap_mm);
    for (std::size_t i = 0; i < distance.size(); ++i) distance[i] = std::max(distance[i], kept[i] - regrow_mm);
    distance = geodesic_.signed_distance(distance, cap_mm);
  }

  // Never across the midline; on the skin, only on the named parts; on a deep surface, only near the named bone.
  void limit(const Region &region, std::vector<float> &phi) {
    for (std::size_t i = 0; i < phi.size(); ++i) phi[i] = std::max(phi[i], -lps_[i].x);
    if (!region.bone_surface && !region.skin_of.empty()) {
      std::vector<float> share(body_.joints.size(), 0);
      for (std::size_t j = 0; j < share.size(); ++j)
        share[j] = std::count(region.skin_of.begin(), region.skin_of.end(), part_of_joint_[j]) > 0 ? 1.0F : 0.0F;
      for (std::size_t i = 0; i < phi.size(); ++i) {
        float inside = 0;
        for (int k = 0; k < 4; ++k)
          if (mesh_.joints[i][k] < share.size()) inside += mesh_.weights[i][k] * share[mesh_.joints[i][k]];
        phi[i] = std::max(phi[i], 40 * (0.5F - inside));
      }
    }
    // No region means the auricle: what is felt behind the ear is drawn on the head. The ear melts into it, so it begins
    // a little beyond its own form.
    constexpr float root_mm = 1;
    for (std::size_t i = 0; i < phi.size() && !region.bone_surface; ++i)
      if (phi[i] < 0) phi[i] = std::max(phi[i], root_mm - soft_.off_part("ear", mesh_.positions[i]));
    if (region.bone_surface && !region.within_bone.empty() && region.within_mm > 0)
      for (const format::Structure &s : body_.structures)
        if (s.bone == region.within_bone && (s.side == side_ || s.side == Side::midline)) {
          const PointTree bone(s.mesh.positions);
          for (std::size_t i = 0; i < phi.size(); ++i)
            phi[i] = std::max(phi[i], bone.nearest(mesh_.positions[i]).distance / millimetre -
                                          static_cast<float>(region.within_mm));
        }
  }

  const format::Body &body_;
  const Library &library_;
  const SoftParts &soft_;
  std::uint32_t carrier_;
  Side side_;
  Corners corners_;
  const format::Mesh &mesh_;
  float mid_;
  RegionGround ground_;
  Geodesic geodesic_;
  std::vector<vec3> lps_, normals_;
  std::vector<std::string> part_of_joint_;
  std::map<std::string, Drawn> drawn_;
};

struct Placed {
  std::vector<format::RegionField> fields;
  std::vector<std::string> notes;
};
template <class A> void visit(A &a, Placed &p) {
  a.list(p.fields, format::visit_region<A>);
  a.list(p.notes, [](A &v, std::string &n) { v(n); });
}

// Of everything that a Drawer looks at, for all of them.
std::uint64_t key_of(const format::Body &body, const Library &library, const SkinParts &parts, Corners corners, std::string_view sheet) {
  Key key(makers::steps());
  key.value(corners).value(midline_x(body)).value(scales_hash(body, library)).text(sheet).value(named_places(body, sheet));
  for (std::uint32_t j = 0; j < body.joints.size(); ++j) key.text(parts.of_joint(j));
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    const bool carries = s.kind == format::Kind::skin || s.kind == format::Kind::deep_surface;
    const bool within = std::any_of(library.regions.begin(), library.regions.end(),
                                    [&](const Region &r) { return !r.within_bone.empty() && r.within_bone == s.bone; });
    if (!carries && !within) continue;
    key.value(i).text(s.id).value(s.side).value(shape_hash(s.mesh));
    if (carries) key.list(s.mesh.joints).list(s.mesh.weights);
  }
  return key.hash();
}

template <class Is> std::uint32_t find_carrier(const format::Body &body, const Is &is) {
  const auto found = std::find_if(body.structures.begin(), body.structures.end(), is);
  return found == body.structures.end() ? format::none : static_cast<std::uint32_t>(found - body.structures.begin());
}

} // namespace

Status place_regions(format::Body &body, const Library &library, Progress &progress, Corners corners, ResultCache *given, std::string_view sheet) {
  ResultCache none, &cache = given != nullptr ? *given : none;
  body.regions.clear();
  const std::uint32_t skin = find_carrier(body, [](const format::Structure &s) { return s.kind == format::Kind::skin; });
  if (skin == format::none)
    return bad_input("the body has no skin to draw regions on", body.name, "build the skin first");
  const SkinParts parts(body, library);
  const std::uint64_t key = key_of(body, library, parts, corners, sheet);
  if (auto known = cache.find<Placed>("regions", key)) {
    body.regions = std::move(known->fields);
    std::move(known->notes.begin(), known->notes.end(), std::back_inserter(body.notes));
    return {};
  }
  const SoftParts soft(body, library, Spread(body, library, 0, 0));
  struct Half {
    Drawer on_skin;
    std::vector<format::RegionField> fields;
    std::vector<std::string> notes;
  };
  Half left{{body, library, parts, soft, skin, Side::left, corners}, {}, {}};
  Half right{{body, library, parts, soft, skin, Side::right, corners}, {}, {}};
  const auto on_both = [&](const auto &work) {
    parallel_invoke([&] { work(Side::left, left, right); }, [&] { work(Side::right, right, left); });
  };
  on_both([&](Side side, Half &half, Half &) {
    float done = 0;
    for (const Region &region : library.regions) {
      if (progress.cancelled()) return;
      if (side == Side::left)
        progress.report("Drawing referral regions", done / static_cast<float>(library.regions.size()));
      done += 1;
      if (!region.bone_surface) half.on_skin.draw(region);
    }
  });
  on_both([&](Side side, Half &half, Half &other) {
    const auto hand_over = [&](Drawer &drawer, const Region &region, const std::vector<float> &twin) {
      drawer.hand_over(region, twin, half.fields);
      if (const auto &d = drawer.draw(region); d.distance.empty())
        half.notes.push_back("region " + region.id + " " + std::string(to_string(side)) + " not drawn: " + d.why);
    };
    for (const Region &region : library.regions) {
      if (progress.cancelled()) return;
      if (!region.bone_surface) {
        hand_over(half.on_skin, region, other.on_skin.drawn(region));
        continue;
      }
      const std::string id = deep_carrier_id(region, side);
      const std::uint32_t deep = find_carrier(body, [&](const format::Structure &s) { return s.id == id; });
      if (deep == format::none) {
        half.notes.push_back("region " + region.id + " " + std::string(to_string(side)) +
                             " not drawn: the body has no deep surface for it");
        continue;
      }
      Drawer on_deep(body, library, parts, soft, deep, side, corners);
      if (body.structures[deep].side != Side::midline) {
        hand_over(on_deep, region, {});
        continue;
      }
      Drawer twin(body, library, parts, soft, deep, side == Side::left ? Side::right : Side::left, corners);
      twin.draw(region);
      hand_over(on_deep, region, twin.drawn(region));
    }
  });
  if (progress.cancelled()) return cancelled();
  Placed placed;
  for (Half *half : {&left, &right}) {
    std::move(half->fields.begin(), half->fields.end(), std::back_inserter(placed.fields));
    std::move(half->notes.begin(), half->notes.end(), std::back_inserter(placed.notes));
  }
  cache.keep("regions", key, placed);
  body.regions = std::move(placed.fields);
  std::move(placed.notes.begin(), placed.notes.end(), std::back_inserter(body.notes));
  return {};
}

} // namespace myo::assemble
