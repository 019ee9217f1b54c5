#include "assemble/muscles/grow_muscles.h"

#include "assemble/landmarks.h"
#include "assemble/mesh/normals.h"
#include "assemble/muscles/muscle_patches.h"
#include "assemble/muscles/pack.h"
#include "assemble/muscles/plan.h"

#include <algorithm>
#include <fmt/format.h>
#include <tbb/parallel_for.h>

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

  std::vector<std::vector<form::Ribbon>> ribbons = pack_muscles(site, plans, progress);
  if (progress.cancelled()) return cancelled();
  std::vector<GrownMuscle> grown(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    grown[i].plan = &plans[i], grown[i].structure = structure_of(plans[i], options.native), grown[i].pieces = std::move(ribbons[i]);
    for (const form::Ribbon &r : grown[i].pieces) append(grown[i].structure.mesh, r.mesh);
  }

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
