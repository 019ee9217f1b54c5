// A muscle whose sheet says nothing of its shape: ends from the regions its attachments name, measures from its length.
#include "assemble/attachment_region.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/sampler.h"
#include "assemble/muscles/plan.h"
#include "form/polyline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;

// One attachment on one bone: its line across the fibres, or the whole area where the sheet names only a region.
struct End {
  std::uint32_t bone = format::none;
  std::vector<vec3> line;
  std::vector<vec3> area; // bone points of the region, when it has no landmarks
  float radius = 0;       // metres
  bool spinous = false;
  [[nodiscard]] vec3 middle() const {
    vec3 sum(0);
    const auto &from = line.empty() ? area : line;
    for (const vec3 p : from) sum += p;
    return from.empty() ? sum : sum / static_cast<float>(from.size());
  }
};

std::vector<End> ends_of(const Site &site, MusclePlan &plan, Role role) {
  std::vector<End> out;
  for (const anatomy::Attachment &a : plan.muscle->attachments) {
    if (a.role != role || a.bone.empty()) continue;
    for (const std::uint32_t s : site.terrain.bones(a.bone, plan.side)) {
      const format::Structure &bone = site.body.structures[s];
      std::string why;
      Bounds box;
      for (const vec3 p : bone.mesh.positions) box.add(p);
      const Side side = bone.side == Side::midline ? plan.side : bone.side;
      const RegionTest region(a.region, site.body, site.library, side, site.mid, box, why);
      if (!why.empty()) plan.notes.push_back(why);
      const form::TriangleTree &tree = *site.terrain.tree(s);
      End end;
      end.bone = s;
      end.radius = static_cast<float>(a.region.radius_mm) * millimetre;
      std::vector<vec3> inside;
      vec3 mean(0);
      const Samples samples = sample_surface(bone.mesh, 0.5);
      for (std::size_t i = 0; i < samples.points.size(); ++i) {
        const float x = samples.points[i].x - site.mid;
        const bool own_half = bone.side != Side::midline || plan.side == Side::midline || x * anatomy::sign(plan.side) > -1 * millimetre;
        if (own_half && region(samples.points[i], samples.normals[i])) inside.push_back(samples.points[i]), mean += samples.points[i];
      }
      if (inside.empty()) continue;
      mean /= static_cast<float>(inside.size());
      if (region.landmarks().empty()) {
        end.area = std::move(inside);
      } else {
        for (const vec3 p : region.landmarks()) {
          // The allowed place nearest to the landmark; the landmark alone may sit on another face.
          vec3 best = inside.front();
          for (const vec3 q : inside)
            if (glm::distance(q, p) < glm::distance(best, p)) best = q;
          end.line.push_back(tree.nearest(best).point);
        }
        end.spinous = std::any_of(a.region.near.begin(), a.region.near.end(), [](const std::string &n) { return n.ends_with("_spinous"); });
      }
      out.push_back(std::move(end));
    }
  }
  return out;
}

vec3 mean_of(const std::vector<End> &ends) {
  vec3 sum(0);
  for (const End &e : ends) sum += e.middle();
  return sum / static_cast<float>(std::max<std::size_t>(1, ends.size()));
}

// The line of an area: across the fibres, near its edge away from the other end.
void draw_line(End &end, vec3 other) {
  if (!end.line.empty()) return;
  const vec3 middle = end.middle();
  const vec3 way = glm::normalize(other - middle + vec3(0, 1e-6F, 0));
  std::vector<std::pair<float, vec3>> by_reach;
  for (const vec3 p : end.area) by_reach.emplace_back(glm::dot(p - middle, way), p);
  std::sort(by_reach.begin(), by_reach.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
  const float depth = by_reach.back().first - by_reach.front().first;
  const float limit = by_reach.front().first + std::max(0.006F, 0.3F * depth);
  std::vector<vec3> band;
  for (const auto &[reach, p] : by_reach)
    if (reach <= limit) band.push_back(p);
  vec3 centre(0);
  for (const vec3 p : band) centre += p;
  centre /= static_cast<float>(band.size());
  // The band's long direction, by power iteration on its spread square to the fibres.
  glm::mat3 spread(0);
  for (const vec3 p : band) {
    const vec3 d = p - centre - glm::dot(p - centre, way) * way;
    spread += glm::outerProduct(d, d);
  }
  vec3 axis = std::abs(way.x) < 0.8F ? vec3(1, 0.3F, 0.2F) : vec3(0.2F, 1, 0.3F);
  for (int k = 0; k < 40; ++k) {
    const vec3 next = spread * axis;
    if (!(glm::length(next) > 0)) break;
    axis = glm::normalize(next);
  }
  std::vector<std::pair<float, vec3>> along;
  along.reserve(band.size());
  for (const vec3 p : band) along.emplace_back(glm::dot(p - centre, axis), p);
  std::sort(along.begin(), along.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
  for (const float q : {0.12F, 0.5F, 0.88F}) end.line.push_back(along[static_cast<std::size_t>(q * static_cast<float>(along.size() - 1))].second);
}

std::vector<Hold> holds(const End &end) {
  std::vector<Hold> out;
  for (const vec3 p : end.line) out.push_back({p, end.bone});
  return out;
}

bool limb(const anatomy::Muscle &m) { return m.region == "forearm" || m.region == "leg"; }

void add_piece(const Site &site, MusclePlan &plan, form::Section section, std::vector<Hold> from, std::vector<Hold> to,
               float radius_from, float radius_to, float crowd) {
  Piece piece;
  const float length = glm::distance(mean_of(from), mean_of(to));
  form::RibbonShape &shape = piece.shape;
  shape.section = section;
  if (section == form::Section::belly) {
    shape.width = glm::clamp(0.14F * length, 0.006F, 0.042F);
    shape.thickness = glm::clamp(0.075F * length, 0.0035F, 0.024F);
  } else if (section == form::Section::sheet) {
    shape.thickness = glm::clamp(0.04F * length, 0.0025F, 0.007F);
  } else {
    shape.width = glm::clamp(0.09F * length, 0.004F, 0.010F);
    shape.thickness = glm::clamp(0.045F * length, 0.002F, 0.005F);
  }
  if (crowd > 1 && section != form::Section::sheet) {
    shape.width /= std::sqrt(crowd), shape.thickness /= std::sqrt(crowd);
    shape.width = std::max(shape.width, 0.003F), shape.thickness = std::max(shape.thickness, 0.0018F);
  }
  shape.origin.line = points_of(from), shape.insertion.line = points_of(to);
  shape.origin.bone = footer_on(site.terrain, from), shape.insertion.bone = footer_on(site.terrain, to);
  shape.origin.tendon = section == form::Section::sheet ? 0.05F * length : 0.06F * length;
  shape.insertion.tendon = (limb(*plan.muscle) ? 0.42F : 0.1F) * length;
  const auto spread = [&](float radius) { return radius > 0 ? std::min(0.7F * radius, 0.8F * shape.width) : 0.0F; };
  shape.origin.spread = spread(radius_from), shape.insertion.spread = spread(radius_to);
  piece.origin = std::move(from), piece.insertion = std::move(to);
  plan.pieces.push_back(std::move(piece));
}

// Sorted along the direction in which they lie most widely apart, so that neighbours stay neighbours.
void sort_along(std::vector<End> &ends) {
  if (ends.size() < 2) return;
  vec3 a = ends.front().middle(), b = a;
  float widest = 0;
  for (const End &x : ends)
    for (const End &y : ends)
      if (const float d = glm::distance(x.middle(), y.middle()); d > widest) widest = d, a = x.middle(), b = y.middle();
  const vec3 way = a.y >= b.y ? b - a : a - b; // from above downward
  std::stable_sort(ends.begin(), ends.end(), [&](const End &x, const End &y) { return glm::dot(x.middle(), way) < glm::dot(y.middle(), way); });
}

std::vector<Hold> string_up(const std::vector<End> &ends) {
  std::vector<Hold> out;
  out.reserve(ends.size());
  for (const End &e : ends) out.push_back({e.middle(), e.bone});
  return out;
}

} // namespace

void plan_by_attachments(const Site &site, MusclePlan &plan) {
  std::vector<End> origins = ends_of(site, plan, Role::origin), insertions = ends_of(site, plan, Role::insertion);
  if (origins.empty() || insertions.empty()) {
    plan.notes.emplace_back(origins.empty() ? "no origin on a bone" : "no insertion on a bone");
    return;
  }
  const vec3 from = mean_of(origins), to = mean_of(insertions);
  for (End &e : origins) draw_line(e, to);
  for (End &e : insertions) draw_line(e, from);
  const auto one_line = [](std::vector<End> &ends) { return ends.size() == 1; };
  if (one_line(origins) && one_line(insertions)) {
    add_piece(site, plan, form::Section::belly, holds(origins[0]), holds(insertions[0]), origins[0].radius, insertions[0].radius, 1);
    return;
  }
  sort_along(origins), sort_along(insertions);
  const std::size_t most = std::max(origins.size(), insertions.size()), fewest = std::min(origins.size(), insertions.size());
  std::vector<End> &many = origins.size() == most ? origins : insertions;
  const bool spinous = std::all_of(many.begin(), many.end(), [](const End &e) { return e.spinous; });
  if (fewest == 1 && most >= 3 && spinous) { // a sheet from the spine
    std::vector<Hold> row = string_up(many);
    std::vector<Hold> other = holds(&many == &origins ? insertions[0] : origins[0]);
    if (other.size() > 1 && glm::dot(other.back().point - other.front().point, row.back().point - row.front().point) < 0)
      std::reverse(other.begin(), other.end());
    if (&many == &origins) add_piece(site, plan, form::Section::sheet, row, other, 0, insertions[0].radius, 1);
    else add_piece(site, plan, form::Section::sheet, other, row, origins[0].radius, 0, 1);
    return;
  }
  // The one end that all slips share is shared out among them.
  const auto portion = [](const End &end, std::size_t i, std::size_t count) {
    End out = end;
    if (end.line.size() < 2) return out;
    const auto at = [&](float share) { return form::point_at(end.line, share); };
    const float n = static_cast<float>(count), k = static_cast<float>(i);
    out.line = {at(k / n), at((k + 1) / n)};
    return out;
  };
  if (most > 2)
    for (std::vector<End> *ends : {&origins, &insertions})
      if (ends->size() == 1) {
        End whole = ends->front();
        std::vector<End> &others = ends == &origins ? insertions : origins;
        if (whole.line.size() > 1 && glm::dot(whole.line.back() - whole.line.front(), others.back().middle() - others.front().middle()) < 0)
          std::reverse(whole.line.begin(), whole.line.end());
        ends->clear();
        for (std::size_t i = 0; i < most; ++i) ends->push_back(portion(whole, i, most));
      }
  const auto section = most <= 2 ? form::Section::belly : form::Section::strip;
  for (std::size_t i = 0; i < most; ++i) {
    const End &a = origins[i * origins.size() / most], &b = insertions[i * insertions.size() / most];
    if (glm::distance(a.middle(), b.middle()) < 0.004F) continue;
    // A slip is narrow: of a long line at its end it takes the middle.
    add_piece(site, plan, section, holds(a), holds(b), a.radius, b.radius, most <= 2 ? 2.0F : 1.0F);
  }
}

} // namespace myo::assemble
