#include "form/strand.h"

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

constexpr float push_apart = 0.75F;     // share of both half thicknesses that courses keep between them
constexpr float keep_from_bone = 0.7F;  // share of the half thickness
constexpr float strand_push = 0.003F;  // metres a round
constexpr float farthest = 0.025F;      // metres that a course may leave the line it was laid on
constexpr float rigid = 0.6F;           // bellies move a whole section at a time, this much of them

float fullness(const RibbonShape &shape) { return shape.section == Section::sheet ? 6.0F : shape.section == Section::belly ? 2.3F : 2.0F; }

} // namespace

Strand::Strand(const RibbonShape &shape, const Barrier &bones, const std::vector<Cover> &covers) : shape_(&shape) {
  if (shape.origin.line.empty() || shape.insertion.line.empty()) return;
  laid_ = lay_course(shape, bones, covers);
  const Course &c = laid_.course;
  for (int r = 0; r < c.rows(); ++r)
    for (int j = 0; j < c.columns(); ++j) {
      const auto a = static_cast<std::uint32_t>(c.index(r, j)), b = static_cast<std::uint32_t>(c.index(r, j + 1));
      const auto d = static_cast<std::uint32_t>(c.index(r + 1, j)), e = static_cast<std::uint32_t>(c.index(r + 1, j + 1));
      indices_.insert(indices_.end(), {a, b, e, a, e, d});
    }
  place();
}

vec3 Strand::centre(int row) const {
  const Course &c = laid_.course;
  const int j = c.columns() / 2;
  return c.columns() % 2 == 0 ? c.at(row, j) : 0.5F * (c.at(row, j) + c.at(row, j + 1));
}

void Strand::move_to(std::vector<vec3> points) {
  laid_.course.points() = std::move(points);
  laid_.normals = course_normals(laid_.course, laid_.towards);
  place();
}

void Strand::place() {
  const Course &c = laid_.course;
  const auto rows = static_cast<std::size_t>(c.rows() + 1);
  half_.assign(c.size(), 0.0F), row_half_.assign(rows, 0.0F), row_width_.assign(rows, 0.0F);
  thickest_ = 0;
  for (int r = 0; r <= c.rows(); ++r) {
    const auto i = static_cast<std::size_t>(r);
    float wide = 0;
    for (int j = 0; j < c.columns(); ++j) wide += glm::distance(c.at(r, j), c.at(r, j + 1));
    row_width_[i] = std::max(wide, 1e-4F);
    row_half_[i] = laid_.profile.half_thickness(*shape_, static_cast<float>(r) / static_cast<float>(c.rows()));
    thickest_ = std::max(thickest_, row_half_[i]);
    for (int j = 0; j <= c.columns(); ++j)
      half_[c.index(r, j)] = row_half_[i] * laid_.profile.section(*shape_, laid_.profile.across[static_cast<std::size_t>(j)], wide, row_half_[i]);
  }
  if (middle_.empty()) middle_ = TriangleTree(c.points(), indices_);
  else middle_.move_to(c.points(), indices_, {});
}

Strand::Near Strand::near(vec3 p, float within) const {
  Near out;
  const TriangleTree::Hit hit = middle_.nearest(p, within);
  if (!hit.found()) return out;
  const Course &c = laid_.course;
  out.distance = glm::distance(p, hit.point), out.point = hit.point;
  const auto quad = static_cast<int>(hit.triangle / 2);
  const int row = quad / c.columns(), column = quad % c.columns();
  vec3 normal(0);
  for (int k = 0; k < 3; ++k) {
    const std::uint32_t i = indices_[3 * hit.triangle + static_cast<std::uint32_t>(k)];
    const int r = static_cast<int>(i) / (c.columns() + 1), j = static_cast<int>(i) % (c.columns() + 1);
    normal += hit.share[k] * laid_.normals[i];
    out.u += hit.share[k] * static_cast<float>(r) / static_cast<float>(c.rows());
    out.v += hit.share[k] * laid_.profile.across[static_cast<std::size_t>(j)];
    out.half += hit.share[k] * half_[i];
  }
  if (const float l = glm::length(normal); l > 1e-6F) out.normal = normal / l;
  out.edge = (column == 0 && out.v < 0.02F) || (column + 1 == c.columns() && out.v > 0.98F) || (row == 0 && out.u < 1e-3F) ||
             (row + 1 == c.rows() && out.u > 1 - 1e-3F);
  return out;
}

float Strand::share(const Near &near, vec3 p) const {
  const vec3 off = p - near.point;
  const float out = std::abs(glm::dot(off, near.normal));
  const float beside = std::sqrt(std::max(0.0F, glm::dot(off, off) - out * out));
  const float at = near.u * static_cast<float>(laid_.course.rows());
  const auto r = std::min(static_cast<std::size_t>(at), row_half_.size() - 2);
  const float t = at - static_cast<float>(r);
  const float high = std::max(1e-4F, glm::mix(row_half_[r], row_half_[r + 1], t)), wide = glm::mix(row_width_[r], row_width_[r + 1], t);
  const float k = fullness(*shape_);
  const bool sewn = near.v < 0.5F ? shape_->sewn_first : shape_->sewn_last; // the sheet goes on there
  const float x = (sewn ? 0.0F : std::abs(2 * near.v - 1)) + 2 * beside / wide;
  return std::pow(std::pow(x, k) + std::pow(out / high, k), 1 / k);
}

namespace {

// Away from one neighbour, as far as this strand has to go.
vec3 push_from(const Neighbour &n, const Strand::Near &near, vec3 p, float half, float thickest) {
  // An edge has no thickness to give up: it goes all the way out.
  const float want = push_apart * (half + near.half) + (1 - push_apart) * near.half * (1 - half / thickest);
  const float mine = n.yields ? 0.0F : n.relation == Relation::beside ? 0.5F : n.relation == Relation::over ? 0.7F : 0.3F;
  if (mine == 0 || near.distance >= want) return vec3(0);
  if (near.edge || n.relation == Relation::beside) {
    const vec3 way = near.distance > 1e-5F ? (p - near.point) / near.distance : near.normal;
    return mine * (want - near.distance) * way;
  }
  // One lies over the other: whichever side it is on now, it goes to its own.
  const vec3 side = n.relation == Relation::over ? near.normal : -near.normal;
  return mine * (want - glm::dot(p - near.point, side)) * side;
}

} // namespace

std::vector<vec3> give_way(const Strand &strand, const std::vector<vec3> &start, std::span<const Neighbour> neighbours, const Barrier &bones) {
  const Course &c = strand.course();
  const bool sheet = strand.shape().section == Section::sheet;
  const float length = strand.laid().profile.length;
  std::vector<vec3> out = c.points();
  const auto shift = [&](int r, int j) { return c.at(r, j) - start[c.index(r, j)]; };
  std::vector<vec3> pushes(static_cast<std::size_t>(c.columns() + 1));
  for (int r = 1; r < c.rows(); ++r) {
    const float u = static_cast<float>(r) / static_cast<float>(c.rows());
    const float to_end = length * std::min(u, 1 - u);
    const float loose = glm::clamp(to_end / 0.012F, 0.0F, 1.0F); // near its bone an end stays where it is
    vec3 mean(0);
    for (int j = 0; j <= c.columns(); ++j) {
      vec3 push(0);
      const vec3 p = c.at(r, j);
      const float half = strand.half(r, j);
      for (const Neighbour &n : neighbours) {
        if (n.joined) continue;
        const float within = push_apart * half + n.strand->thickest();
        if (const Strand::Near near = n.strand->near(p, within); near.found()) push += push_from(n, near, p, half, strand.thickest());
      }
      if (const float l = glm::length(push); l > strand_push) push *= strand_push / l;
      pushes[static_cast<std::size_t>(j)] = push;
      mean += push / static_cast<float>(c.columns() + 1);
    }
    for (int j = 0; j <= c.columns(); ++j) {
      vec3 goal = 0.5F * (shift(r - 1, j) + shift(r + 1, j));
      if (j > 0 && j < c.columns()) goal = 0.5F * goal + 0.25F * (shift(r, j - 1) + shift(r, j + 1));
      vec3 s = glm::mix(shift(r, j), goal, 0.5F);
      const vec3 own = pushes[static_cast<std::size_t>(j)];
      s += loose * (sheet ? own : glm::mix(own, mean, rigid));
      if (const float l = glm::length(s); l > farthest) s *= farthest / l;
      vec3 p = start[c.index(r, j)] + s;
      if (bones) {
        const float want = std::min(strand.shape().gap + keep_from_bone * strand.half(r, j), 0.6F * to_end);
        if (const Clearance k = bones(p, want); k.distance < want) p += std::min(want - k.distance, strand_push) * k.away;
      }
      out[c.index(r, j)] = p;
    }
  }
  return out;
}

} // namespace myo::form
