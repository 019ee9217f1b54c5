#include "rig/muscle_course.h"

#include <algorithm>
#include <array>
#include <optional>

namespace myo::rig {

namespace {

// Where the muscle runs between its ends: its flesh between these fibre coordinates, moved with its own weights. The
// flesh lies on the bones it wraps, so this is a path over them without knowing wrapping surfaces.
constexpr std::array<std::pair<float, float>, 3> slices{{{0.2F, 0.3F}, {0.45F, 0.55F}, {0.7F, 0.8F}}};

// A set of short bundles (rotatores, interspinales) has no one middle line: the means of its slices lie anywhere.
// Muscles that turn a corner are longer than their chord by less than this.
constexpr double bundle_ratio = 1.8;

// `place` gives a patch's centre, at rest or posed.
template <class PlaceOf> vec3 mean_of(const MuscleCourse::End &end, const PlaceOf &place) {
  dvec3 sum(0);
  for (const auto &[patch, area] : end.patches) sum += area * dvec3(place(patch));
  return vec3(sum / end.area);
}

MuscleCourse::End end_of(const format::Body &body, const std::vector<std::uint32_t> &patches, format::Role role) {
  MuscleCourse::End end;
  for (const std::uint32_t p : patches) {
    if (body.patches[p].role != role) continue;
    const double area = std::max(1e-3, double(body.patches[p].area_mm2));
    end.patches.emplace_back(p, area);
    end.area += area;
  }
  return end;
}

std::optional<MuscleCourse::Middle> middle_of(const format::Mesh &mesh, std::pair<float, float> slice, std::vector<double> &weights) {
  std::fill(weights.begin(), weights.end(), 0.0);
  dvec3 sum(0);
  double count = 0;
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    if (mesh.uv[v].x < slice.first || mesh.uv[v].x > slice.second) continue;
    sum += dvec3(mesh.positions[v]);
    count += 1;
    for (int k = 0; k < 4; ++k)
      if (mesh.joints[v][k] < weights.size()) weights[mesh.joints[v][k]] += std::max(0.0, double(mesh.weights[v][k]));
  }
  if (count == 0) return std::nullopt;
  MuscleCourse::Middle middle{sum / count, {}};
  for (std::uint32_t j = 0; j < weights.size(); ++j)
    if (weights[j] > 0) middle.weights.emplace_back(j, weights[j]);
  return middle;
}

vec3 moved(const MuscleCourse::Middle &middle, const std::vector<Rigid> &motions) {
  Blend blend;
  for (const auto &[joint, weight] : middle.weights)
    if (joint < motions.size()) blend.add(motions[joint], weight);
  return vec3(blend.empty() ? middle.rest : blend.get().move(middle.rest));
}

} // namespace

MuscleCourse course_of(const format::Body &body, std::uint32_t structure, const std::vector<std::uint32_t> &patches) {
  MuscleCourse course;
  course.origin = end_of(body, patches, format::Role::origin);
  course.insertion = end_of(body, patches, format::Role::insertion);
  if (course.empty()) return course;
  const auto rest_of = [&](std::uint32_t p) { return body.patches[p].centroid; };
  std::vector<vec3> points{mean_of(course.origin, rest_of)};
  const format::Mesh &mesh = body.structures[structure].mesh;
  const std::size_t count = mesh.positions.size();
  if (mesh.uv.size() == count && mesh.joints.size() == count && mesh.weights.size() == count) {
    std::vector<double> weights(body.joints.size());
    for (const auto &slice : slices)
      if (auto middle = middle_of(mesh, slice, weights)) {
        points.emplace_back(middle->rest);
        course.middles.push_back(std::move(*middle));
      }
  }
  points.push_back(mean_of(course.insertion, rest_of));
  course.rest_m = length_of(points);
  const double straight = double(glm::distance(points.front(), points.back()));
  if (points.size() > 2 && course.rest_m > bundle_ratio * straight) course.middles.clear(), course.rest_m = straight;
  return course;
}

std::vector<Rigid> motions_of(const Pose &pose) {
  std::vector<Rigid> motions;
  motions.reserve(pose.motions.size());
  for (const DualQuaternion &motion : pose.motions) motions.push_back(to_rigid(motion));
  return motions;
}

std::vector<vec3> points_of(const MuscleCourse &course, const Pose &pose, const std::vector<Rigid> &motions) {
  if (course.empty()) return {};
  const auto place = [&](std::uint32_t p) { return pose.patch_centroids[p]; };
  std::vector<vec3> points{mean_of(course.origin, place)};
  for (const MuscleCourse::Middle &middle : course.middles) points.push_back(moved(middle, motions));
  points.push_back(mean_of(course.insertion, place));
  return points;
}

double length_of(const std::vector<vec3> &points) {
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length += double(glm::distance(points[i - 1], points[i]));
  return length;
}

} // namespace myo::rig
