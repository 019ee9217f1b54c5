#include "assemble/muscles/plan.h"

#include "assemble/landmarks.h"
#include "assemble/region_points.h"

#include <algorithm>
#include <fmt/format.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float off_the_chord = 25 * millimetre; // how far one bone's surface may lie from the line between two holds
constexpr float soft_above = 1.5F * millimetre;  // a soft end over a bone floats this high
constexpr float at_midline = 4 * millimetre;    // a forked process lets its point slip aside
constexpr float beside_a_bone = 4 * millimetre;  // between two bones only what is as near as this counts as held

int layer_of(const anatomy::Muscle &muscle) {
  if (muscle.shape.layer) return *muscle.shape.layer;
  return muscle.layer == "deep" ? 3 : muscle.layer == "intermediate" ? 5 : 7;
}

struct Placer {
  const Site &site;
  MusclePlan &plan;
  Side side;
  BodyFrame frame = BodyFrame::of(side, site.mid);

  // A landmark's own scale reference fits the sheet's millimetres to this body.
  [[nodiscard]] float scale_for(const anatomy::PointForm &form) const {
    if (const anatomy::Landmark *l = site.library.landmark(form.landmark)) return scale_of(site.body, site.library, l->scale);
    for (const auto &list : {form.between, form.mix})
      for (const anatomy::PointForm &p : list) return scale_for(p);
    return 1;
  }

  [[nodiscard]] std::optional<vec3> point(const anatomy::PointForm &form) {
    std::string why;
    const RegionPoints points(site.body, side, scale_for(form), site.mid);
    if (const auto lps = points(form, why)) return frame.world(*lps);
    plan.notes.push_back(why);
    return std::nullopt;
  }

  // Every bone that the landmark may lie on, when the sheet names none.
  [[nodiscard]] std::vector<std::string> bones_of(const anatomy::PointForm &form) const {
    if (const anatomy::Landmark *l = site.library.landmark(form.landmark)) return l->bones;
    for (const auto &list : {form.between, form.mix})
      for (const anatomy::PointForm &p : list)
        if (auto bones = bones_of(p); !bones.empty()) return bones;
    return {};
  }

  [[nodiscard]] std::optional<Hold> hold(const anatomy::ShapePoint &sp) {
    const auto p = point(sp.place);
    if (!p) return std::nullopt;
    Hold hold{*p, format::none};
    if (sp.soft && sp.bone.empty()) return hold;
    const std::vector<std::string> bones = sp.bone.empty() ? bones_of(sp.place) : std::vector{sp.bone};
    form::TriangleTree::Hit best;
    for (const std::string &bone : bones)
      for (const std::uint32_t s : site.terrain.bones(bone, side)) {
        const form::TriangleTree *tree = site.terrain.tree(s);
        const form::TriangleTree::Hit hit = tree ? tree->nearest(*p) : form::TriangleTree::Hit{};
        if (!hit.found() || (best.found() && std::abs(hit.distance) >= std::abs(best.distance))) continue;
        best = hit;
        hold = sp.soft ? Hold{hit.point + soft_above * hit.normal, format::none} : Hold{hit.point, s};
      }
    if (!best.found()) {
      plan.notes.push_back(fmt::format("the body has no {}", fmt::join(bones, " or ")));
      return std::nullopt;
    }
    return hold;
  }

  [[nodiscard]] std::vector<Hold> line(const std::vector<anatomy::ShapePoint> &points, double from, double to) {
    std::vector<Hold> all;
    for (const anatomy::ShapePoint &p : points)
      if (const auto h = hold(p)) all.push_back(*h);
    if (all.size() < 2 || (from <= 0 && to >= 1)) return all;
    // A share of the line, with the holds that fall inside it.
    float total = 0;
    for (std::size_t i = 1; i < all.size(); ++i) total += glm::distance(all[i - 1].point, all[i].point);
    const auto at = [&](float share) {
      float left = share * total;
      for (std::size_t i = 1; i < all.size(); ++i) {
        const float l = glm::distance(all[i - 1].point, all[i].point);
        if (left <= l || i + 1 == all.size()) {
          const float t = l > 0 ? glm::clamp(left / l, 0.0F, 1.0F) : 0;
          return Hold{glm::mix(all[i - 1].point, all[i].point, t), t < 0.5F ? all[i - 1].bone : all[i].bone};
        }
        left -= l;
      }
      return all.back();
    };
    std::vector<Hold> out{at(static_cast<float>(from))};
    float before = 0;
    for (std::size_t i = 1; i + 1 < all.size(); ++i) {
      before += glm::distance(all[i - 1].point, all[i].point);
      if (before > static_cast<float>(from) * total + 1e-5F && before < static_cast<float>(to) * total - 1e-5F) out.push_back(all[i]);
    }
    out.push_back(at(static_cast<float>(to)));
    return out;
  }
};

bool any_bone(const std::vector<Hold> &line) {
  return std::any_of(line.begin(), line.end(), [](const Hold &h) { return h.bone != format::none; });
}

} // namespace

std::vector<vec3> points_of(const std::vector<Hold> &line) {
  std::vector<vec3> out;
  out.reserve(line.size());
  for (const Hold &h : line) out.push_back(h.point);
  return out;
}

vec3 mean_of(const std::vector<Hold> &line) {
  vec3 sum(0);
  for (const Hold &h : line) sum += h.point;
  return sum / static_cast<float>(line.size());
}

bool on_midline(const Site &site, const std::vector<Hold> &line) {
  return std::all_of(line.begin(), line.end(), [&](const Hold &h) { return std::abs(h.point.x - site.mid) < at_midline; });
}

form::Footer footer_on(const Terrain &terrain, std::vector<Hold> line) {
  if (!any_bone(line)) return {};
  return [&terrain, line = std::move(line)](vec3 p) -> std::optional<form::Footing> {
    std::size_t piece = 0;
    float nearest = 1e30F, at = 0;
    for (std::size_t i = 0; i + 1 < std::max<std::size_t>(line.size(), 2); ++i) {
      const vec3 a = line[i].point, b = line[std::min(i + 1, line.size() - 1)].point;
      const float l = glm::dot(b - a, b - a);
      const float t = l > 0 ? glm::clamp(glm::dot(p - a, b - a) / l, 0.0F, 1.0F) : 0.0F;
      if (const float d = glm::distance(p, glm::mix(a, b, t)); d < nearest) nearest = d, piece = i, at = t;
    }
    const Hold &a = line[piece], &b = line[std::min(piece + 1, line.size() - 1)];
    const bool same = a.bone == b.bone;
    const std::uint32_t bone = at < 0.5F ? a.bone : b.bone;
    if (bone == format::none) return std::nullopt;
    const form::TriangleTree *tree = terrain.tree(bone);
    if (tree == nullptr) return std::nullopt;
    const form::TriangleTree::Hit hit = tree->nearest(p, same ? off_the_chord : beside_a_bone);
    if (!hit.found()) return std::nullopt;
    return form::Footing{hit.point, hit.normal};
  };
}

void plan_side(const Site &site, MusclePlan &plan, Side side) {
  Placer place{site, plan, side};
  for (const anatomy::MuscleHead &head : plan.muscle->shape.heads) {
    for (const anatomy::ShapeStrand &strand : head.strands) {
      Piece piece;
      piece.head = head.id;
      piece.other_half = plan.side != side && side == Side::right;
      piece.origin = place.line(strand.origin, strand.origin_from, strand.origin_to);
      piece.insertion = place.line(strand.insertion, strand.insertion_from, strand.insertion_to);
      if (piece.origin.empty() || piece.insertion.empty()) continue;
      if (piece.other_half && on_midline(site, piece.origin) && on_midline(site, piece.insertion)) continue; // laid
      const float scale = strand.origin.empty() ? 1.0F : place.scale_for(strand.origin.front().place);
      const auto metres = [&](double mm) { return static_cast<float>(mm) * scale * millimetre; };
      form::RibbonShape &shape = piece.shape;
      shape.section = head.kind == anatomy::HeadKind::belly    ? form::Section::belly
                      : head.kind == anatomy::HeadKind::sheet ? form::Section::sheet
                                                              : form::Section::strip;
      shape.origin.line = points_of(piece.origin), shape.insertion.line = points_of(piece.insertion);
      shape.origin.bone = footer_on(site.terrain, piece.origin);
      shape.insertion.bone = footer_on(site.terrain, piece.insertion);
      const float length = glm::distance(mean_of(piece.origin), mean_of(piece.insertion));
      for (const auto &[from, to] : {std::pair{&head.origin, &shape.origin}, std::pair{&head.insertion, &shape.insertion}}) {
        to->tendon = from->tendon_mm >= 0 ? metres(from->tendon_mm) : 0.08F * length;
        to->foot = metres(from->foot_mm), to->spread = metres(from->spread_mm);
        to->tendon_width = metres(from->tendon_width_mm), to->tendon_thickness = metres(from->tendon_thickness_mm);
      }
      shape.thickness = head.thickness_mm > 0 ? metres(head.thickness_mm) : glm::clamp(0.05F * length, 0.003F, 0.012F);
      shape.width = head.width_mm > 0 ? metres(head.width_mm) : 1.8F * shape.thickness;
      shape.belly_at = static_cast<float>(head.belly_at);
      shape.sinew = head.kind == anatomy::HeadKind::tendons;
      shape.taut = head.taut;
      shape.bed = metres(head.bed_mm);
      if (head.outward) shape.outward = glm::normalize(place.frame.direction_world(*head.outward));
      for (const anatomy::ShapeVia &via : strand.via) {
        std::vector<vec3> points;
        for (const anatomy::PointForm &form : via.points)
          if (const auto p = place.point(form)) points.push_back(*p);
        if (via.points.empty()) {
          const vec3 shift = place.frame.direction_world(via.off_mm) * (scale * millimetre);
          const auto f = static_cast<float>(via.fraction);
          if (piece.origin.size() == piece.insertion.size())
            for (std::size_t i = 0; i < piece.origin.size(); ++i)
              points.push_back(glm::mix(piece.origin[i].point, piece.insertion[i].point, f) + shift);
          else points.push_back(glm::mix(mean_of(piece.origin), mean_of(piece.insertion), f) + shift);
        }
        if (points.size() == std::max<std::size_t>(via.points.size(), 1) || via.points.empty()) shape.via.push_back(std::move(points));
      }
      plan.pieces.push_back(std::move(piece));
    }
  }
}

void plan_by_shape(const Site &site, MusclePlan &plan) {
  if (plan.side != Side::midline) return plan_side(site, plan, plan.side);
  for (const Side half : {Side::left, Side::right}) plan_side(site, plan, half); // its sheet tells one half
}

void make_plan(const Site &site, MusclePlan &plan) {
  plan.layer = layer_of(*plan.muscle);
  if (!plan.muscle->shape.heads.empty()) plan_by_shape(site, plan);
  if (plan.pieces.empty()) plan_by_attachments(site, plan);
}

} // namespace myo::assemble
