#include "rig/skinning.h"

#include "rig/straightness.h"
#include "rig/swelling.h"
#include "rig/thorax_wall.h"

namespace myo::rig {

namespace {

Motion motion_of(vec4 real, vec4 dual) {
  const vec3 r(real), d(dual);
  return {glm::quat(real.w, real.x, real.y, real.z), 2.0F * (real.w * d - dual.w * r + glm::cross(r, d))};
}

} // namespace

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
  return motion_of(real / size, dual / size);
}

namespace {

constexpr float wall_whole_share = 0.05F; // of what swings, from which on flesh is moved all the way out of the thorax

// What lies beside the straight line between a muscle's ends turns with the arm: near the line by the arm's share, far from it
// only close to the arm, so that a sheet keeps to the trunk.
glm::quat side_turn(vec4 trunk, vec4 arm, float share, float distance_m) {
  const float late = glm::smoothstep(0.5F, 0.95F, share);
  const float part = glm::mix(share, late, glm::smoothstep(0.02F, 0.08F, distance_m));
  const vec4 turn = glm::normalize(glm::mix(glm::normalize(trunk), arm, part));
  return {turn.w, turn.x, turn.y, turn.z};
}

} // namespace

// Each joint carries the place by which it holds the muscle; the vertex keeps its place among them. Where a joint holds none, it
// is the vertex itself that is carried: then this is linear blending.
vec3 blended_place(const format::Mesh &mesh, std::size_t v, const Motion &motion, const Course &course, const Pose &pose) {
  const vec3 place = mesh.positions[v], round = motion.move(place);
  const float straight = v < course.straight.size() ? course.straight[v] : 0.0F;
  if (straight == 0) return round;
  vec3 held(0), carried(0);
  vec4 trunk(0), arm(0), first(0);
  float arm_share = 0, swung = 0; // of the arm; of what swings over the trunk
  for (int k = 0; k < 4; ++k) {
    const float weight = mesh.weights[v][k];
    const std::size_t joint = mesh.joints[v][k];
    if (weight == 0) continue;
    const DualQuaternion moved = joint < pose.motions.size() ? pose.motions[joint] : DualQuaternion{};
    if (first == vec4(0)) first = moved.real;
    const float sign = glm::dot(first, moved.real) < 0 ? -1.0F : 1.0F;
    const float kind = joint < course.anchors.size() ? course.anchors[joint].w : 0.0F;
    const vec3 anchor = kind > 0 ? vec3(course.anchors[joint]) : place;
    if (kind == anchor_of_arm) arm = sign * moved.real, arm_share = weight;
    if (kind == anchor_of_arm || kind == anchor_of_girdle || kind == girdle_unheld) swung += weight;
    if (kind != anchor_of_arm) trunk += sign * weight * moved.real;
    held += weight * anchor;
    carried += weight * motion_of(moved.real, moved.dual).move(anchor);
  }
  const vec3 aside = place - held;
  const bool both = arm_share > 0 && glm::length(trunk) > 1e-6F;
  const glm::quat turn = both ? side_turn(trunk, arm, arm_share, glm::length(aside)) : motion.turn;
  const vec3 free = glm::mix(round, carried + turn * aside, straight);
  if (course.wall == nullptr || swung <= 0) return free;
  return glm::mix(free, outside_thorax(free, place, *course.wall, pose), straight * glm::smoothstep(0.0F, wall_whole_share, swung));
}

vec3 folded_place(const format::Mesh &mesh, std::size_t v, vec3 place, const Pose &pose) {
  for (const Fold &fold : pose.folds)
    if (const float share = fold_share(mesh.joints[v], mesh.weights[v], pose.fold_sides, fold); share != 0) place = pressed(place, share, fold);
  return place;
}

std::vector<vec3> skinned(const format::Mesh &mesh, const Pose &pose, const Course &course) {
  std::vector<vec3> out = mesh.positions;
  if (mesh.weights.size() != out.size() || mesh.joints.size() != out.size()) return out;
  const bool swells = course.swell_m != 0 && mesh.uv.size() == out.size() && mesh.normals.size() == out.size();
  for (std::size_t v = 0; v < out.size(); ++v) {
    const Motion motion = blended_motion(mesh.joints[v], mesh.weights[v], pose);
    out[v] = blended_place(mesh, v, motion, course, pose);
    if (swells) out[v] += course.swell_m * swell_share(mesh.uv[v].x, mesh.uv[v].y) * (motion.turn * mesh.normals[v]);
    if (course.gives_way) out[v] = folded_place(mesh, v, out[v], pose);
  }
  return out;
}

} // namespace myo::rig
