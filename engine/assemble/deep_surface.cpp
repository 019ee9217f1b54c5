#include "assemble/deep_surface.h"

#include "assemble/bone_heat.h"
#include "assemble/deep_forms.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/mesh/sampler.h"
#include "assemble/named_places.h"
#include "assemble/region_points.h"
#include "assemble/skin_parts.h"

#include <algorithm>
#include <cstdlib>

namespace myo::assemble {
namespace {

using anatomy::Library;
using anatomy::Region;
using anatomy::Side;

// What moves a deep surface: points of bones, each with its joint.
struct Holds {
  std::vector<vec3> points; // metres
  std::vector<std::uint32_t> joints;

  void add(const format::Body &body, const Library &library, const format::Structure &bone) {
    const std::uint32_t joint = carrier_joint(body, library, bone);
    for (const vec3 &p : sample_surface(bone.mesh, 1.0).points) points.push_back(p), joints.push_back(joint);
  }
};

// Every vertex takes heat from the nearest bone, more the nearer it lies.
Status carry(format::Mesh &mesh, const Holds &holds) {
  const PointTree tree(holds.points);
  std::vector<std::uint32_t> target;
  std::vector<float> strength;
  for (const vec3 &p : mesh.positions) {
    const PointTree::Hit h = tree.nearest(p);
    target.push_back(holds.joints[h.index] == format::none ? no_joint : holds.joints[h.index]);
    const float d = std::max(h.distance, 0.006F);
    strength.push_back(1 / (d * d));
  }
  auto weights = bone_heat(mesh.positions, mesh.indices, target, strength, 0);
  MYO_TRY(weights);
  mesh.joints = std::move(weights->joints);
  mesh.weights = std::move(weights->weights);
  return {};
}

format::Structure deep_structure(std::string id, std::string name, std::string latin, Side side, std::string source) {
  format::Structure s;
  s.id = std::move(id);
  s.name = std::move(name);
  s.latin = std::move(latin);
  s.kind = format::Kind::deep_surface;
  s.side = side;
  s.system = "skeletal";
  s.generated = true;
  s.source = std::move(source);
  return s;
}

Status add_rib_sheet(format::Body &body, const Library &library, Side side) {
  const BodyFrame frame = BodyFrame::of(side, midline_x(body));
  const format::Landmark *top = find_landmark(body, "scap_superior_angle", side),
                         *bottom = find_landmark(body, "scap_inferior_angle", side);
  const format::Landmark *body_t5 = find_landmark(body, "t5_body", side);
  format::Structure s = deep_structure("deep.scapula." + std::string(to_string(side)), "Costal surface under the scapula",
                                       "Facies costalis scapulae", side, "a smooth sheet over ribs 1 to 8");
  Holds ribs;
  for (const format::Structure &bone : body.structures) {
    if (bone.kind != format::Kind::bone || !bone.bone.starts_with("rib_") || bone.side != side) continue;
    const int number = std::atoi(bone.bone.c_str() + 4);
    if (number >= 1 && number <= 8) ribs.add(body, library, bone);
  }
  if (top == nullptr || bottom == nullptr || ribs.points.empty()) {
    body.notes.push_back(s.id + " not built: the scapula's angles or the ribs are missing");
    return {};
  }
  std::vector<vec3> lps;
  lps.reserve(ribs.points.size());
  for (const vec3 &p : ribs.points) lps.push_back(frame.lps(p));
  const RibSheetPlace place{(body_t5 != nullptr ? frame.lps(body_t5->point).y : -50) - 30, frame.lps(bottom->point).z - 20,
                            frame.lps(top->point).z + 12};
  s.mesh = deep_rib_sheet(frame, place, lps);
  if (s.mesh.positions.empty()) {
    body.notes.push_back(s.id + " not built: too few ribs lie under the scapula");
    return {};
  }
  MYO_CHECK(carry(s.mesh, ribs));
  body.structures.push_back(std::move(s));
  return {};
}

// The band's line from the right's end across the midline to the left's, as seen from the left.
std::optional<std::vector<vec3>> line_round(const format::Body &body, const Region &region, float scale, float mid, std::string &why) {
  std::vector<vec3> line;
  for (const Side side : {Side::right, Side::left}) {
    const RegionPoints points(body, side, scale, mid);
    std::vector<vec3> half;
    for (const anatomy::PointForm &form : region.points) {
      const auto p = points(form, why);
      if (!p) return std::nullopt;
      half.push_back(side == Side::left ? *p : vec3(-p->x, p->y, p->z));
    }
    constexpr float on_it_mm = 2;
    if (std::abs(half[0].x) > on_it_mm) {
      why = "its line does not begin on the midline";
      return std::nullopt;
    }
    half[0].x = 0;
    if (side == Side::right) line.assign(half.rbegin(), half.rend());
    else line.insert(line.end(), half.begin() + 1, half.end());
  }
  return line;
}

std::optional<format::Mesh> form_of(const format::Body &body, const Library &library, const Region &region, Side side, std::string &why) {
  const float scale = scale_of(body, library, region.scale);
  const float mid = midline_x(body);
  const BodyFrame frame = BodyFrame::of(side, mid);
  if (region.half_width_mm > 0) {
    const auto line = line_round(body, region, scale, mid, why);
    if (!line) return std::nullopt;
    return deep_band(frame, *line, static_cast<float>(region.half_width_mm) * scale);
  }
  auto centre = RegionPoints(body, side == Side::midline ? Side::left : side, scale, mid)(region.at, why);
  if (!centre) return std::nullopt;
  if (side == Side::midline) centre->x = 0;
  return deep_ball(frame, *centre, scale * region.radii_mm, side == Side::midline ? vec3(0, -1, 0) : vec3(1, 0, 0));
}

Status add_form(format::Body &body, const Library &library, const Region &region, Side side) {
  format::Structure s = deep_structure(deep_carrier_id(region, side), region.name, region.latin, side, "a form of its own inside the body");
  Holds holds;
  for (const format::Structure &bone : body.structures) {
    const bool named = std::find(region.on.begin(), region.on.end(), bone.bone) != region.on.end();
    if (named && is_hard(bone) && (side == Side::midline || bone.side == side || bone.side == Side::midline)) holds.add(body, library, bone);
  }
  std::string why = "none of its bones is there";
  auto mesh = holds.points.empty() ? std::nullopt : form_of(body, library, region, side, why);
  if (!mesh) {
    body.notes.push_back(s.id + " not built: " + why);
    return {};
  }
  s.mesh = std::move(*mesh);
  MYO_CHECK(carry(s.mesh, holds));
  body.structures.push_back(std::move(s));
  return {};
}

bool has_chart(const Region &region) { return !region.chart.empty() || region.chart_direction; }
bool one_for_both(const Region &region) { return !region.paired || region.half_width_mm > 0; }

} // namespace

std::string deep_carrier_id(const Region &region, Side side) {
  const std::string about = has_chart(region) ? region.within_bone : region.id;
  if (!has_chart(region) && one_for_both(region)) return "deep." + about;
  return "deep." + about + "." + std::string(to_string(side));
}

Status add_deep_surfaces(format::Body &body, const Library &library) {
  std::erase_if(body.structures, [](const format::Structure &s) { return s.kind == format::Kind::deep_surface; });
  for (const Side side : {Side::left, Side::right}) MYO_CHECK(add_rib_sheet(body, library, side));
  for (const Region &region : library.regions) {
    if (region.kind != "deep" || has_chart(region)) continue;
    if (one_for_both(region)) MYO_CHECK(add_form(body, library, region, Side::midline));
    else for (const Side side : {Side::left, Side::right}) MYO_CHECK(add_form(body, library, region, side));
  }
  return {};
}

} // namespace myo::assemble
