#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame_types.h"
#include "shared/compute_constants.h"
#include "lib/octahedral.glsl"
#include "lib/dual_quaternion.glsl"
#include "lib/limb_fold.glsl"

// Rest vertices to posed vertices: the joints' unit dual quaternions are blended and applied.
layout(local_size_x = 64) in;
layout(scalar, set = 0, binding = 0) readonly buffer Rest { RestVertex rest[]; };
layout(scalar, set = 0, binding = 1) writeonly buffer Posed { PosedVertex posed[]; };
layout(scalar, set = 0, binding = 2) readonly buffer Joints { JointMotion joints[]; };
layout(scalar, set = 0, binding = 3) readonly buffer Anchors { vec4 anchors[]; };
layout(scalar, set = 0, binding = 4) readonly buffer Folds { LimbFold folds[]; };
layout(scalar, set = 0, binding = 5) readonly buffer Sides { uint sides[]; };
layout(scalar, push_constant) uniform Push { SkinConstants constants; };

#include "lib/thorax_wall.glsl"

// What lies beside the straight line between a muscle's ends turns with the arm: near the line by the arm's share, far from it
// only close to the arm, so that a sheet keeps to the trunk.
vec4 side_turn(vec4 trunk, vec4 arm, float share, float distance) {
  float late = smoothstep(0.5, 0.95, share);
  float part = mix(share, late, smoothstep(0.02, 0.08, distance));
  return normalize(mix(normalize(trunk), arm, part));
}

void main() {
  uint i = gl_GlobalInvocationID.x;
  if (i >= constants.vertex_count) return;
  RestVertex vertex = rest[i];
  uvec4 index = uvec4(vertex.joints.x & 0xFFFFu, vertex.joints.x >> 16, vertex.joints.y & 0xFFFFu, vertex.joints.y >> 16);
  vec4 weight = vec4(unpackUnorm2x16(vertex.weights.x), unpackUnorm2x16(vertex.weights.y));
  vec4 flags = unpackUnorm4x8(vertex.openness_flags); // y the tendon's share, z the fibre coordinate, w straightness
  vec4 real = vec4(0.0), dual = vec4(0.0), first = vec4(0.0);
  vec4 trunk = vec4(0.0), arm = vec4(0.0);            // turns of what holds one end, and of the arm that holds the other
  float arm_share = 0.0, swung = 0.0;                 // of the arm; of what swings over the trunk
  vec3 held = vec3(0.0), carried = vec3(0.0); // where the joints hold the mesh, and where they take that
  for (int k = 0; k < 4; ++k) {
    if (weight[k] == 0.0) continue;
    JointMotion motion = JointMotion(vec4(0, 0, 0, 1), vec4(0));
    if (index[k] < constants.joint_count) motion = joints[index[k]];
    if (first == vec4(0.0)) first = motion.real;
    float w = dot(first, motion.real) < 0.0 ? -weight[k] : weight[k]; // the shorter of the two ways round
    real += w * motion.real;
    dual += w * motion.dual;
    if (flags.w == 0.0) continue;
    vec3 anchor = vertex.position;
    if (index[k] < constants.anchor_count && anchors[index[k]].w > 0.0) anchor = anchors[index[k]].xyz;
    float kind = index[k] < constants.anchor_count ? anchors[index[k]].w : 0.0; // 1 held, 2 the arm, 3 the girdle, -1 the girdle without a hold
    bool is_arm = kind == 2.0;
    if (kind < 0.0 || kind > 1.0) swung += weight[k];
    if (is_arm) arm = w >= 0.0 ? motion.real : -motion.real, arm_share = weight[k];
    else trunk += w * motion.real;
    held += weight[k] * anchor;
    carried += weight[k] * (quaternion_rotate(motion.real, anchor) + dual_translation(motion.real, motion.dual));
  }
  float size = length(real);
  vec3 position = vertex.position;
  uint normal = vertex.normal;
  if (size > 1e-6) {
    real /= size;
    dual /= size;
    position = quaternion_rotate(real, position) + dual_translation(real, dual);
    if (flags.w > 0.0) { // far from the joint the straight way
      vec3 aside = vertex.position - held;
      vec4 turn = arm_share > 0.0 && length(trunk) > 1e-6 ? side_turn(trunk, arm, arm_share, length(aside)) : real;
      position = mix(position, carried + quaternion_rotate(turn, aside), flags.w);
      if (constants.wall_at > 0u && swung > 0.0)
        position = mix(position, outside_thorax(position, vertex.position, constants.wall_at), flags.w * smoothstep(0.0, wall_whole_share, swung));
    }
    vec3 turned = quaternion_rotate(real, octahedral_decode(unpackSnorm2x16(vertex.normal)));
    position += constants.swell_m * 4.0 * flags.z * (1.0 - flags.z) * (1.0 - flags.y) * turned;
    for (uint f = 0; f < constants.fold_count; ++f) {
      float share = 0.0;
      for (int k = 0; k < 4; ++k) {
        uint side = index[k] < constants.side_count ? sides[index[k]] >> folds[f].shift & fold_bits : 0u;
        if (side == before_fold) share += weight[k];
        if (side == beyond_fold) share -= weight[k];
      }
      press(position, turned, share, folds[f]);
    }
    normal = packSnorm2x16(octahedral_encode(turned));
  }
  posed[i] = PosedVertex(position, normal);
}
