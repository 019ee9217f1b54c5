// Where a vertex stands in a pose, near enough for where letters may go: rigidly with the joint that carries most of it.
#pragma once

#include "format/body.h"
#include "rig/pose.h"

namespace myo::frame {

[[nodiscard]] inline const mat4 *chief_motion(const format::Mesh &mesh, std::size_t vertex, const rig::Pose &pose) {
  if (vertex >= mesh.joints.size() || vertex >= mesh.weights.size()) return nullptr;
  int largest = 0;
  for (int k = 1; k < 4; ++k)
    if (mesh.weights[vertex][k] > mesh.weights[vertex][largest]) largest = k;
  const std::size_t joint = mesh.joints[vertex][largest];
  return joint < pose.matrices.size() ? &pose.matrices[joint] : nullptr;
}

[[nodiscard]] inline vec3 posed(const format::Mesh &mesh, std::size_t vertex, const rig::Pose &pose) {
  const mat4 *motion = chief_motion(mesh, vertex, pose);
  return motion != nullptr ? vec3{*motion * vec4{mesh.positions[vertex], 1}} : mesh.positions[vertex];
}

[[nodiscard]] inline vec3 posed_normal(const format::Mesh &mesh, std::size_t vertex, const rig::Pose &pose) {
  const mat4 *motion = chief_motion(mesh, vertex, pose);
  return motion != nullptr ? mat3{*motion} * mesh.normals[vertex] : mesh.normals[vertex];
}

} // namespace myo::frame
