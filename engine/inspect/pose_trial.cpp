#include "inspect/pose_trial.h"

#include "base/parallel.h"
#include "form/isosurface.h"
#include "form/triangle_tree.h"
#include "inspect/creases.h"
#include "inspect/overlap.h"
#include "rig/skinning.h"
#include "rig/straightness.h"
#include "rig/swelling.h"
#include "rig/thorax_wall.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace myo::inspect {
namespace {

constexpr float in_skin_m = 0.001F;    // a bone that grazes the skin by less is not through it
constexpr std::size_t bone_samples = 400;

struct Wall { std::uint32_t structure, joint; form::TriangleTree tree; };

struct Muscle {
  std::uint32_t structure = 0;
  double volume = 0;                   // at rest, m3
  std::vector<std::array<std::uint32_t, 2>> edges;
  std::vector<float> rest_lengths;
  std::vector<float> straight;         // rig/straightness.h
  std::vector<vec4> anchors;
  std::vector<float> rest_depth_m;     // a vertex: how far inside a bone it lies at rest, 0 outside all
};

std::vector<std::array<std::uint32_t, 2>> edges_of(const std::vector<std::uint32_t> &indices) {
  std::vector<std::array<std::uint32_t, 2>> edges;
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = indices[i + k], b = indices[i + (k + 1) % 3];
      edges.push_back({std::min(a, b), std::max(a, b)});
    }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

double percentile_99(std::vector<float> &values) {
  if (values.empty()) return 1;
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size() - 1, values.size() * 99 / 100));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

// The joint that carries all of a rigid part.
std::uint32_t joint_of(const format::Mesh &mesh) { return mesh.joints.empty() ? 0U : static_cast<std::uint32_t>(mesh.joints.front()[0]); }

struct Trial {
  const format::Body &body;
  std::vector<Wall> walls;
  rig::ThoraxWall wall;                // of the thorax
  std::vector<Muscle> muscles;
  std::uint32_t skin = format::none;
  std::vector<double> skin_areas_m2;   // one a triangle of the skin, at rest
  std::vector<std::uint8_t> skin_creases;
  std::vector<std::vector<std::uint32_t>> inside_at_rest; // a wall: sampled vertices of the bone that lie inside the skin

  explicit Trial(const format::Body &b) : body(b), wall(b) {
    for (std::uint32_t s = 0; s < body.structures.size(); ++s) {
      const format::Structure &structure = body.structures[s];
      if (structure.kind == format::Kind::bone && !structure.mesh.indices.empty()) walls.push_back({s, joint_of(structure.mesh), {}});
      if (structure.kind == format::Kind::muscle && !structure.mesh.indices.empty()) muscles.push_back({s, 0, {}, {}, {}, {}, {}});
      if (structure.kind == format::Kind::skin && skin == format::none) skin = s;
    }
    parallel_for(std::size_t{0}, walls.size(), [&](std::size_t i) {
      const format::Mesh &mesh = body.structures[walls[i].structure].mesh;
      walls[i].tree = form::TriangleTree(mesh.positions, mesh.indices, mesh.normals);
    });
    parallel_for(std::size_t{0}, muscles.size(), [&](std::size_t i) { measure_rest(muscles[i]); });
    sample_bones();
    if (skin != format::none) measure_skin_at_rest();
  }

  void measure_skin_at_rest() {
    const format::Mesh &cover = body.structures[skin].mesh;
    skin_creases = creases_of(body, cover);
    for (std::size_t i = 0; i + 2 < cover.indices.size(); i += 3) {
      const vec3 a = cover.positions[cover.indices[i]], b = cover.positions[cover.indices[i + 1]], c = cover.positions[cover.indices[i + 2]];
      skin_areas_m2.push_back(0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a))));
    }
  }

  // How far inside a bone a posed point lies, metres; bones have moved rigidly.
  [[nodiscard]] float depth(vec3 point, std::span<const mat4> to_rest) const {
    float deepest = 0;
    for (const Wall &wall : walls) {
      const vec3 p = wall.joint < to_rest.size() ? vec3(to_rest[wall.joint] * vec4(point, 1)) : point;
      if (!wall.tree.box().holds(p)) continue;
      if (const auto hit = wall.tree.nearest(p); hit.found()) deepest = std::max(deepest, -hit.distance);
    }
    return deepest;
  }

  void measure_rest(Muscle &muscle) const {
    const format::Mesh &mesh = body.structures[muscle.structure].mesh;
    muscle.volume = std::abs(rig::enclosed_volume_m3(mesh.positions, mesh.indices));
    muscle.edges = edges_of(mesh.indices);
    muscle.straight = rig::straightness(body, muscle.structure);
    muscle.anchors = rig::anchors(body, muscle.structure);
    for (const auto &[a, b] : muscle.edges) muscle.rest_lengths.push_back(glm::distance(mesh.positions[a], mesh.positions[b]));
    for (const vec3 p : mesh.positions) muscle.rest_depth_m.push_back(depth(p, {}));
  }

  void sample_bones() {
    inside_at_rest.resize(walls.size());
    if (skin == format::none) return;
    const format::Mesh &cover = body.structures[skin].mesh;
    const form::TriangleTree tree(cover.positions, cover.indices, cover.normals);
    parallel_for(std::size_t{0}, walls.size(), [&](std::size_t i) {
      const std::vector<vec3> &positions = body.structures[walls[i].structure].mesh.positions;
      const std::size_t step = 1 + positions.size() / bone_samples;
      for (std::size_t v = 0; v < positions.size(); v += step)
        if (tree.nearest(positions[v]).distance < 0) inside_at_rest[i].push_back(static_cast<std::uint32_t>(v));
    });
  }

  [[nodiscard]] MuscleInPose measure(const Muscle &muscle, const rig::Pose &pose, float swell_m, std::span<const mat4> to_rest,
                                     std::vector<float> &stretches) const {
    const format::Mesh &mesh = body.structures[muscle.structure].mesh;
    const std::vector<vec3> posed = rig::skinned(mesh, pose, {muscle.straight, muscle.anchors, swell_m, &wall});
    MuscleInPose out;
    out.structure = muscle.structure;
    out.volume = muscle.volume > 0 ? std::abs(rig::enclosed_volume_m3(posed, mesh.indices)) / muscle.volume : 1;
    for (std::size_t e = 0; e < muscle.edges.size(); ++e) {
      const auto &[a, b] = muscle.edges[e];
      if (muscle.rest_lengths[e] > 0) stretches.push_back(glm::distance(posed[a], posed[b]) / muscle.rest_lengths[e]);
    }
    std::vector<float> own = stretches;
    out.stretch_p99 = percentile_99(own);
    out.vertices = posed.size();
    for (std::size_t v = 0; v < posed.size(); ++v) {
      if (posed[v] == mesh.positions[v]) continue; // what has not moved has come no deeper into what moved away with it
      const float more_mm = (depth(posed[v], to_rest) - muscle.rest_depth_m[v]) / millimetre;
      if (more_mm > deeper_mm) ++out.deeper;
      out.deepest_mm = std::max(out.deepest_mm, more_mm);
    }
    return out;
  }

  void measure_skin(PoseOutcome &outcome, const rig::Pose &pose) const {
    if (skin == format::none) return;
    const format::Mesh &cover = body.structures[skin].mesh;
    const std::vector<vec3> posed = rig::skinned(cover, pose);
    std::vector<vec3> normals(posed.size(), vec3(0));
    for (std::size_t i = 0; i + 2 < cover.indices.size(); i += 3) {
      const std::uint32_t a = cover.indices[i], b = cover.indices[i + 1], c = cover.indices[i + 2];
      const vec3 n = glm::cross(posed[b] - posed[a], posed[c] - posed[a]);
      normals[a] += n, normals[b] += n, normals[c] += n;
    }
    for (vec3 &n : normals) n = glm::length(n) > 0 ? glm::normalize(n) : vec3(0, 1, 0);
    const form::TriangleTree tree(posed, cover.indices, normals);
    std::vector<std::size_t> outside(walls.size(), 0);
    parallel_for(std::size_t{0}, walls.size(), [&](std::size_t i) {
      const std::vector<vec3> &positions = body.structures[walls[i].structure].mesh.positions;
      const mat4 motion = walls[i].joint < pose.matrices.size() ? pose.matrices[walls[i].joint] : mat4(1);
      for (const std::uint32_t v : inside_at_rest[i]) {
        const vec3 p(motion * vec4(positions[v], 1));
        // Where two parts of the skin pass through each other the nearest one may show its outer side: the whole decides.
        outside[i] += tree.nearest(p).distance > in_skin_m && form::winding(posed, cover.indices, p) < 0.5;
      }
    });
    for (std::size_t i = 0; i < walls.size(); ++i) {
      outcome.bone_vertices += inside_at_rest[i].size(), outcome.bone_outside += outside[i];
      if (outside[i] > 0) outcome.through.push_back({walls[i].structure, outside[i]});
    }
    measure_overlap(outcome, swallowed(posed, cover.indices));
    std::ranges::stable_sort(outcome.through, std::greater{}, &PoseOutcome::Through::vertices);
  }

  void measure_overlap(PoseOutcome &outcome, const std::vector<bool> &lost) const {
    outcome.creases_m2.assign(creases().size(), 0);
    for (std::size_t t = 0; t < lost.size(); ++t) {
      outcome.skin_m2 += skin_areas_m2[t];
      if (lost[t]) (skin_creases[t] == no_crease ? outcome.swallowed_m2 : outcome.creases_m2[skin_creases[t]]) += skin_areas_m2[t];
    }
  }

  [[nodiscard]] PoseOutcome measure(const std::string &name, const rig::Pose &pose, const rig::Swelling &swelling) const {
    const std::vector<float> swell_m = swelling.of(pose);
    std::vector<mat4> to_rest;
    for (const mat4 &m : pose.matrices) to_rest.push_back(glm::inverse(m));
    PoseOutcome outcome;
    outcome.pose = name;
    outcome.notes = pose.notes;
    outcome.muscles.resize(muscles.size());
    std::vector<std::vector<float>> stretches(muscles.size());
    parallel_for(std::size_t{0}, muscles.size(), [&](std::size_t i) { outcome.muscles[i] = measure(muscles[i], pose, swell_m[muscles[i].structure], to_rest, stretches[i]); });
    std::vector<float> all;
    for (const std::vector<float> &part : stretches) all.insert(all.end(), part.begin(), part.end());
    outcome.stretch_p99 = percentile_99(all);
    measure_skin(outcome, pose);
    return outcome;
  }
};

} // namespace

const std::vector<std::string> &trial_poses() {
  static const std::vector<std::string> poses{"neck_flexion_30", "forward_head",     "neck_extension_30", "head_turned_left_45",
                                              "head_tilted_right_30", "slump",        "side_bend_left",    "arms_abducted_90",
                                              "arms_overhead",   "hand_behind_head", "deep_squat",        "lunge"};
  return poses;
}

bool of_neck_or_girdle(const format::Structure &structure, const anatomy::Library &library) {
  const anatomy::Muscle *muscle = library.muscle(structure.muscle);
  if (muscle == nullptr) return false;
  for (const std::string_view region : {"neck", "neck_back", "suboccipital", "shoulder"})
    if (muscle->region == region) return true;
  return std::ranges::any_of(muscle->actions, [](const std::string &action) { return action.starts_with("scapulothoracic."); });
}

Result<std::vector<PoseOutcome>> try_poses(const atlas::Atlas &atlas, const anatomy::Library &library, const rig::Rig &rig,
                                           std::span<const std::string> poses, Progress &progress) {
  progress.report("rest stance", 0);
  const Trial trial(atlas.body());
  const rig::Swelling swelling(atlas);
  std::vector<PoseOutcome> out;
  for (std::size_t i = 0; i < poses.size(); ++i) {
    if (progress.cancelled()) return cancelled();
    progress.report(poses[i], static_cast<float>(i + 1) / static_cast<float>(poses.size() + 1));
    const anatomy::NamedPose *named = library.pose(poses[i]);
    if (named == nullptr) return bad_arguments(fmt::format("there is no pose \"{}\"", poses[i]), "see myoscope list poses");
    const auto values = rig::pose_values(library, *named);
    MYO_TRY(values);
    out.push_back(trial.measure(poses[i], rig::evaluate(rig, *values), swelling));
  }
  return out;
}

PoseTally tally(const format::Body &body, const anatomy::Library &library, std::span<const PoseOutcome> outcomes) {
  PoseTally sum;
  for (const PoseOutcome &outcome : outcomes) {
    for (const MuscleInPose &m : outcome.muscles) {
      const bool good = m.volume >= volume_low && m.volume <= volume_high;
      ++sum.pairs, sum.in_range += good;
      if (of_neck_or_girdle(body.structures[m.structure], library)) ++sum.near_pairs, sum.near_in_range += good;
      sum.vertices += m.vertices, sum.deeper += m.deeper;
    }
    sum.worst_stretch_p99 = std::max(sum.worst_stretch_p99, outcome.stretch_p99);
    sum.bone_vertices += outcome.bone_vertices, sum.bone_outside += outcome.bone_outside;
    sum.skin_m2 += outcome.skin_m2, sum.swallowed_m2 += outcome.swallowed_m2;
    const double folded = std::accumulate(outcome.creases_m2.begin(), outcome.creases_m2.end(), 0.0);
    if (outcome.skin_m2 > 0) sum.worst_creases = std::max(sum.worst_creases, folded / outcome.skin_m2);
  }
  return sum;
}

} // namespace myo::inspect
