// Where a vertex stands in a pose, near enough for where letters may go: rigidly with the joint that carries most of it.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

#include <algorithm>
#include <vector>

namespace myo::frame {

[[nodiscard]] inline const mat4 *chief_motion(const format::Mesh &mesh, std::size_t vertex, const rig::Pose &pose) {
  if (vertex >= mesh.joints.size() || vertex >= mesh.weights.size()) return nullptr;
  int largest = 0;
  for (int k = 1; k < 4; ++k)
    if (mesh.weights[vertex][k] > mesh.weights[vertex][largest]) largest = k;
  const std::size_t joint = mesh.joints[vertex][largest];
  return joint < pose.matrices.size() ? &pose.matrices[joint] : nullptr;
}

// How far any joint of the pose carries a point at the most; what is bound to none of those that move stays.
class Reach {
public:
  explicit Reach(const rig::Pose &pose) {
    for (const mat4 &m : pose.matrices)
      if (m != mat4{1}) moving_.push_back(&m);
  }
  [[nodiscard]] float operator()(vec3 point) const {
    float most = 0;
    for (const mat4 *m : moving_) most = std::max(most, glm::length(vec3{*m * vec4{point, 1}} - point));
    return most;
  }

private:
  std::vector<const mat4 *> moving_;           // of the pose, which outlives this
};

[[nodiscard]] inline vec3 posed(const format::Mesh &mesh, std::size_t vertex, const rig::Pose &pose) {
  const mat4 *motion = chief_motion(mesh, vertex, pose);
  return motion != nullptr ? vec3{*motion * vec4{mesh.positions[vertex], 1}} : mesh.positions[vertex];
}

[[nodiscard]] inline vec3 posed_normal(const format::Mesh &mesh, std::size_t vertex, const rig::Pose &pose) {
  const mat4 *motion = chief_motion(mesh, vertex, pose);
  return motion != nullptr ? mat3{*motion} * mesh.normals[vertex] : mesh.normals[vertex];
}

} // namespace myo::frame
