#include "assemble/muscles/grow_muscles.h"

#include "assemble/landmarks.h"
#include "assemble/makers.h"
#include "assemble/muscles/make_room.h"
#include "assemble/muscles/muscle_patches.h"
#include "assemble/muscles/plan.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <functional>
#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float reach = 0.03F; // metres round a muscle's ends within which something may be in its way

Bounds box_of(const MusclePlan &plan) {
  Bounds box;
  for (const Piece &p : plan.pieces) {
    for (const auto *line : {&p.shape.origin.line, &p.shape.insertion.line})
      for (const vec3 q : *line) box.add(q);
    for (const auto &line : p.shape.via)
      for (const vec3 q : line) box.add(q);
  }
  if (!box.empty()) box.low -= reach, box.high += reach;
  return box;
}

// What one muscle's settling leaves; pieces without their meshes, which are all in `mesh`.
struct Flesh {
  format::Mesh mesh;
  std::vector<form::Ribbon> pieces;
};
template <class A> void visit(A &a, Flesh &f) {
  format::visit_mesh(a, f.mesh);
  a.list(f.pieces, [](A &v, form::Ribbon &r) { v(r.origin_rim, r.insertion_rim, r.rows, r.sides); });
}
struct Room {
  std::vector<Flesh> muscles;
};
template <class A> void visit(A &a, Room &r) {
  a.list(r.muscles, [](A &v, Flesh &f) { visit(v, f); });
}

void append(format::Mesh &mesh, const form::LoftMesh &more) {
  const auto base = static_cast<std::uint32_t>(mesh.positions.size());
  mesh.positions.insert(mesh.positions.end(), more.positions.begin(), more.positions.end());
  mesh.normals.insert(mesh.normals.end(), more.normals.begin(), more.normals.end());
  mesh.uv.insert(mesh.uv.end(), more.uv.begin(), more.uv.end());
  for (const std::uint32_t i : more.indices) mesh.indices.push_back(base + i);
}

format::Structure structure_of(const MusclePlan &plan, bool native) {
  const anatomy::Muscle &m = *plan.muscle;
  format::Structure s;
  s.fma = plan.side == Side::left ? m.fma_left : plan.side == Side::right ? m.fma_right : m.fma;
  if (s.fma.empty()) s.fma = m.fma;
  s.id = plan.side == Side::midline ? fmt::format("gen.{}", m.id) : fmt::format("gen.{}.{}", m.id, anatomy::to_string(plan.side));
  s.name = m.name, s.latin = m.latin;
  s.kind = format::Kind::muscle;
  s.side = plan.side;
  s.muscle = m.id;
  s.system = "muscular";
  s.generated = !native;
  if (const anatomy::Fascia *f = plan.fascia) {
    s.kind = f->kind == "ligament" ? format::Kind::ligament : format::Kind::fascia;
    s.muscle.clear();
    s.bone = f->bone;
    s.system = f->bone.empty() ? "fascia" : "skeletal";
  }
  return s;
}

// What lies round a muscle that is to settle.
struct Around {
  struct Neighbour {
    const Ground *ground;
    bool under, over; // as one of both sheets says; neither: as they lie
  };
  std::vector<std::uint32_t> bones, over;
  std::vector<Neighbour> muscles;
};

Around around(const Site &site, const std::vector<MusclePlan> &plans, std::size_t which, const std::vector<Ground> &settled,
              const std::vector<std::size_t> &deeper) {
  const MusclePlan &plan = plans[which];
  const Bounds box = box_of(plan);
  const auto named = [](const std::vector<std::string> &list, const std::string &id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  const anatomy::MuscleShape &shape = plan.muscle->shape;
  Around out;
  out.bones = site.terrain.bones_near(box);
  for (const std::string &bone : shape.over)
    for (const std::uint32_t b : site.terrain.bones(bone, plan.side))
      if (!site.terrain.ground(b).empty()) out.over.push_back(b);
  for (const std::size_t d : deeper) {
    const std::string &other = plans[d].muscle->id;
    if (settled[d].empty() || !touch(settled[d].box(), box, 0)) continue;
    if (named(shape.joins, other) || named(plans[d].muscle->shape.joins, plan.muscle->id)) continue;
    out.muscles.push_back({&settled[d], named(shape.under, other), named(shape.over, other)});
  }
  return out;
}

// Everything that `settle` looks at.
std::uint64_t key_of(const Site &site, const MusclePlan &plan, const Around &around) {
  Key key(makers::steps());
  key.value(plan.side).value(site.mid);
  const auto bone = [&](std::uint32_t b) { key.value(b == format::none ? 0 : site.terrain.ground(b).hash()); };
  const auto end = [&](const form::RibbonEnd &e, const std::vector<Hold> &holds) {
    key.list(e.line).value(e.tendon).value(e.foot).value(e.spread).value(holds.size());
    for (const Hold &h : holds) key.value(h.point), bone(h.bone);
  };
  key.value(plan.pieces.size());
  for (const Piece &p : plan.pieces) {
    const form::RibbonShape &s = p.shape;
    static_assert(sizeof(void *) != 8 || sizeof(form::RibbonShape) == 224, "what is new in a ribbon's shape belongs into this key");
    key.value(s.section).value(s.width).value(s.thickness).value(s.belly_at).value(s.taut).value(s.bed).value(s.gap).value(s.fineness);
    key.value(s.outward.has_value()).value(s.outward.value_or(vec3(0)));
    end(s.origin, p.origin), end(s.insertion, p.insertion);
    key.value(s.via.size());
    for (const auto &line : s.via) key.list(line);
  }
  key.value(around.bones.size()).value(around.over.size());
  for (const std::uint32_t b : around.bones) bone(b);
  for (const std::uint32_t b : around.over) bone(b);
  for (const Around::Neighbour &n : around.muscles) key.value(n.ground->hash()).value(n.under).value(n.over);
  return key.hash();
}

Flesh settle(const Site &site, const MusclePlan &plan, const Around &around) {
  Obstacles all;
  if (plan.side != Side::midline) all.keep_beside(site.mid, anatomy::sign(plan.side));
  std::vector<form::Cover> covers;
  for (const std::uint32_t b : around.bones) all.add(*site.terrain.tree(b));
  for (const std::uint32_t b : around.over) covers.push_back(cover_of(*site.terrain.tree(b), true));
  for (const Around::Neighbour &n : around.muscles) {
    all.add(n.ground->tree());
    if (!n.under) covers.push_back(cover_of(n.ground->tree(), n.over));
  }
  Flesh flesh;
  for (const Piece &piece : plan.pieces) {
    form::Ribbon ribbon = form::loft_ribbon(piece.shape, all.barrier(), covers);
    append(flesh.mesh, ribbon.mesh);
    ribbon.mesh = {};
    flesh.pieces.push_back(std::move(ribbon));
  }
  return flesh;
}

// make_room, or what it came to the last time that all muscles lay as they do now.
void share_room(const Site &site, const std::vector<MusclePlan> &plans, const std::vector<std::uint64_t> &laid,
                std::vector<GrownMuscle> &grown, ResultCache &cache) {
  Key key(makers::steps());
  key.list(laid);
  for (const MusclePlan &p : plans) key.value(p.layer).value(p.fascia != nullptr);
  if (auto known = cache.find<Room>("room", key.hash()); known && known->muscles.size() == grown.size()) {
    for (std::size_t i = 0; i < grown.size(); ++i)
      grown[i].structure.mesh = std::move(known->muscles[i].mesh), grown[i].pieces = std::move(known->muscles[i].pieces);
    return;
  }
  make_room(site, grown);
  Room room;
  for (const GrownMuscle &g : grown) room.muscles.push_back({g.structure.mesh, g.pieces});
  cache.keep("room", key.hash(), room);
}

// The two sides do not wait for each other: the midline keeps them apart.
bool meets(Side a, Side b) { return a == b || a == Side::midline || b == Side::midline; }

bool has(const format::Body &body, const MusclePlan &plan) {
  return std::any_of(body.structures.begin(), body.structures.end(), [&](const format::Structure &s) {
    if (s.side != plan.side) return false;
    if (plan.fascia != nullptr) return !plan.fascia->bone.empty() && s.bone == plan.fascia->bone;
    return s.kind == format::Kind::muscle && s.muscle == plan.muscle->id;
  });
}

} // namespace

Status grow_muscles(format::Body &body, const anatomy::Library &library, Progress &progress, const GrowOptions &options) {
  constexpr std::string_view step = "Growing muscles";
  progress.report(step, 0);
  const Terrain terrain(body);
  const Site site{body, library, terrain, midline_x(body)};

  std::vector<anatomy::Muscle> stand_ins; // fasciae are laid like muscles
  stand_ins.reserve(library.fasciae.size());
  std::vector<MusclePlan> plans;
  const auto want = [&](const anatomy::Muscle &m, const anatomy::Fascia *fascia) {
    if (!options.only.empty() && !options.only.contains(m.id)) return;
    for (const Side side : {Side::left, Side::right, Side::midline}) {
      if ((side == Side::midline) == m.paired) continue;
      if ((side == Side::left && !options.left) || (side == Side::right && !options.right)) continue;
      MusclePlan plan;
      plan.muscle = &m, plan.fascia = fascia, plan.side = side;
      plans.push_back(std::move(plan));
    }
  };
  for (const anatomy::Muscle &m : library.muscles) want(m, nullptr);
  for (const anatomy::Fascia &f : library.fasciae) {
    anatomy::Muscle m;
    m.id = f.id, m.name = f.name, m.latin = f.latin;
    m.fma = f.fma, m.fma_left = f.fma_left, m.fma_right = f.fma_right;
    m.paired = f.paired, m.layer = "superficial", m.shape = f.shape;
    stand_ins.push_back(std::move(m));
    want(stand_ins.back(), &f);
  }
  std::erase_if(plans, [&](const MusclePlan &p) { return has(body, p); });
  tbb::parallel_for(std::size_t{0}, plans.size(), [&](std::size_t i) { make_plan(site, plans[i]); });
  std::stable_sort(plans.begin(), plans.end(), [](const MusclePlan &a, const MusclePlan &b) { return a.layer < b.layer; });

  // Whoever is in the way of one settles before it.
  std::vector<Bounds> boxes;
  for (const MusclePlan &p : plans) boxes.push_back(box_of(p));
  std::vector<std::vector<std::size_t>> deeper(plans.size()), later(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!plans[j].pieces.empty() && meets(plans[i].side, plans[j].side) && touch(boxes[i], boxes[j], 0)) deeper[i].push_back(j);
  std::vector<bool> wanted(plans.size()), needed(plans.size());
  for (std::size_t i = plans.size(); i-- > 0;) {
    wanted[i] = options.these.empty() || options.these.contains(plans[i].muscle->id);
    needed[i] = needed[i] || wanted[i];
    if (needed[i])
      for (const std::size_t j : deeper[i]) needed[j] = true, later[j].push_back(i);
  }
  ResultCache none, &cache = options.cache != nullptr ? *options.cache : none;
  std::vector<Ground> settled(plans.size());
  std::vector<GrownMuscle> grown(plans.size());
  std::vector<std::uint64_t> keys(plans.size());
  std::vector<std::atomic<std::size_t>> waiting(plans.size());
  std::atomic<std::size_t> done{0};
  const auto all = static_cast<float>(std::count(needed.begin(), needed.end(), true));
  tbb::task_group tasks;
  const std::function<void(std::size_t)> grow = [&](std::size_t i) {
    if (progress.cancelled()) return;
    const Around near = around(site, plans, i, settled, deeper[i]);
    keys[i] = key_of(site, plans[i], near);
    Flesh flesh = cache.get<Flesh>("muscle", keys[i], [&] { return settle(site, plans[i], near); });
    grown[i].plan = &plans[i];
    grown[i].structure = structure_of(plans[i], options.native);
    grown[i].structure.mesh = std::move(flesh.mesh);
    grown[i].pieces = std::move(flesh.pieces);
    if (!grown[i].structure.mesh.indices.empty()) settled[i].lay(grown[i].structure.mesh);
    progress.report(step, static_cast<float>(++done) / all);
    for (const std::size_t k : later[i])
      if (--waiting[k] == 0) tasks.run([&grow, k] { grow(k); });
  };
  for (std::size_t i = 0; i < plans.size(); ++i) waiting[i] = deeper[i].size();
  for (std::size_t i = 0; i < plans.size(); ++i)
    if (needed[i] && deeper[i].empty()) tasks.run([&grow, i] { grow(i); });
  tasks.wait();
  if (progress.cancelled()) return cancelled();
  if (options.these.empty()) share_room(site, plans, keys, grown, cache); // a few alone are shown as they were laid

  constexpr format::Found how = format::Found::generated;
  const auto first = static_cast<std::uint32_t>(body.structures.size());
  std::vector<std::uint32_t> at(grown.size(), format::none);
  std::uint32_t next = first;
  for (std::size_t i = 0; i < grown.size(); ++i)
    if (wanted[i] && !grown[i].structure.mesh.indices.empty()) at[i] = next++;
  std::vector<std::vector<format::Patch>> patches(grown.size());
  tbb::parallel_for(std::size_t{0}, grown.size(), [&](std::size_t i) {
    if (at[i] != format::none && plans[i].fascia == nullptr && !options.native) patches[i] = patches_of(site, grown[i], at[i], how);
  });
  for (std::size_t i = 0; i < grown.size(); ++i) {
    if (!wanted[i]) continue;
    for (const std::string &note : plans[i].notes)
      body.notes.push_back(fmt::format("{} {}: {}", anatomy::to_string(plans[i].side), plans[i].muscle->name, note));
    if (at[i] == format::none) {
      body.notes.push_back(fmt::format("{} {} could not be grown", anatomy::to_string(plans[i].side), plans[i].muscle->name));
      continue;
    }
    body.structures.push_back(std::move(grown[i].structure));
    body.patches.insert(body.patches.end(), std::make_move_iterator(patches[i].begin()), std::make_move_iterator(patches[i].end()));
  }
  return {};
}

} // namespace myo::assemble
