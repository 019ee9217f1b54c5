#include "rig/skinning.h"

#include "rig/swelling.h"

namespace myo::rig {

Motion blended_motion(u16vec4 joints, vec4 weights, const Pose &pose) {
  vec4 real(0), dual(0), first(0);
  for (int k = 0; k < 4; ++k) {
    if (weights[k] == 0) continue;
    const DualQuaternion motion = joints[k] < pose.motions.size() ? pose.motions[joints[k]] : DualQuaternion{};
    if (first == vec4(0)) first = motion.real;
    const float w = glm::dot(first, motion.real) < 0 ? -weights[k] : weights[k]; // the shorter of the two ways round
    real += w * motion.real;
    dual += w * motion.dual;
  }
  const float size = glm::length(real);
  if (size <= 1e-6F) return {};
  real /= size, dual /= size;
  const vec3 r(real), d(dual);
  return {glm::quat(real.w, real.x, real.y, real.z), 2.0F * (real.w * d - dual.w * r + glm::cross(r, d))};
}

vec3 blended_place(const Motion &motion, u16vec4 joints, vec4 weights, float straight, const Pose &pose, vec3 place) {
  const vec3 round = motion.move(place);
  if (straight == 0) return round;
  vec3 mean(0);
  for (int k = 0; k < 4; ++k)
    if (weights[k] != 0) mean += weights[k] * (joints[k] < pose.motions.size() ? move_point(pose.motions[joints[k]], place) : place);
  return glm::mix(round, mean, straight);
}

std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose, std::span<const float> straight, float swell_m) {
  std::vector<vec3> out = mesh.positions;
  if (mesh.weights.size() != out.size() || mesh.joints.size() != out.size()) return out;
  const bool swells = swell_m != 0 && mesh.uv.size() == out.size() && mesh.normals.size() == out.size();
  for (std::size_t v = 0; v < out.size(); ++v) {
    const Motion motion = blended_motion(mesh.joints[v], mesh.weights[v], pose);
    out[v] = blended_place(motion, mesh.joints[v], mesh.weights[v], v < straight.size() ? straight[v] : 0, pose, out[v]);
    if (swells) out[v] += swell_m * swell_share(mesh.uv[v].x, mesh.uv[v].y) * (motion.turn * mesh.normals[v]);
  }
  return out;
}

} // namespace myo::rig
