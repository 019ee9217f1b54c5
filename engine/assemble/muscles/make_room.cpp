#include "assemble/muscles/make_room.h"

#include "assemble/mesh/normals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tbb/parallel_for.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr int rounds = 16, settling = 4;            // the last ones only push
constexpr int look_every = 4;                       // rounds after which neighbours are sought anew
constexpr float near = 3 * millimetre;              // who is nearer than this may come into touch before then
constexpr float slack = 0.25F * millimetre;         // overlap that nobody sees
constexpr float longest_push = 2 * millimetre;      // a round
constexpr float longest_slide = 7 * millimetre;     // of an end along its bone
constexpr float thinnest = 0.5F * millimetre;       // between the faces
constexpr float sink = 0.2F * millimetre;           // of an end in its bone, as the loft lays it
constexpr float beside = 0.2F * millimetre;         // kept from the midline
constexpr float deeper_gives = 0.3F;                // of an overlap, when the other lies in a higher layer
constexpr float follow = 0.35F;

struct Ring {                   // the part of the mesh that one piece became
  std::size_t first = 0;
  int rows = 0, sides = 0;
  const Piece *piece = nullptr;
  [[nodiscard]] std::size_t at(int row, int side) const {
    return first + static_cast<std::size_t>(row * sides + (side + sides) % sides);
  }
};

struct Touch {                  // a point inside something
  std::uint32_t point = 0;
  std::uint32_t other = format::none; // a flesh; none = bone
  std::uint32_t triangle = 0;
  vec3 share{0}, away{0};
  float depth = 0;
};

struct Suspect {                // a point and what it may run into
  std::uint32_t point = 0, other = 0;
  bool bone = false;
};

struct Flesh {
  GrownMuscle *grown = nullptr;
  std::vector<Ring> rings;
  std::vector<vec3> start, shift, points, normals;
  std::vector<vec3> own, pushed;  // this round's pushes: of the point itself, and of its triangles by other points
  std::vector<float> times;
  form::TriangleTree tree;
  std::vector<Suspect> suspects;
  std::vector<Touch> touches;
  bool moved = false;
  [[nodiscard]] Side side() const { return grown->plan->side; }
  [[nodiscard]] bool thin() const { return grown->plan->fascia != nullptr; }
};

Flesh flesh_of(GrownMuscle &grown) {
  Flesh f;
  f.grown = &grown;
  f.start = f.points = grown.structure.mesh.positions;
  f.normals = grown.structure.mesh.normals;
  f.shift.assign(f.start.size(), vec3(0));
  f.tree = form::TriangleTree(f.points, grown.structure.mesh.indices, f.normals);
  std::size_t first = 0;
  for (std::size_t k = 0; k < grown.pieces.size(); ++k) {
    f.rings.push_back({first, grown.pieces[k].rows, grown.pieces[k].sides, &grown.plan->pieces[k]});
    first += static_cast<std::size_t>((grown.pieces[k].rows + 1) * grown.pieces[k].sides);
  }
  return f;
}

// A septum between both sides is held by them, and holds nobody up.
bool in_the_way(const Flesh &f) { return f.grown->structure.kind != format::Kind::ligament; }

bool inside(const Bounds &box, vec3 p, float margin) {
  return glm::all(glm::greaterThan(p, box.low - margin)) && glm::all(glm::lessThan(p, box.high + margin));
}

void look_round(const Site &site, const std::vector<Flesh> &all, std::size_t which, std::vector<Suspect> &out) {
  const Flesh &f = all[which];
  out.clear();
  const auto seek = [&](const form::TriangleTree &tree, std::uint32_t other, bool bone) {
    if (!touch(tree.box(), f.tree.box(), near)) return;
    for (std::uint32_t i = 0; i < f.points.size(); ++i) {
      if (!inside(tree.box(), f.points[i], near)) continue;
      const bool within = inside(tree.box(), f.points[i], 0);
      if (const auto hit = tree.nearest(f.points[i], within ? std::max(near, tree.depth()) : near); hit.found() && hit.distance < near)
        out.push_back({i, other, bone});
    }
  };
  for (const std::uint32_t b : site.terrain.bones_near(f.tree.box())) seek(*site.terrain.tree(b), b, true);
  for (std::uint32_t o = 0; o < all.size(); ++o)
    if (o != which && in_the_way(all[o]) && (all[o].side() == f.side() || all[o].side() == Side::midline || f.side() == Side::midline))
      seek(all[o].tree, o, false);
}

void find_touches(const Site &site, const std::vector<Flesh> &all, Flesh &f) {
  f.touches.clear();
  for (const Suspect &s : f.suspects) {
    const form::TriangleTree &tree = s.bone ? *site.terrain.tree(s.other) : all[s.other].tree;
    const vec3 p = f.points[s.point];
    if (!inside(tree.box(), p, 0)) continue;
    const form::TriangleTree::Hit hit = tree.nearest(p, tree.depth());
    if (!hit.found() || hit.distance >= -slack) continue;
    const vec3 away = (hit.point - p) / -hit.distance;
    f.touches.push_back({s.point, s.bone ? format::none : s.other, hit.triangle, hit.share, away, -hit.distance});
  }
}

// The share of an overlap that `a` gives way by.
float yielding(const Flesh &a, const Flesh &b) {
  if (a.thin() != b.thin()) return a.thin() ? 1.0F : 0.0F;
  const int x = a.grown->plan->layer, y = b.grown->plan->layer;
  return x == y ? 0.5F : x < y ? deeper_gives : 1 - deeper_gives;
}

void share_out(std::vector<Flesh> &all) {
  for (Flesh &f : all) f.own.assign(f.points.size(), vec3(0)), f.pushed = f.own, f.times.assign(f.points.size(), 0.0F);
  for (Flesh &f : all)
    for (const Touch &t : f.touches) {
      const vec3 way = std::min(t.depth, longest_push) * t.away;
      f.moved = true;
      if (t.other == format::none) {
        f.own[t.point] += way;
        continue;
      }
      Flesh &other = all[t.other];
      const float mine = in_the_way(f) ? yielding(f, other) : 1.0F;
      f.own[t.point] += mine * way;
      if (mine >= 1) continue;
      other.moved = true;
      for (int k = 0; k < 3; ++k) {
        const std::uint32_t v = other.grown->structure.mesh.indices[3 * t.triangle + static_cast<std::uint32_t>(k)];
        other.pushed[v] -= t.share[k] * (1 - mine) * way, other.times[v] += t.share[k];
      }
    }
}

void follow_along(Flesh &f, float how_much) {
  const std::vector<vec3> before = f.shift;
  for (const Ring &ring : f.rings) {
    for (int r = 0; r <= ring.rows; ++r)
      for (int s = 0; s < ring.sides; ++s) {
        const vec3 around = before[ring.at(std::max(r - 1, 0), s)] + before[ring.at(std::min(r + 1, ring.rows), s)] +
                            before[ring.at(r, s - 1)] + before[ring.at(r, s + 1)] + before[ring.at(r, ring.sides - s)];
        f.shift[ring.at(r, s)] = glm::mix(before[ring.at(r, s)], 0.2F * around, how_much);
      }
  }
}

// Whatever presses on them, the faces keep apart.
void keep_thick(Flesh &f) {
  for (const Ring &ring : f.rings)
    for (int r = 1; r < ring.rows; ++r)
      for (int s = 1; s < ring.sides / 2; ++s) {
        const std::size_t o = ring.at(r, s), i = ring.at(r, ring.sides - s);
        const vec3 across = f.start[o] - f.start[i];
        const float thick = glm::length(across);
        if (thick < 1e-6F) continue;
        const vec3 n = across / thick;
        const float lack = std::min(thinnest, thick) - glm::dot(f.start[o] + f.shift[o] - f.start[i] - f.shift[i], n);
        if (lack > 0) f.shift[o] += 0.5F * lack * n, f.shift[i] -= 0.5F * lack * n;
      }
}

// Ends stay on their bones, paired muscles on their side.
void keep_home(const Site &site, Flesh &f) {
  for (const Ring &ring : f.rings)
    for (const bool origin : {true, false}) {
      const form::RibbonEnd &end = origin ? ring.piece->shape.origin : ring.piece->shape.insertion;
      if (!end.bone) continue;
      for (int s = 0; s < ring.sides; ++s) {
        const std::size_t i = ring.at(origin ? 0 : ring.rows, s);
        if (f.shift[i] == vec3(0)) continue;
        if (const float far = glm::length(f.shift[i]); far > longest_slide) f.shift[i] *= longest_slide / far;
        if (const auto on = end.bone(f.start[i] + f.shift[i])) f.shift[i] = on->point - sink * on->normal - f.start[i];
      }
    }
  if (f.side() == Side::midline) return;
  const float sign = anatomy::sign(f.side());
  for (std::size_t i = 0; i < f.start.size(); ++i) {
    const float over = beside - sign * (f.start[i].x + f.shift[i].x - site.mid);
    if (over > 0) f.shift[i].x += sign * over, f.moved = true;
  }
}

void give_way(const Site &site, Flesh &f, bool settling_down) {
  if (!f.moved) return;
  for (std::size_t i = 0; i < f.shift.size(); ++i) {
    vec3 push = f.own[i];
    if (f.times[i] > 0) push += f.pushed[i] / std::max(1.0F, f.times[i]);
    if (const float far = glm::length(push); far > longest_push) push *= longest_push / far;
    f.shift[i] += push;
  }
  if (!settling_down) follow_along(f, follow), keep_thick(f);
  keep_home(site, f);
  for (std::size_t i = 0; i < f.shift.size(); ++i) f.points[i] = f.start[i] + f.shift[i];
  const std::vector<std::uint32_t> &indices = f.grown->structure.mesh.indices;
  f.normals = smooth_normals({f.points, indices});
  f.tree.move_to(f.points, indices, f.normals);
}

void hand_back(Flesh &f) {
  if (!f.moved) return;
  f.grown->structure.mesh.positions = f.points;
  f.grown->structure.mesh.normals = f.normals;
  for (std::size_t k = 0; k < f.rings.size(); ++k) {
    const Ring &ring = f.rings[k];
    form::Ribbon &ribbon = f.grown->pieces[k];
    for (int s = 0; s < static_cast<int>(ribbon.origin_rim.size()); ++s)
      ribbon.origin_rim[static_cast<std::size_t>(s)] = f.points[ring.at(0, s)],
      ribbon.insertion_rim[static_cast<std::size_t>(s)] = f.points[ring.at(ring.rows, s)];
  }
}

} // namespace

void make_room(const Site &site, std::vector<GrownMuscle> &grown) {
  std::vector<GrownMuscle *> with_mesh;
  for (GrownMuscle &g : grown)
    if (!g.structure.mesh.indices.empty()) with_mesh.push_back(&g);
  std::vector<Flesh> all(with_mesh.size());
  const auto each = [&](const auto &what) { tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t i) { what(i); }); };
  each([&](std::size_t i) { all[i] = flesh_of(*with_mesh[i]); });
  for (int round = 0; round < rounds; ++round) {
    if (round % look_every == 0) each([&](std::size_t i) { look_round(site, all, i, all[i].suspects); });
    each([&](std::size_t i) { find_touches(site, all, all[i]); });
    share_out(all);
    each([&](std::size_t i) { give_way(site, all[i], round + settling >= rounds); });
  }
  each([&](std::size_t i) { hand_back(all[i]); });
}

} // namespace myo::assemble
