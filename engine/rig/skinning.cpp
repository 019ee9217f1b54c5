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

// Each joint carries the place by which it holds the muscle; the vertex keeps its place among them. Where a joint holds none, it
// is the vertex itself that is carried: then this is linear blending.
vec3 blended_place(const format::Mesh &mesh, std::size_t v, const Motion &motion, const Course &course, const Pose &pose) {
  const vec3 place = mesh.positions[v], round = motion.move(place);
  const float straight = v < course.straight.size() ? course.straight[v] : 0.0F;
  if (straight == 0) return round;
  vec3 held(0), carried(0);
  for (int k = 0; k < 4; ++k) {
    const float weight = mesh.weights[v][k];
    const std::size_t joint = mesh.joints[v][k];
    if (weight == 0) continue;
    const bool anchored = joint < course.anchors.size() && course.anchors[joint].w > 0;
    const vec3 anchor = anchored ? vec3(course.anchors[joint]) : place;
    held += weight * anchor;
    carried += weight * (joint < pose.motions.size() ? move_point(pose.motions[joint], anchor) : anchor);
  }
  return glm::mix(round, carried + motion.turn * (place - held), straight);
}

std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose, const Course &course) {
  std::vector<vec3> out = mesh.positions;
  if (mesh.weights.size() != out.size() || mesh.joints.size() != out.size()) return out;
  const bool swells = course.swell_m != 0 && mesh.uv.size() == out.size() && mesh.normals.size() == out.size();
  for (std::size_t v = 0; v < out.size(); ++v) {
    const Motion motion = blended_motion(mesh.joints[v], mesh.weights[v], pose);
    out[v] = blended_place(mesh, v, motion, course, pose);
    if (swells) out[v] += course.swell_m * swell_share(mesh.uv[v].x, mesh.uv[v].y) * (motion.turn * mesh.normals[v]);
  }
  return out;
}

} // namespace myo::rig
