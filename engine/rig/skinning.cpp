#include "rig/skinning.h"

namespace myo::rig {
namespace {

vec3 skin_vertex(const format::Mesh &mesh, std::size_t v, const Pose &pose) {
  vec4 real(0), dual(0), first(0);
  for (int k = 0; k < 4; ++k) {
    const float weight = mesh.weights[v][k];
    const std::size_t joint = mesh.joints[v][k];
    if (weight == 0) continue;
    const DualQuaternion motion = joint < pose.motions.size() ? pose.motions[joint] : DualQuaternion{};
    if (first == vec4(0)) first = motion.real;
    const float w = glm::dot(first, motion.real) < 0 ? -weight : weight; // the shorter of the two ways round
    real += w * motion.real;
    dual += w * motion.dual;
  }
  const float size = glm::length(real);
  if (size <= 1e-6F) return mesh.positions[v];
  return move_point({real / size, dual / size}, mesh.positions[v]);
}

} // namespace

std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose) {
  std::vector<vec3> out = mesh.positions;
  if (mesh.weights.size() != out.size() || mesh.joints.size() != out.size()) return out;
  for (std::size_t v = 0; v < out.size(); ++v) out[v] = skin_vertex(mesh, v, pose);
  return out;
}

} // namespace myo::rig
