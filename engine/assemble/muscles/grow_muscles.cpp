#include "assemble/muscles/grow_muscles.h"

#include "assemble/landmarks.h"
#include "assemble/makers.h"
#include "assemble/mesh/normals.h"
#include "assemble/muscles/mirror.h"
#include "assemble/muscles/muscle_patches.h"
#include "assemble/muscles/pack.h"
#include "assemble/muscles/plan.h"
#include "assemble/muscles/seams.h"
#include "base/parallel.h"

#include <algorithm>
#include <fmt/format.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

void append(format::Mesh &mesh, const form::LoftMesh &more) {
  const auto base = static_cast<std::uint32_t>(mesh.positions.size());
  mesh.positions.insert(mesh.positions.end(), more.positions.begin(), more.positions.end());
  mesh.normals.insert(mesh.normals.end(), more.normals.begin(), more.normals.end());
  mesh.uv.insert(mesh.uv.end(), more.uv.begin(), more.uv.end());
  for (const std::uint32_t i : more.indices) mesh.indices.push_back(base + i);
}

std::string id_of(const MusclePlan &plan) {
  const std::string &id = plan.muscle->id;
  return plan.side == Side::midline ? fmt::format("gen.{}", id) : fmt::format("gen.{}.{}", id, anatomy::to_string(plan.side));
}

format::Structure structure_of(const MusclePlan &plan, bool native) {
  const anatomy::Muscle &m = *plan.muscle;
  format::Structure s;
  s.fma = plan.side == Side::left ? m.fma_left : plan.side == Side::right ? m.fma_right : m.fma;
  if (s.fma.empty()) s.fma = m.fma;
  s.id = id_of(plan);
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

struct Packed {
  std::vector<std::vector<form::Ribbon>> ribbons; // a list a plan
};
template <class A> void visit(A &a, Packed &p) {
  a.list(p.ribbons, [](A &v, std::vector<form::Ribbon> &of_plan) {
    v.list(of_plan, [](A &w, form::Ribbon &r) {
      w(r.mesh.positions, r.mesh.normals, r.mesh.uv, r.mesh.indices, r.rows, r.sides, r.origin_rim, r.insertion_rim);
    });
  });
}

struct Settled {
  Courses courses;
};
template <class A> void visit(A &a, Settled &s) {
  a.list(s.courses, [](A &v, std::vector<vec3> &points) { v(points); });
}

// What a plan says.
void add(Key &key, const MusclePlan &plan) {
  const auto end = [&](const form::RibbonEnd &e, const std::vector<Hold> &holds) {
    key.list(e.line).value(e.tendon).value(e.tendon_width).value(e.tendon_thickness).value(e.foot).value(e.spread).value(holds.size());
    for (const Hold &h : holds) key.value(h.point).value(h.bone);
  };
  const auto names = [&](const std::vector<std::string> &list) {
    key.value(list.size());
    for (const std::string &name : list) key.text(name);
  };
  key.text(plan.muscle->id).value(plan.fascia != nullptr).value(plan.side).value(plan.layer).value(plan.pieces.size());
  names(plan.muscle->shape.over), names(plan.muscle->shape.under), names(plan.muscle->shape.joins);
  for (const Piece &p : plan.pieces) {
    const form::RibbonShape &s = p.shape;
    static_assert(sizeof(void *) != 8 || sizeof(form::RibbonShape) == 240, "what is new in a ribbon's shape belongs into this key");
    key.value(s.section).value(s.width).value(s.thickness).value(s.belly_at).value(s.sinew).value(s.taut).value(s.sewn_first).value(s.sewn_last);
    key.value(s.bed).value(s.gap).value(s.fineness).value(s.outward.has_value()).value(s.outward.value_or(vec3(0)));
    end(s.origin, p.origin), end(s.insertion, p.insertion);
    key.value(s.via.size());
    for (const auto &line : s.via) key.list(line);
  }
}

// Everything that packing looks at: the plans, what their sheets say of one another, and the bones.
std::uint64_t key_of(const Site &site, const std::vector<MusclePlan> &plans) {
  Key key(makers::steps());
  std::vector<std::uint64_t> bones(site.body.structures.size());
  parallel_for(std::size_t{0}, bones.size(), [&](std::size_t i) {
    if (site.terrain.tree(static_cast<std::uint32_t>(i)) != nullptr) bones[i] = shape_hash(site.body.structures[i].mesh);
  });
  key.value(site.mid).list(bones);
  for (const MusclePlan &plan : plans) add(key, plan);
  return key.hash();
}

// Of where one muscle settled the last time that it was packed with all others.
std::uint64_t key_of(const MusclePlan &plan) {
  Key key(makers::steps());
  add(key, plan);
  return key.hash();
}

std::vector<vec3> places_of(const MusclePlan &plan) {
  std::vector<vec3> out;
  const auto add = [&](const std::vector<vec3> &line) { out.insert(out.end(), line.begin(), line.end()); };
  for (const Piece &p : plan.pieces) {
    add(p.shape.origin.line), add(p.shape.insertion.line);
    for (const auto &line : p.shape.via) add(line);
  }
  return out;
}

// Leaves those that are asked for and whoever runs beside them: a place of its sheet lies near one of theirs.
void keep_neighbourhood(std::vector<MusclePlan> &plans, const std::set<std::string, std::less<>> &these) {
  constexpr float beside_m = 0.03F;
  std::vector<vec3> asked;
  Bounds room;
  for (const MusclePlan &p : plans)
    if (these.contains(p.muscle->id))
      for (const vec3 place : places_of(p)) asked.push_back(place), room.add(place);
  std::erase_if(plans, [&](const MusclePlan &p) {
    if (these.contains(p.muscle->id)) return false;
    return std::ranges::none_of(places_of(p), [&](vec3 own) {
      return room.holds(own, beside_m) && std::ranges::any_of(asked, [&](vec3 q) { return glm::distance(own, q) < beside_m; });
    });
  });
}

// The right side after the left, and the right half of what lies on both.
void add_other_side(const Site &site, std::vector<MusclePlan> &plans, std::vector<std::vector<form::Ribbon>> &ribbons) {
  const std::vector<std::uint32_t> lopsided = lopsided_bones(site);
  std::vector<MusclePlan> all;
  std::vector<std::vector<form::Ribbon>> pieces;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const bool paired = plans[i].side == Side::left;
    if (!paired && !ribbons[i].empty()) mirror_halves(site, lopsided, plans[i], ribbons[i]);
    all.push_back(std::move(plans[i])), pieces.push_back(std::move(ribbons[i]));
    if (!paired) continue;
    MusclePlan right; // who it is; where its pieces end nobody asks any more
    right.muscle = all.back().muscle, right.fascia = all.back().fascia, right.side = Side::right;
    pieces.push_back(mirrored(site, lopsided, pieces.back())), all.push_back(std::move(right));
  }
  plans = std::move(all), ribbons = std::move(pieces);
}

bool has(const format::Body &body, const MusclePlan &plan) {
  return std::any_of(body.structures.begin(), body.structures.end(), [&](const format::Structure &s) {
    if (s.side != plan.side) return false;
    if (plan.fascia != nullptr) return !plan.fascia->bone.empty() && s.bone == plan.fascia->bone;
    return s.kind == format::Kind::muscle && s.muscle == plan.muscle->id;
  });
}

const format::Mesh *shown_of(const format::Body &body, const MusclePlan &plan) {
  const auto at = std::ranges::find(body.structures, id_of(plan), &format::Structure::id);
  return at == body.structures.end() ? nullptr : &at->mesh;
}

Glance glance_at(const std::vector<MusclePlan> &plans, const GrowOptions &options, ResultCache &cache) {
  Glance out;
  for (const MusclePlan &plan : plans) {
    out.asked.push_back(options.these.contains(plan.muscle->id));
    auto known = out.asked.back() ? std::nullopt : cache.find<Settled>("settled", key_of(plan));
    out.settled.push_back(known ? std::move(known->courses) : Courses());
    out.shown.push_back(out.asked.back() ? nullptr : shown_of(*options.among, plan));
  }
  return out;
}

// All plans' ribbons, as they were kept or made anew; where each has settled is kept for a later glance if these are all muscles.
std::vector<std::vector<form::Ribbon>> packed(const Site &site, const std::vector<MusclePlan> &plans, bool all, Progress &progress, ResultCache &cache) {
  const std::uint64_t key = key_of(site, plans);
  if (auto known = cache.find<Packed>("muscles", key)) return std::move(known->ribbons);
  Packing made = pack_muscles(site, plans, progress);
  if (progress.cancelled()) return {};
  Packed kept{std::move(made.ribbons)};
  cache.keep("muscles", key, kept);
  for (std::size_t i = 0; all && i < plans.size(); ++i) {
    Settled settled{std::move(made.courses[i])};
    cache.keep("settled", key_of(plans[i]), settled);
  }
  return std::move(kept.ribbons);
}

} // namespace

Status grow_muscles(format::Body &body, const anatomy::Library &library, Progress &progress, const GrowOptions &options) {
  constexpr std::string_view step = "Growing muscles";
  progress.report(step, 0);
  const Terrain terrain(body);
  const Site site{body, library, terrain, midline_x(body)};

  const bool own_sides = !options.native || !options.left || !options.right;
  const std::string odd = own_sides ? std::string() : without_twin(site);
  const bool turned_over = !own_sides && odd.empty();
  if (!odd.empty()) body.notes.push_back(fmt::format("each side's muscles are grown on their own: {} is not the other side's mirrored", odd));

  std::vector<anatomy::Muscle> stand_ins; // fasciae are laid like muscles
  stand_ins.reserve(library.fasciae.size());
  std::vector<MusclePlan> plans;
  const auto want = [&](const anatomy::Muscle &m, const anatomy::Fascia *fascia) {
    if (!options.only.empty() && !options.only.contains(m.id)) return;
    for (const Side side : {Side::left, Side::right, Side::midline}) {
      if ((side == Side::midline) == m.paired) continue;
      if ((side == Side::left && !options.left) || (side == Side::right && (!options.right || turned_over))) continue;
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
  parallel_for(std::size_t{0}, plans.size(), [&](std::size_t i) { make_plan(site, plans[i]); });
  std::stable_sort(plans.begin(), plans.end(), [](const MusclePlan &a, const MusclePlan &b) { return a.layer < b.layer; });

  if (!options.these.empty()) keep_neighbourhood(plans, options.these);
  open_borders(plans);
  ResultCache none, &cache = options.cache != nullptr ? *options.cache : none;
  std::vector<std::vector<form::Ribbon>> ribbons = options.among != nullptr
                                                       ? pack_some(site, plans, glance_at(plans, options, cache), progress)
                                                       : packed(site, plans, options.these.empty(), progress, cache);
  if (progress.cancelled()) return cancelled();
  if (turned_over) add_other_side(site, plans, ribbons);
  std::vector<GrownMuscle> grown(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    grown[i].plan = &plans[i], grown[i].structure = structure_of(plans[i], options.native), grown[i].pieces = std::move(ribbons[i]);
    for (const form::Ribbon &r : grown[i].pieces) append(grown[i].structure.mesh, r.mesh);
  }

  const auto wanted = [&](std::size_t i) { return options.these.empty() || options.these.contains(plans[i].muscle->id); };
  const auto first = static_cast<std::uint32_t>(body.structures.size());
  std::vector<std::uint32_t> at(grown.size(), format::none);
  std::uint32_t next = first;
  for (std::size_t i = 0; i < grown.size(); ++i)
    if (wanted(i) && !grown[i].structure.mesh.indices.empty()) at[i] = next++;
  std::vector<std::vector<format::Patch>> patches(grown.size());
  parallel_for(std::size_t{0}, grown.size(), [&](std::size_t i) {
    if (at[i] != format::none && plans[i].fascia == nullptr && !options.native)
      patches[i] = patches_of(site, grown[i], at[i], format::Found::generated);
  });
  for (std::size_t i = 0; i < grown.size(); ++i) {
    if (!wanted(i)) continue;
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
