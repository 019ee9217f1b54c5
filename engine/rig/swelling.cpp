#include "rig/swelling.h"

#include "base/parallel.h"
#include "rig/skinning.h"
#include "rig/straightness.h"

#include <algorithm>
#include <cmath>

namespace myo::rig {
namespace {

constexpr double farthest_out_m = 0.015, farthest_in = 0.5; // of the thickness, which of a ball is two thirds of its radius
constexpr double unchanged = 0.002;                          // of the volume
constexpr double least_volume = 0.05;                        // of the rest: less has turned inside out, which no bulge mends
constexpr int most_tries = 4;

// A muscle in a pose, and the way that each of its vertices goes out.
struct Posed {
  struct Pressed { std::uint32_t vertex; float share; const Fold *fold; };
  std::vector<vec3> positions, ways;
  std::span<const std::uint32_t> triangles;
  std::vector<Pressed> presses;

  // With everything moved out by so much.
  [[nodiscard]] double volume_m3(float out_m) const {
    std::vector<vec3> moved(positions);
    for (std::size_t v = 0; v < moved.size(); ++v) moved[v] += out_m * ways[v];
    for (const Pressed &p : presses) moved[p.vertex] = pressed(moved[p.vertex], p.share, *p.fold);
    return enclosed_volume_m3(moved, triangles);
  }
  [[nodiscard]] double moved_area_m2() const { // by the share that its corners move
    double sum = 0;
    for (std::size_t i = 0; i + 2 < triangles.size(); i += 3) {
      const std::uint32_t a = triangles[i], b = triangles[i + 1], c = triangles[i + 2];
      const float share = (glm::length(ways[a]) + glm::length(ways[b]) + glm::length(ways[c])) / 3;
      sum += static_cast<double>(0.5F * glm::length(glm::cross(positions[b] - positions[a], positions[c] - positions[a])) * share);
    }
    return sum;
  }
};

bool measurable(const format::Structure &structure) {
  const format::Mesh &mesh = structure.mesh;
  const std::size_t count = mesh.positions.size();
  return structure.kind == format::Kind::muscle && count > 0 && mesh.uv.size() == count && mesh.normals.size() == count &&
         mesh.weights.size() == count && mesh.joints.size() == count;
}

std::vector<std::uint16_t> joints_of(const format::Mesh &mesh) {
  std::vector<std::uint16_t> joints;
  for (std::size_t v = 0; v < mesh.joints.size(); ++v)
    for (int k = 0; k < 4; ++k)
      if (mesh.weights[v][k] > 0 && std::ranges::find(joints, mesh.joints[v][k]) == joints.end()) joints.push_back(mesh.joints[v][k]);
  return joints;
}

// What moves as one keeps its shape.
bool moves_as_one(const std::vector<std::uint16_t> &joints, const Pose &pose) {
  const auto motion = [&](std::uint16_t joint) { return joint < pose.motions.size() ? pose.motions[joint] : DualQuaternion{}; };
  return std::ranges::all_of(joints, [&](std::uint16_t joint) {
    const DualQuaternion a = motion(joint), b = motion(joints.front());
    return a.real == b.real && a.dual == b.dual;
  });
}

Posed posed_flesh(const format::Mesh &mesh, std::span<const std::uint32_t> triangles, const Course &course, const Pose &pose) {
  Posed out;
  out.triangles = triangles;
  out.positions.resize(mesh.positions.size());
  out.ways.resize(mesh.positions.size());
  for (std::size_t v = 0; v < out.positions.size(); ++v) {
    const Motion motion = blended_motion(mesh.joints[v], mesh.weights[v], pose);
    out.positions[v] = blended_place(mesh, v, motion, course, pose);
    out.ways[v] = swell_share(mesh.uv[v].x, mesh.uv[v].y) * (motion.turn * mesh.normals[v]);
    for (const Fold &fold : pose.folds)
      if (const float share = fold_share(mesh.joints[v], mesh.weights[v], pose.fold_sides, fold); share != 0)
        out.presses.push_back({static_cast<std::uint32_t>(v), share, &fold});
  }
  return out;
}

} // namespace

double enclosed_volume_m3(std::span<const vec3> positions, std::span<const std::uint32_t> triangles) {
  if (positions.empty()) return 0;
  const vec3 near = positions.front();
  double sum = 0;
  for (std::size_t i = 0; i + 2 < triangles.size(); i += 3) {
    const vec3 a = positions[triangles[i]] - near, b = positions[triangles[i + 1]] - near, c = positions[triangles[i + 2]] - near;
    sum += static_cast<double>(glm::dot(a, glm::cross(b, c)));
  }
  return sum / 6;
}

Swelling::Swelling(const atlas::Atlas &atlas) : atlas_(&atlas), wall_(atlas.body()) {
  for (std::uint32_t s = 0; s < atlas.body().structures.size(); ++s)
    if (measurable(atlas.body().structures[s])) flesh_.push_back({s, {}, {}, {}, 0});
  parallel_for(std::size_t{0}, flesh_.size(), [&](std::size_t i) {
    Flesh &flesh = flesh_[i];
    const format::Mesh &mesh = atlas.body().structures[flesh.structure].mesh;
    flesh.joints = joints_of(mesh);
    flesh.straight = straightness(atlas.body(), flesh.structure);
    flesh.anchors = anchors(atlas.body(), flesh.structure);
    flesh.volume_m3 = enclosed_volume_m3(mesh.positions, atlas.levels(flesh.structure).triangles(atlas::Detail::full));
  });
  std::erase_if(flesh_, [](const Flesh &flesh) { return !(flesh.volume_m3 > 0) || flesh.joints.empty(); });
}

// The first guess gives a cylinder its volume back exactly and a thin sheet nearly so; a secant takes care of the rest.
float Swelling::swell_m(const Flesh &flesh, const Pose &pose) const {
  if (moves_as_one(flesh.joints, pose)) return 0;
  const format::Mesh &mesh = atlas_->body().structures[flesh.structure].mesh;
  const Posed posed = posed_flesh(mesh, atlas_->levels(flesh.structure).triangles(atlas::Detail::full), {flesh.straight, flesh.anchors, 0, &wall_}, pose);
  const double wanted = flesh.volume_m3, now = posed.volume_m3(0), area = posed.moved_area_m2();
  if (!(area > 0) || now < least_volume * wanted || std::abs(now - wanted) < unchanged * wanted) return 0;
  const double thickness = 2 * now / area;
  const auto limited = [&](double out) { return std::clamp(out, -farthest_in * thickness, farthest_out_m); };
  double before = 0, volume_before = now, out = limited(thickness * (std::sqrt(wanted / now) - 1));
  for (int tries = 0; tries < most_tries; ++tries) {
    const double volume = posed.volume_m3(static_cast<float>(out)), slope = (volume - volume_before) / (out - before);
    if (std::abs(volume - wanted) < unchanged * wanted || !(slope > 0.1 * area)) break; // a fold grows no more by being moved out
    const double next = limited(out + (wanted - volume) / slope);
    if (next == out) break;
    before = out, volume_before = volume, out = next;
  }
  // Where a fold has turned part of it inside out, moving it out may take more away than it gives: then it is left.
  if (std::abs(posed.volume_m3(static_cast<float>(out)) - wanted) > std::abs(now - wanted)) return 0;
  return static_cast<float>(out);
}

std::vector<float> Swelling::of(const Pose &pose) const {
  std::vector<float> out(atlas_->body().structures.size(), 0);
  parallel_for(std::size_t{0}, flesh_.size(), [&](std::size_t i) { out[flesh_[i].structure] = swell_m(flesh_[i], pose); });
  return out;
}

} // namespace myo::rig
