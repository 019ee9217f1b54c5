#include "anatomy/features.h"
#include "assemble/bone_samples.h"
#include "assemble/check_parts.h"
#include "assemble/landmarks.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace myo::assemble {
namespace {

using anatomy::Side;
using format::Kind;

void add(std::vector<CheckRow> &rows, std::string_view subject, Verdict verdict, std::string text) {
  rows.push_back({"names", std::string(subject), verdict, 0, 0, "", std::move(text)});
}

// Bone or landmark that a landmark's rule needs and this body lacks; "" when it has all.
std::string lacking(const format::Body &body, const anatomy::Landmark &landmark, Side side) {
  const anatomy::LandmarkRule &rule = landmark.rule;
  const auto none_of = [&](const std::vector<std::string> &bones) {
    return std::none_of(bones.begin(), bones.end(), [&](const std::string &b) { return has_bone(body, b, side); });
  };
  if (!landmark.bones.empty() && none_of(landmark.bones)) return "the body lacks its bone " + landmark.bones.front();
  for (const std::string &b : rule.bones)
    if (!has_bone(body, b, side)) return "the body lacks its bone " + b;
  for (const std::string &id : rule.landmarks)
    for (const Side at : rule.op == "mean_sides" ? std::vector{Side::left, Side::right} : std::vector{side})
      if (!find_landmark(body, id, at)) return fmt::format("landmark {} is missing", id);
  for (const anatomy::LandmarkFilter &f : rule.where)
    for (const std::string &id : {f.a, f.b})
      if (!id.empty() && !find_landmark(body, id, side)) return fmt::format("landmark {} is missing", id);
  return {};
}

void landmarks_of(const anatomy::PointForm &point, std::set<std::string> &out) {
  if (!point.landmark.empty()) out.insert(point.landmark);
  for (const anatomy::PointForm &p : point.between) landmarks_of(p, out);
  for (const anatomy::PointForm &p : point.mix) landmarks_of(p, out);
}

std::set<std::string> landmarks_of(const anatomy::Region &region, const anatomy::Library &library) {
  std::set<std::string> out;
  for (const anatomy::PointForm &p : region.points) landmarks_of(p, out);
  landmarks_of(region.at, out);
  for (const anatomy::RegionClip &c : region.clip) landmarks_of(c.a, out), landmarks_of(c.b, out), landmarks_of(c.keep, out);
  if (region.chart.starts_with("sphere:")) out.insert(region.chart.substr(7));
  for (const anatomy::Segment &s : library.segments)
    if (s.id == region.segment || s.id == region.from.segment || s.id == region.to.segment || region.chart == "cyl:" + s.id) {
      landmarks_of(s.a, out), landmarks_of(s.b, out);
      out.insert(s.reference_points.begin(), s.reference_points.end());
      out.insert(s.reference_end.begin(), s.reference_end.end());
    }
  return out;
}

// What keeps a region from being drawn on this side of this body; "" when nothing does.
std::string lacking(const format::Body &body, const anatomy::Library &library, const anatomy::Region &region, Side side) {
  const Kind carrier = region.bone_surface ? Kind::deep_surface : Kind::skin;
  if (std::none_of(body.structures.begin(), body.structures.end(), [&](const format::Structure &s) { return s.kind == carrier; }))
    return region.bone_surface ? "the body has no deep surface" : "the body has no skin";
  for (const std::string &bone : region.on)
    if (!has_bone(body, bone, side)) return "the body lacks its bone " + bone;
  if (!region.within_bone.empty() && !has_bone(body, region.within_bone, side)) return "the body lacks its bone " + region.within_bone;
  for (const std::string &id : landmarks_of(region, library))
    if (!find_landmark(body, id, side)) return fmt::format("landmark {} is missing", id);
  for (const std::string &part : region.skin_of) {
    const auto bones = library.skin_parts.find(part);
    if (bones == library.skin_parts.end()) continue;
    if (std::none_of(bones->second.begin(), bones->second.end(), [&](const std::string &b) { return has_bone(body, b, side); }))
      return fmt::format("the body has no bones of its {}", part);
  }
  return {};
}

// Is there something inside, and does all of it lie on the carrier?
bool drawn(const format::Body &body, const format::RegionField &field) {
  if (field.carrier >= body.structures.size() || field.vertices.size() != field.distance_mm.size()) return false;
  const std::size_t count = body.structures[field.carrier].mesh.positions.size();
  return std::all_of(field.vertices.begin(), field.vertices.end(), [&](std::uint32_t v) { return v < count; }) &&
         std::any_of(field.distance_mm.begin(), field.distance_mm.end(), [](float d) { return d < 0; });
}

bool has_flesh(const format::Body &body, const anatomy::Pattern &pattern, Side side) {
  return std::any_of(body.structures.begin(), body.structures.end(), [&](const format::Structure &s) {
    return s.kind == Kind::muscle && (s.side == side || s.side == Side::midline) && !s.mesh.positions.empty() &&
           std::find(pattern.muscles.begin(), pattern.muscles.end(), s.muscle) != pattern.muscles.end();
  });
}

} // namespace

std::string with_side(std::string_view name, Side side) {
  return side == Side::midline ? std::string(name) : fmt::format("{} {}", anatomy::to_string(side), name);
}

bool has_bone(const format::Body &body, std::string_view bone, Side side) {
  return std::any_of(body.structures.begin(), body.structures.end(), [&](const format::Structure &s) {
    return s.bone == bone && is_skeletal(s.kind) && !s.mesh.positions.empty() &&
           (s.side == side || s.side == Side::midline || side == Side::midline);
  });
}

std::string_view missing_part(const format::Body &body, const anatomy::Library &library) {
  for (const auto &[part, bones] : library.skin_parts)
    if (!bones.empty() &&
        std::none_of(bones.begin(), bones.end(), [&](const std::string &b) { return has_bone(body, b, Side::midline); }))
      return part;
  return {};
}

void check_landmarks(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows) {
  for (const anatomy::Landmark &l : library.landmarks)
    for (const Side side : {Side::midline, Side::left, Side::right}) {
      if ((side == Side::midline) != l.midline || find_landmark(body, l.id, side)) continue;
      const std::string why = lacking(body, l, side);
      add(rows, l.id, why.empty() ? Verdict::fault : Verdict::remark,
          fmt::format("landmark {} is not placed{}", with_side(l.id, side), why.empty() ? ", though all that it needs is there" : ": " + why));
    }
  for (const format::Landmark &l : body.landmarks) {
    if (!library.landmark(l.id) && !library.bone(anatomy::feature_bone(l.id))) add(rows, l.id, Verdict::fault, "unknown landmark");
    if (l.joint >= body.joints.size()) add(rows, l.id, Verdict::fault, "its joint is not there");
  }
}

void check_regions(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows) {
  std::set<std::pair<std::string, Side>> there;
  for (const format::RegionField &r : body.regions) {
    if (!library.region(r.region)) add(rows, r.region, Verdict::fault, "unknown region");
    if (r.carrier >= body.structures.size()) add(rows, r.region, Verdict::fault, "its carrier is not there");
    else if (!drawn(body, r))
      add(rows, r.region, Verdict::fault, fmt::format("region {} has nothing inside, or leaves its carrier", with_side(r.region, r.side)));
    there.emplace(r.region, r.side);
  }
  std::map<std::string, std::string> wanted; // by region: a pattern that shows it; on either side, as all patterns are
  for (const anatomy::Pattern &p : library.patterns)
    for (const anatomy::Zone &z : p.zones) wanted.emplace(z.region, p.id);
  for (const auto &[id, pattern] : wanted)
    for (const Side side : {Side::left, Side::right}) {
      const anatomy::Region *region = library.region(id);
      if (region == nullptr || there.contains({id, side})) continue;
      const std::string why = lacking(body, library, *region, side);
      add(rows, id, why.empty() ? Verdict::fault : Verdict::remark,
          fmt::format("region {}, which pattern {} needs, is not drawn{}", with_side(id, side), pattern, why.empty() ? "" : ": " + why));
    }
}

void check_trigger_points(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows) {
  std::set<std::pair<std::string, Side>> there;
  for (const format::TriggerPoint &t : body.trigger_points) {
    there.emplace(t.pattern, t.side);
    const anatomy::Pattern *pattern = library.pattern(t.pattern);
    if (!pattern) add(rows, t.pattern, Verdict::fault, "unknown pattern");
    else if (t.structure == format::none && !has_flesh(body, *pattern, t.side))
      add(rows, t.pattern, Verdict::remark, fmt::format("trigger point {} stands where its muscle would run: none of its muscles is on this body", with_side(t.pattern, t.side)));
    else if (t.structure >= body.structures.size() || t.joint >= body.joints.size() ||
             std::find(pattern->muscles.begin(), pattern->muscles.end(), body.structures[t.structure].muscle) == pattern->muscles.end())
      add(rows, t.pattern, Verdict::fault, fmt::format("trigger point {} does not lie in one of its muscles", with_side(t.pattern, t.side)));
  }
  for (const anatomy::Pattern &p : library.patterns)
    for (const Side side : {Side::left, Side::right}) {
      if (there.contains({p.id, side})) continue;
      const bool could = has_flesh(body, p, side);
      add(rows, p.id, could ? Verdict::fault : Verdict::remark,
          fmt::format("trigger point {} is not placed{}", with_side(p.id, side),
                      could ? ", though its muscle is there" : ": none of its muscles is on this body"));
    }
}

} // namespace myo::assemble
