#include "form/ribbon.h"

#include "form/polyline.h"
#include "form/ribbon_course.h"
#include "form/ribbon_watch.h"

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

constexpr float sink = 0.0002F;      // metres that an end dips into its bone, so that no light shows under it
constexpr float thinnest = 0.0006F;  // metres between the faces, whatever presses on them
constexpr int rounds = 14;
constexpr float longest_slide = 0.007F; // metres that an end may slide along its bone, away from a neighbour's

// The surface as rings: on each row the outer face's columns, then the inner face's back again; both share the rims.
class Rings {
public:
  Rings(int rows, int columns) : rows_(rows), columns_(columns) {
    points_.resize(static_cast<std::size_t>(rows + 1) * static_cast<std::size_t>(sides()));
  }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int sides() const { return 2 * columns_; }
  [[nodiscard]] std::size_t index(int row, int side) const {
    return static_cast<std::size_t>(row * sides() + (side + sides()) % sides());
  }
  [[nodiscard]] std::size_t outer(int row, int column) const { return index(row, column); }
  [[nodiscard]] std::size_t inner(int row, int column) const { return index(row, column == 0 ? 0 : 2 * columns_ - column); }
  [[nodiscard]] std::vector<vec3> &points() { return points_; }
  [[nodiscard]] const std::vector<vec3> &points() const { return points_; }

private:
  int rows_, columns_;
  std::vector<vec3> points_;
};

vec3 unit_or(vec3 v, vec3 otherwise) {
  const float l = glm::length(v);
  return l > 1e-9F ? v / l : otherwise;
}

struct Foot {
  std::vector<vec3> outer, inner; // one a column, on the bone
  float blend = 0;                // metres along the fibres over which the flesh takes on the foot's shape
};

// Lays an end flat onto its bone: across its line, or beyond it where the fibres come in along the bone.
Foot lay_foot(const RibbonShape &shape, const RibbonEnd &end, const Laid &laid, bool origin) {
  const Course &c = laid.course;
  const int row = origin ? 0 : c.rows();
  const auto &feet = origin ? laid.origin : laid.insertion;
  const float half = laid.profile.half_thickness(shape, origin ? 0.0F : 1.0F);
  const float depth = end.foot > 0 ? end.foot : std::max(2 * half, 0.002F);
  Foot foot;
  foot.blend = std::max(1.2F * depth, 0.003F);
  for (int j = 0; j <= c.columns(); ++j) {
    const auto k = static_cast<std::size_t>(j);
    const vec3 n = laid.normals[c.index(row, j)];
    const float x = laid.profile.section(shape, laid.profile.across[k], 1.0F, shape.section == Section::sheet ? 0.03F : 0.5F);
    if (!end.bone) {
      foot.outer.push_back(feet[k].point + x * half * n);
      foot.inner.push_back(feet[k].point - x * half * n);
      continue;
    }
    const vec3 along = c.along(row, j);
    const vec3 beyond = origin ? -along : along;
    const vec3 way = n + 0.8F * beyond;
    const vec3 flat = unit_or(way - glm::dot(way, feet[k].normal) * feet[k].normal, vec3(0));
    const auto on = [&](float shift) {
      const auto f = end.bone(feet[k].point + shift * flat);
      return f ? f->point - sink * f->normal : feet[k].point;
    };
    foot.outer.push_back(on(0.5F * x * depth));
    foot.inner.push_back(on(-0.5F * x * depth));
  }
  return foot;
}

Rings raise_faces(const RibbonShape &shape, const Laid &laid, const Foot &from, const Foot &to) {
  const Course &c = laid.course;
  Rings rings(c.rows(), c.columns());
  for (int r = 0; r <= c.rows(); ++r) {
    const float u = static_cast<float>(r) / static_cast<float>(c.rows());
    const float half = laid.profile.half_thickness(shape, u);
    float wide = 0;
    for (int j = 0; j < c.columns(); ++j) wide += glm::distance(c.at(r, j), c.at(r, j + 1));
    const float at_from = 1 - smooth_step(0, from.blend, u * laid.profile.length);
    const float at_to = 1 - smooth_step(0, to.blend, (1 - u) * laid.profile.length);
    for (int j = 0; j <= c.columns(); ++j) {
      const auto k = static_cast<std::size_t>(j);
      const vec3 lift = half * laid.profile.section(shape, laid.profile.across[k], wide, half) * laid.normals[c.index(r, j)];
      const vec3 p = c.at(r, j);
      const vec3 a = c.at(0, j), b = c.at(c.rows(), j);
      const float own = std::max(0.0F, 1 - at_from - at_to);
      rings.points()[rings.outer(r, j)] = p + own * lift + at_from * (from.outer[k] - a) + at_to * (to.outer[k] - b);
      if (j > 0 && j < c.columns())
        rings.points()[rings.inner(r, j)] = p - own * lift + at_from * (from.inner[k] - a) + at_to * (to.inner[k] - b);
    }
  }
  return rings;
}

// The faces give way where the middle did not: each point is pushed clear, its neighbours follow a little, and the
// other face keeps its distance. Ends on bone slide along it, out of a neighbour's.
void give_way(Rings &rings, const RibbonShape &shape, const Laid &laid, const Barrier &barrier) {
  if (!barrier) return;
  const std::vector<vec3> start = rings.points();
  std::vector<vec3> shift(start.size(), vec3(0));
  const int first = shape.origin.bone ? 1 : 0, last = rings.rows() - (shape.insertion.bone ? 1 : 0);
  const auto slide = [&](const RibbonEnd &end, int row) {
    if (!end.bone) return;
    for (int s = 0; s < rings.sides(); ++s) {
      const std::size_t i = rings.index(row, s);
      vec3 p = start[i] + shift[i];
      const Clearance k = barrier(p, 0.0F);
      if (k.distance > -2 * sink) continue; // its own bone only
      p += std::min(-k.distance, 0.003F) * k.away;
      if (const auto on = end.bone(p)) p = on->point - sink * on->normal;
      if (glm::distance(p, start[i]) < longest_slide) shift[i] = p - start[i];
    }
  };
  Watch watch(barrier, start.size());
  for (int round = 0; round < rounds; ++round) {
    const std::vector<vec3> before = shift;
    const bool settle = round + 3 >= rounds; // the last rounds only push
    for (int r = first; r <= last; ++r)
      for (int s = 0; s < rings.sides(); ++s) {
        const std::size_t i = rings.index(r, s);
        vec3 move = before[i];
        if (!settle) {
          const vec3 around = 0.25F * (before[rings.index(std::max(r - 1, 0), s)] + before[rings.index(std::min(r + 1, rings.rows()), s)] +
                                       before[rings.index(r, s - 1)] + before[rings.index(r, s + 1)]);
          move = glm::mix(move, around, 0.35F);
        }
        vec3 p = start[i] + move;
        // The inner face settles onto what lies under it.
        const int column = rings.columns() - std::abs(rings.columns() - s);
        const bool under = s > rings.columns() && !settle && shape.bed > 0;
        const float look = under ? shape.bed + shape.gap : shape.gap;
        if (const Clearance k = watch(i, p, look); k.distance < shape.gap) {
          p += std::min(shape.gap - k.distance, 0.003F) * k.away;
        } else if (under && k.distance < look) {
          const vec3 n = laid.normals[laid.course.index(r, column)];
          if (const float facing = glm::dot(n, k.away); facing > 0.4F) p -= 0.5F * facing * (k.distance - shape.gap) * k.away;
        }
        shift[i] = p - start[i];
      }
    slide(shape.origin, 0), slide(shape.insertion, rings.rows());
    if (round + 1 < rounds)
      for (int r = first; r <= last; ++r)
        for (int j = 1; j < rings.columns(); ++j) {
          const std::size_t o = rings.outer(r, j), i = rings.inner(r, j);
          const vec3 n = laid.normals[laid.course.index(r, j)];
          const float between = glm::dot(start[o] + shift[o] - start[i] - shift[i], n);
          const float lack = std::min(thinnest, glm::dot(start[o] - start[i], n)) - between;
          if (lack <= 0) continue;
          if (glm::dot(shift[i], n) > -glm::dot(shift[o], n)) shift[o] += lack * n;
          else shift[i] -= lack * n;
        }
  }
  for (std::size_t i = 0; i < start.size(); ++i) rings.points()[i] = start[i] + shift[i];
}

// Flesh does not end along a ruler's line: each fibre keeps to a place of its own.
float fray(int column, int end) {
  std::uint32_t h = static_cast<std::uint32_t>(column) * 2654435761U + static_cast<std::uint32_t>(end) * 40503U;
  h ^= h >> 15U, h *= 2246822519U, h ^= h >> 13U;
  return 0.7F + 0.6F * static_cast<float>(h & 0xFFFFU) / 65535.0F;
}

LoftMesh mesh_of(const Rings &rings, const RibbonShape &shape, const Laid &laid) {
  LoftMesh mesh;
  mesh.positions = rings.points();
  const Profile &p = laid.profile;
  for (int r = 0; r <= rings.rows(); ++r) {
    const float u = static_cast<float>(r) / static_cast<float>(rings.rows());
    const float rim_from = std::max(p.tendon_from, 0.0015F / p.length), rim_to = std::max(p.tendon_to, 0.0015F / p.length);
    for (int side = 0; side < rings.sides(); ++side) {
      const float a = fray(side, 0) * rim_from, b = fray(side, 1) * rim_to;
      const float at_from = shape.origin.bone || p.tendon_from > 0 ? 1 - smooth_step(0.75F * a, 1.1F * a, u) : 0.0F;
      const float at_to = shape.insertion.bone || p.tendon_to > 0 ? 1 - smooth_step(0.75F * b, 1.1F * b, 1 - u) : 0.0F;
      mesh.uv.emplace_back(u, std::max(at_from, at_to));
    }
  }
  const auto v = [&](int r, int s) { return static_cast<std::uint32_t>(rings.index(r, s)); };
  const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) { mesh.indices.insert(mesh.indices.end(), {a, b, c}); };
  for (int r = 0; r < rings.rows(); ++r)
    for (int s = 0; s < rings.sides(); ++s) {
      add(v(r, s), v(r, s + 1), v(r + 1, s + 1));
      add(v(r, s), v(r + 1, s + 1), v(r + 1, s));
    }
  for (const int r : {0, rings.rows()}) // the ends lie on bone: a strip between both faces closes them
    for (int j = 0; j < rings.columns(); ++j) {
      const auto o0 = static_cast<std::uint32_t>(rings.outer(r, j)), o1 = static_cast<std::uint32_t>(rings.outer(r, j + 1));
      const auto i0 = static_cast<std::uint32_t>(rings.inner(r, j)), i1 = static_cast<std::uint32_t>(rings.inner(r, j + 1));
      const auto face = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        if (a != b && b != c && a != c) r == 0 ? add(a, c, b) : add(a, b, c);
      };
      face(o0, o1, i1);
      face(o0, i1, i0);
    }
  finish(mesh);
  return mesh;
}

std::vector<vec3> rim_of(const Rings &rings, int row) {
  std::vector<vec3> out;
  for (int s = 0; s < rings.sides(); ++s) out.push_back(rings.points()[rings.index(row, s)]);
  return out;
}

} // namespace

Ribbon loft_ribbon(const RibbonShape &shape, const Barrier &barrier, const std::vector<Cover> &covers) {
  Ribbon ribbon;
  if (shape.origin.line.empty() || shape.insertion.line.empty()) return ribbon;
  const Laid laid = lay_course(shape, barrier, covers);
  const Foot from = lay_foot(shape, shape.origin, laid, true), to = lay_foot(shape, shape.insertion, laid, false);
  Rings rings = raise_faces(shape, laid, from, to);
  give_way(rings, shape, laid, barrier);
  ribbon.mesh = mesh_of(rings, shape, laid);
  ribbon.rows = rings.rows(), ribbon.sides = rings.sides();
  ribbon.origin_rim = rim_of(rings, 0);
  ribbon.insertion_rim = rim_of(rings, rings.rows());
  return ribbon;
}

} // namespace myo::form
