#include "form/ribbon.h"

#include "form/polyline.h"
#include "form/strand.h"

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

constexpr float sink = 0.0002F;      // metres that an end dips into its bone, so that no light shows under it
constexpr float thinnest = 0.12F;    // share of the wanted thickness that is left whatever presses on it
constexpr float steepest_share = 0.22F;    // change of that share from one point of the mesh to the next
constexpr float at_seams = 0.1F;     // by so much the parts of one sheet leave each other the better claim: they end in one wall
constexpr float probe = 0.0001F;     // metres
constexpr float face_push = 0.003F;
constexpr float in_its_bone = 0.0008F; // metres that the flesh beside a foot may dip
constexpr float widest_hollow = 0.004F; // metres beyond its wanted height that a face goes to meet a neighbour or bone
constexpr float hollow_share = 0.7F;    // of its half thickness at most
constexpr float hollow_rim = 0.0006F;   // metres from one point of the mesh to the next

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

// Where one point of a ring rises from, and to when nothing is in its way.
struct Rise {
  vec3 from{0}, to{0};
};

// How much of a row is its foot: 1 on the bone, 0 where it is all flesh.
struct FootShare {
  float from = 0, to = 0;
  [[nodiscard]] float own() const { return std::max(0.0F, 1 - from - to); }
};
FootShare foot_share(const Strand &strand, const Foot &from, const Foot &to, int row) {
  const float length = strand.laid().profile.length, u = static_cast<float>(row) / static_cast<float>(strand.course().rows());
  return {1 - smooth_step(0, from.blend, u * length), 1 - smooth_step(0, to.blend, (1 - u) * length)};
}

// A belly grows out of its axis, a sheet out of its middle surface; towards the ends both take on the shape of their feet.
std::vector<Rise> rises_of(const Strand &strand, const Rings &rings, const Foot &from, const Foot &to) {
  const Course &c = strand.course();
  const bool sheet = strand.shape().section == Section::sheet;
  std::vector<Rise> out(rings.points().size());
  for (int r = 0; r <= c.rows(); ++r) {
    const FootShare foot = foot_share(strand, from, to, r);
    vec3 centre(0);
    for (int side = 0; side < rings.sides(); ++side) {
      const int j = rings.columns() - std::abs(rings.columns() - side);
      const auto k = static_cast<std::size_t>(j);
      const bool outer = side <= rings.columns();
      Rise &rise = out[rings.index(r, side)];
      const vec3 lift = (outer ? 1.0F : -1.0F) * strand.half(r, j) * strand.laid().normals[c.index(r, j)];
      const auto at = [&](const std::vector<vec3> &a, const std::vector<vec3> &b) {
        return c.at(r, j) + foot.from * (a[k] - c.at(0, j)) + foot.to * (b[k] - c.at(c.rows(), j));
      };
      rise.to = (outer ? at(from.outer, to.outer) : at(from.inner, to.inner)) + foot.own() * lift;
      rise.from = 0.5F * (at(from.outer, to.outer) + at(from.inner, to.inner));
      centre += rise.from / static_cast<float>(rings.sides());
    }
    if (!sheet)
      for (int side = 0; side < rings.sides(); ++side) out[rings.index(r, side)].from = centre;
  }
  return out;
}

// How far a point may rise before it comes to bone: by leaps as long as the way is clear.
float clear_of_bone(const Rise &rise, const Barrier &bones, float gap) {
  const vec3 way = rise.to - rise.from;
  const float length = glm::length(way);
  if (!bones || length < probe) return 1;
  for (float at = 0;;) {
    const Clearance k = bones(rise.from + (at / length) * way, length - at + gap);
    if (k.distance > length - at + gap) return 1;
    if (k.distance - gap < probe) return at / length;
    at += k.distance - gap;
    if (at >= length) return 1;
  }
}

// How far along a way one comes, at most `most`, before what is `theirs`: looked for at `looks`, then halved down to.
template <class Theirs> float border(std::initializer_list<float> looks, float most, const Theirs &theirs) {
  float good = 0, bad = 2;
  for (const float t : looks) {
    if (t > most && good >= most) break;
    if (theirs(std::min(t, most))) {
      bad = std::min(t, most);
      break;
    }
    good = std::min(t, most);
  }
  if (bad > 1) return most;
  for (int k = 0; k < 4; ++k) {
    const float t = 0.5F * (good + bad);
    (theirs(t) ? bad : good) = t;
  }
  return good;
}

// How far a point may rise before it comes to places that a neighbour has the better claim to: those nearer to its middle.
float clear_of_neighbour(const Strand &strand, const Rise &rise, const Neighbour &n, float most) {
  if (n.yields) return most;
  const Strand &other = *n.strand;
  const float favour = n.sewn ? at_seams : 0.0F;
  return border({0.15F, 0.4F, 0.7F, 1.0F}, most, [&](float t) {
    const vec3 p = glm::mix(rise.from, rise.to, t);
    const Strand::Near near = other.near(p, 2 * other.thickest());
    if (!near.found()) return false;
    const float claim = other.share(near, p);
    return claim < 1 && claim + favour < strand.share(strand.near(p, 1), p);
  });
}

// How far along a way outside the strand a neighbour's claim becomes the better one; 1 when it never does.
float border_with(const Strand &strand, const Rise &way, const Neighbour &n, float most) {
  if (n.yields || n.sewn) return most;
  const Strand &other = *n.strand;
  return border({0.5F, 1.0F}, most, [&](float t) {
    const vec3 p = glm::mix(way.from, way.to, t);
    const Strand::Near near = other.near(p, 2 * other.thickest() + widest_hollow);
    return near.found() && other.share(near, p) < strand.share(strand.near(p, 1), p);
  });
}

// No pits and no spikes: a face changes gently from point to point, downwards to what the tightest place allows.
void ease(std::vector<float> &room, const Rings &rings, float step_most) {
  for (int sweep = 0; sweep < 2; ++sweep)
    for (const int step : {1, -1})
      for (int k = 0; k <= rings.rows(); ++k) {
        const int r = step > 0 ? k : rings.rows() - k;
        for (int q = 0; q < 2 * rings.sides(); ++q) {
          const int side = step > 0 ? q : -q;
          float &t = room[rings.index(r, (side % rings.sides() + rings.sides()) % rings.sides())];
          const int before = r - step;
          const int own = (side % rings.sides() + rings.sides()) % rings.sides();
          if (before >= 0 && before <= rings.rows()) t = std::min(t, room[rings.index(before, own)] + step_most);
          t = std::min(t, room[rings.index(r, own - step + rings.sides())] + step_most);
        }
      }
}

std::vector<float> room_for(const Strand &strand, const std::vector<Rise> &rises, const Rings &rings, std::span<const Neighbour> neighbours,
                            const Barrier &bones, const Foot &from, const Foot &to) {
  std::vector<float> room(rises.size(), 1.0F);
  for (int r = 0; r <= rings.rows(); ++r) {
    std::vector<const Neighbour *> near; // those that this row may meet
    Bounds box;
    for (int side = 0; side < rings.sides(); ++side) {
      const Rise &rise = rises[rings.index(r, side)];
      box.add(rise.from), box.add(rise.to);
    }
    for (const Neighbour &n : neighbours)
      if (n.strand->box().touches(box, n.strand->thickest())) near.push_back(&n);
    // Where the foot begins the flesh may touch its bone.
    const float gap = glm::mix(-in_its_bone, strand.shape().gap, smooth_step(0.5F, 1, foot_share(strand, from, to, r).own()));
    for (int side = 0; side < rings.sides(); ++side) {
      const std::size_t i = rings.index(r, side);
      room[i] = r == 0 || r == rings.rows() ? 1.0F : clear_of_bone(rises[i], bones, gap);
      for (const Neighbour *n : near) room[i] = std::min(room[i], clear_of_neighbour(strand, rises[i], *n, room[i]));
      room[i] = std::max(room[i], thinnest);
    }
  }
  ease(room, rings, steepest_share);
  return room;
}

// Muscles leave no hollows between each other and bone: where a face at its full height comes near what a neighbour has the
// better claim to, or near bone, it goes on until it meets it. Metres beyond the full height, for each point.
std::vector<float> hollow_for(const Strand &strand, const std::vector<Rise> &rises, const std::vector<float> &room, const Rings &rings,
                              std::span<const Neighbour> neighbours, const Barrier &bones, const Foot &from, const Foot &to) {
  std::vector<float> more(rises.size(), 0.0F);
  const RibbonShape &shape = strand.shape();
  if (shape.sinew) return more;
  const float widest = std::min(widest_hollow, hollow_share * strand.thickest());
  for (int r = 1; r < rings.rows(); ++r) {
    const float u = static_cast<float>(r) / static_cast<float>(rings.rows());
    const float reach = widest * foot_share(strand, from, to, r).own() * strand.laid().profile.flesh(shape, u);
    for (int side = 0; side < rings.sides() && reach > probe; ++side) {
      const std::size_t i = rings.index(r, side);
      more[i] = reach;
      const vec3 way = rises[i].to - rises[i].from;
      const float height = glm::length(way);
      if (room[i] < 0.99F || height < probe) continue; // it has met something already
      const Rise on{rises[i].to, rises[i].to + (reach / height) * way};
      float best = clear_of_bone(on, bones, shape.gap);
      for (const Neighbour &n : neighbours) best = std::min(best, border_with(strand, on, n, best));
      more[i] = best < 1 ? best * reach : 0.0F;
    }
  }
  for (int r = 0; r <= rings.rows(); r += rings.rows())
    for (int side = 0; side < rings.sides(); ++side) more[rings.index(r, side)] = 0;
  ease(more, rings, hollow_rim);
  for (std::size_t i = 0; i < more.size(); ++i)
    if (room[i] < 0.99F) more[i] = 0; // it only told its neighbours that they need not come down
  return more;
}

// A shallow hollow under the inner face is filled with flesh.
void bed_down(Rings &rings, const Strand &strand, const std::vector<float> &room, const Barrier &bones) {
  const RibbonShape &shape = strand.shape();
  if (!bones || shape.bed <= 0) return;
  const Course &c = strand.course();
  for (int r = 1; r < rings.rows(); ++r)
    for (int side = rings.columns() + 1; side < rings.sides(); ++side) {
      const std::size_t i = rings.index(r, side);
      if (room[i] < 0.99F) continue;
      const vec3 n = strand.laid().normals[c.index(r, rings.sides() - side)];
      const Clearance k = bones(rings.points()[i], shape.bed + shape.gap);
      if (k.distance <= shape.gap || k.distance > shape.bed + shape.gap) continue;
      if (const float facing = glm::dot(n, k.away); facing > 0.4F) rings.points()[i] -= facing * (k.distance - shape.gap) * k.away;
    }
}

Rings raise_faces(const Strand &strand, std::span<const Neighbour> neighbours, const Barrier &bones, const Foot &from, const Foot &to) {
  Rings rings(strand.course().rows(), strand.course().columns());
  const std::vector<Rise> rises = rises_of(strand, rings, from, to);
  const std::vector<float> room = room_for(strand, rises, rings, neighbours, bones, from, to);
  const std::vector<float> more = hollow_for(strand, rises, room, rings, neighbours, bones, from, to);
  for (std::size_t i = 0; i < rises.size(); ++i) {
    const vec3 way = rises[i].to - rises[i].from;
    rings.points()[i] = rises[i].from + (room[i] + more[i] / std::max(glm::length(way), probe)) * way;
  }
  bed_down(rings, strand, room, bones);
  return rings;
}

// Where the flesh turns into its foot it may still dip into bone.
void push_clear(Rings &rings, const RibbonShape &shape, const Barrier &bones) {
  if (!bones) return;
  for (int round = 0; round < 3; ++round)
    for (int r = 0; r <= rings.rows(); ++r) {
      const bool foot = (r == 0 && shape.origin.bone) || (r == rings.rows() && shape.insertion.bone);
      const float gap = foot ? -2 * sink : shape.gap;
      for (int side = 0; side < rings.sides(); ++side) {
        vec3 &p = rings.points()[rings.index(r, side)];
        if (const Clearance k = bones(p, gap); k.distance < gap) p += std::min(gap - k.distance, face_push) * k.away;
      }
    }
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
      mesh.uv.emplace_back(u, shape.sinew ? 1.0F : std::max(at_from, at_to));
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
  out.reserve(static_cast<std::size_t>(rings.sides()));
  for (int s = 0; s < rings.sides(); ++s) out.push_back(rings.points()[rings.index(row, s)]);
  return out;
}

} // namespace

Ribbon fill_strand(const Strand &strand, std::span<const Neighbour> neighbours, const Barrier &bones) {
  Ribbon ribbon;
  if (strand.empty()) return ribbon;
  const RibbonShape &shape = strand.shape();
  const Laid &laid = strand.laid();
  const Foot from = lay_foot(shape, shape.origin, laid, true), to = lay_foot(shape, shape.insertion, laid, false);
  Rings rings = raise_faces(strand, neighbours, bones, from, to);
  push_clear(rings, shape, bones);
  ribbon.mesh = mesh_of(rings, shape, laid);
  ribbon.rows = rings.rows(), ribbon.sides = rings.sides();
  ribbon.origin_rim = rim_of(rings, 0);
  ribbon.insertion_rim = rim_of(rings, rings.rows());
  return ribbon;
}

Ribbon loft_ribbon(const RibbonShape &shape, const Barrier &barrier, const std::vector<Cover> &covers) {
  return fill_strand(Strand(shape, barrier, covers), {}, barrier);
}

} // namespace myo::form
