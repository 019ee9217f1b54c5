#include "assemble/grown.h"

#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/surface_probe.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace myo::assemble {

using anatomy::Side;

Grown::Grown(const anatomy::Muscle &muscle, Side side, std::string id, std::string name) {
  structure.id = std::move(id);
  structure.fma = side == Side::left ? muscle.fma_left : side == Side::right ? muscle.fma_right : muscle.fma;
  if (structure.fma.empty()) structure.fma = muscle.fma;
  structure.name = std::move(name);
  structure.latin = muscle.latin;
  structure.kind = format::Kind::muscle;
  structure.side = side;
  structure.muscle = muscle.id;
  structure.system = "muscular";
  structure.generated = true;
}

void Grown::add(const form::LoftMesh &mesh) {
  const auto base = static_cast<std::uint32_t>(structure.mesh.positions.size());
  const auto append_to = [](auto &to, const auto &from) { to.insert(to.end(), from.begin(), from.end()); };
  append_to(structure.mesh.positions, mesh.positions);
  append_to(structure.mesh.normals, mesh.normals);
  append_to(structure.mesh.uv, mesh.uv);
  for (const std::uint32_t i : mesh.indices) structure.mesh.indices.push_back(base + i);
}

Ground::Ground(const format::Body &body, const anatomy::Library &library)
    : body_(body), library_(library), mid_(midline_x(body)), bones_(body) {}

std::string Ground::bone_name(std::string_view id) const {
  const anatomy::Bone *bone = library_.bone(id);
  return bone ? bone->name : std::string(id);
}

std::optional<vec3> Ground::nearest_on(std::string_view bone, Side side, vec3 p) const {
  std::optional<vec3> best;
  for (const std::uint32_t s : bones_.structures(bone, side))
    for (const vec3 q : bones_.of(s).points)
      if (!best || glm::distance(q, p) < glm::distance(*best, p)) best = q;
  return best;
}

Obstruction Ground::obstacle(const std::vector<std::string> &bones, Side side) const {
  Samples samples;
  for (const std::string &b : bones) append(samples, bones_.of(b, side));
  const auto probe = std::make_shared<SurfaceProbe>(std::move(samples));
  return [probe](vec3 p) -> form::Clearance {
    if (probe->empty()) return {};
    const SurfaceProbe::Answer a = (*probe)(p);
    return {a.distance, a.normal};
  };
}

void Ground::keep(Grown grown) {
  if (grown.structure.mesh.indices.empty()) {
    note(fmt::format("{} could not be grown: a landmark is missing", grown.structure.id));
    return;
  }
  grown_.push_back(std::move(grown));
}

void Ground::settle(format::Body &body) const {
  // One patch a (muscle, side, role, bone), whatever number of bellies end there.
  using Key = std::tuple<std::string, Side, anatomy::Role, std::string>;
  struct Foot {
    std::uint32_t structure = format::none;
    std::vector<std::pair<vec3, float>> discs;
  };
  std::map<Key, Foot> feet;
  const auto first = static_cast<std::uint32_t>(body.structures.size());
  for (std::uint32_t i = 0; i < grown_.size(); ++i)
    for (const GrownEnd &end : grown_[i].ends) {
      Foot &foot = feet[{grown_[i].structure.muscle, grown_[i].structure.side, end.role, end.bone}];
      if (foot.structure == format::none) foot.structure = first + i;
      for (const vec3 p : end.points) foot.discs.emplace_back(p, end.radius_mm * millimetre);
    }
  std::vector<format::Patch> patches;
  std::map<std::uint32_t, std::unique_ptr<SampledBone>> sampled;
  for (const auto &[key, foot] : feet) {
    const auto &[muscle, side, role, bone] = key;
    const auto which = bones_.structures(bone, side);
    if (which.empty()) continue;
    // Sides of a paired bone: the one of that side; several pieces: the one nearest to the first disc.
    std::uint32_t best = which.front();
    float nearest = 1e30F;
    for (const std::uint32_t s : which) {
      auto &entry = sampled[s];
      if (!entry) entry = std::make_unique<SampledBone>(body.structures[s].mesh, 2.0); // small patches need finer samples
      if (const float d = entry->tree.nearest(foot.discs.front().first).distance; d < nearest) nearest = d, best = s;
    }
    const SampledBone &on = *sampled[best];
    std::vector<std::uint32_t> inside;
    for (const auto &[centre, radius] : foot.discs) {
      const vec3 facing = on.samples.normals[on.tree.nearest(centre).index];
      for (const PointTree::Hit &hit : on.tree.within(centre, radius))
        if (glm::dot(on.samples.normals[hit.index], facing) > -0.1F) inside.push_back(hit.index);
    }
    std::sort(inside.begin(), inside.end());
    inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
    format::Patch patch;
    patch.muscle = muscle;
    patch.muscle_structure = foot.structure;
    patch.bone_structure = best;
    patch.role = role;
    patch.side = side;
    patch.how = format::Found::generated;
    const auto joint = joint_of_bone(body, library_, bone, body.structures[best].side);
    patch.joint = joint == format::none ? 0 : joint;
    if (shape_patch(on, inside, patch, 1.1F)) patches.push_back(std::move(patch));
  }
  for (const Grown &g : grown_) body.structures.push_back(g.structure);
  body.patches.insert(body.patches.end(), std::make_move_iterator(patches.begin()), std::make_move_iterator(patches.end()));
  body.notes.insert(body.notes.end(), notes_.begin(), notes_.end());
}

} // namespace myo::assemble
