#include "rig/muscle_path.h"

#include "rig/rigid.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace myo::rig {

namespace {

// Where the muscle runs between its ends: its flesh between these fibre coordinates, moved with its own weights. The
// flesh lies on the bones it wraps, so this is a path over them without knowing wrapping surfaces.
constexpr std::array<std::pair<float, float>, 3> slices{{{0.2F, 0.3F}, {0.45F, 0.55F}, {0.7F, 0.8F}}};

struct Slice {
  dvec3 sum{0};
  std::map<std::uint32_t, double> weights;
  double count = 0;
};

using Place = std::optional<dvec3>;

Rigid rigid_of(const DualQuaternion &m) {
  const dquat real(m.real.w, m.real.x, m.real.y, m.real.z), dual(m.dual.w, m.dual.x, m.dual.y, m.dual.z);
  const dquat t = dual * glm::conjugate(real) * 2.0;
  return {real, dvec3(t.x, t.y, t.z)};
}

Place moved(const Slice &slice, const Pose *pose) {
  if (slice.count == 0) return std::nullopt;
  const dvec3 rest = slice.sum / slice.count;
  if (pose == nullptr) return rest;
  Blend blend;
  for (const auto &[joint, weight] : slice.weights)
    if (joint < pose->motions.size()) blend.add(rigid_of(pose->motions[joint]), weight);
  return blend.empty() ? rest : blend.get().move(rest);
}

Place end(const format::Body &body, const Pose *pose, std::uint32_t structure, format::Role role) {
  dvec3 sum(0);
  double area = 0;
  for (std::size_t i = 0; i < body.patches.size(); ++i) {
    const format::Patch &patch = body.patches[i];
    if (patch.muscle_structure != structure || patch.role != role) continue;
    const double weight = std::max(1e-3, double(patch.area_mm2));
    sum += weight * dvec3(pose == nullptr ? patch.centroid : pose->patch_centroids[i]);
    area += weight;
  }
  if (area == 0) return std::nullopt;
  return sum / area;
}

double length_of(const std::vector<vec3> &points) {
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length += double(glm::distance(points[i - 1], points[i]));
  return length;
}

// A set of short bundles (rotatores, interspinales) has no one middle line: the means of its slices lie anywhere.
// Muscles that turn a corner are longer than their chord by less than this.
constexpr double bundle_ratio = 1.8;

MusclePath path(const format::Body &body, const Pose *pose, std::uint32_t structure, bool straight) {
  MusclePath result;
  if (structure >= body.structures.size()) return result;
  const Place origin = end(body, pose, structure, format::Role::origin);
  const Place insertion = end(body, pose, structure, format::Role::insertion);
  if (!origin || !insertion) return result;
  result.points.emplace_back(*origin);
  const format::Mesh &mesh = body.structures[structure].mesh;
  if (!straight && mesh.uv.size() == mesh.positions.size() && mesh.joints.size() == mesh.positions.size() &&
      mesh.weights.size() == mesh.positions.size()) {
    std::array<Slice, slices.size()> cuts;
    for (std::size_t v = 0; v < mesh.positions.size(); ++v)
      for (std::size_t s = 0; s < slices.size(); ++s) {
        if (mesh.uv[v].x < slices[s].first || mesh.uv[v].x > slices[s].second) continue;
        cuts[s].sum += dvec3(mesh.positions[v]);
        cuts[s].count += 1;
        for (int k = 0; k < 4; ++k)
          if (mesh.weights[v][k] > 0) cuts[s].weights[mesh.joints[v][k]] += mesh.weights[v][k];
      }
    for (const Slice &cut : cuts)
      if (const Place place = moved(cut, pose)) result.points.emplace_back(*place);
  }
  result.points.emplace_back(*insertion);
  result.length_m = length_of(result.points);
  return result;
}

bool is_bundle(const format::Body &body, std::uint32_t structure) {
  const MusclePath rest = path(body, nullptr, structure, false);
  return rest.points.size() > 2 &&
         rest.length_m > bundle_ratio * double(glm::distance(rest.points.front(), rest.points.back()));
}

} // namespace

MusclePath muscle_path(const format::Body &body, const Pose &pose, std::uint32_t muscle_structure) {
  return path(body, &pose, muscle_structure, is_bundle(body, muscle_structure));
}

double muscle_length_m(const format::Body &body, const Pose &pose, std::uint32_t muscle_structure) {
  return muscle_path(body, pose, muscle_structure).length_m;
}

double rest_length_m(const format::Body &body, std::uint32_t muscle_structure) {
  return path(body, nullptr, muscle_structure, is_bundle(body, muscle_structure)).length_m;
}

} // namespace myo::rig
