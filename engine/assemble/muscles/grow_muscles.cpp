#include "assemble/muscles/grow_muscles.h"

#include "assemble/landmarks.h"
#include "assemble/mesh/normals.h"
#include "assemble/muscles/make_room.h"
#include "assemble/muscles/muscle_patches.h"
#include "assemble/muscles/plan.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <memory>
#include <tbb/parallel_for.h>

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

struct Settled {
  std::unique_ptr<form::TriangleTree> tree;
};

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

// A pure function of the plan, the bones and the neighbours that lie deeper.
GrownMuscle settle(const Site &site, const std::vector<MusclePlan> &plans, std::size_t which, const std::vector<Settled> &settled,
                   const std::vector<std::size_t> &deeper, bool native) {
  const MusclePlan &plan = plans[which];
  GrownMuscle grown;
  grown.plan = &plan;
  grown.structure = structure_of(plan, native);
  const Bounds box = box_of(plan);
  Obstacles all;
  if (plan.side != Side::midline) all.keep_beside(site.mid, anatomy::sign(plan.side));
  for (const std::uint32_t b : site.terrain.bones_near(box)) all.add(*site.terrain.tree(b));
  const auto named = [](const std::vector<std::string> &list, const std::string &id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  const anatomy::MuscleShape &shape = plan.muscle->shape;
  std::vector<form::Cover> covers;
  for (const std::string &bone : shape.over)
    for (const std::uint32_t b : site.terrain.bones(bone, plan.side)) covers.push_back(cover_of(*site.terrain.tree(b), true));
  for (const std::size_t d : deeper) {
    const std::string &other = plans[d].muscle->id;
    if (!settled[d].tree || !touch(settled[d].tree->box(), box, 0)) continue;
    if (named(shape.joins, other) || named(plans[d].muscle->shape.joins, plan.muscle->id)) continue;
    all.add(*settled[d].tree);
    if (!named(shape.under, other)) covers.push_back(cover_of(*settled[d].tree, named(shape.over, other)));
  }
  for (const Piece &piece : plan.pieces) {
    grown.pieces.push_back(form::loft_ribbon(piece.shape, all.barrier(), covers));
    append(grown.structure.mesh, grown.pieces.back().mesh);
  }
  return grown;
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

  // Waves of muscles that do not meet: whoever is in the way of one has settled in an earlier wave.
  std::vector<Bounds> boxes;
  for (const MusclePlan &p : plans) boxes.push_back(box_of(p));
  std::vector<std::vector<std::size_t>> deeper(plans.size());
  std::vector<std::size_t> wave(plans.size(), 0);
  std::size_t waves = 0;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (!plans[j].pieces.empty() && meets(plans[i].side, plans[j].side) && touch(boxes[i], boxes[j], 0)) deeper[i].push_back(j), wave[i] = std::max(wave[i], wave[j] + 1);
    waves = std::max(waves, wave[i] + 1);
  }
  std::vector<Settled> settled(plans.size());
  std::vector<GrownMuscle> grown(plans.size());
  std::atomic<std::size_t> done{0};
  for (std::size_t w = 0; w < waves; ++w) {
    std::vector<std::size_t> now;
    for (std::size_t i = 0; i < plans.size(); ++i)
      if (wave[i] == w) now.push_back(i);
    tbb::parallel_for(std::size_t{0}, now.size(), [&](std::size_t k) {
      if (progress.cancelled()) return;
      const std::size_t i = now[k];
      grown[i] = settle(site, plans, i, settled, deeper[i], options.native);
      const format::Mesh &mesh = grown[i].structure.mesh;
      if (!mesh.indices.empty()) settled[i].tree = std::make_unique<form::TriangleTree>(mesh.positions, mesh.indices, mesh.normals);
      progress.report(step, static_cast<float>(++done) / static_cast<float>(plans.size()));
    });
    if (progress.cancelled()) return cancelled();
  }

  make_room(site, grown);

  const format::Found how = options.native ? format::Found::contact : format::Found::generated;
  const auto first = static_cast<std::uint32_t>(body.structures.size());
  std::vector<std::uint32_t> at(grown.size(), format::none);
  std::uint32_t next = first;
  for (std::size_t i = 0; i < grown.size(); ++i)
    if (!grown[i].structure.mesh.indices.empty()) at[i] = next++;
  std::vector<std::vector<format::Patch>> patches(grown.size());
  tbb::parallel_for(std::size_t{0}, grown.size(), [&](std::size_t i) {
    if (at[i] != format::none && plans[i].fascia == nullptr) patches[i] = patches_of(site, grown[i], at[i], how);
  });
  for (std::size_t i = 0; i < grown.size(); ++i) {
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
