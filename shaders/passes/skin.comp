#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame_types.h"
#include "shared/compute_constants.h"
#include "lib/octahedral.glsl"
#include "lib/dual_quaternion.glsl"

// Rest vertices to posed vertices: the joints' unit dual quaternions are blended and applied.
layout(local_size_x = 64) in;
layout(scalar, set = 0, binding = 0) readonly buffer Rest { RestVertex rest[]; };
layout(scalar, set = 0, binding = 1) writeonly buffer Posed { PosedVertex posed[]; };
layout(scalar, set = 0, binding = 2) readonly buffer Joints { JointMotion joints[]; };
layout(scalar, push_constant) uniform Push { SkinConstants constants; };

void main() {
  uint i = gl_GlobalInvocationID.x;
  if (i >= constants.vertex_count) return;
  RestVertex vertex = rest[i];
  uvec4 index = uvec4(vertex.joints.x & 0xFFFFu, vertex.joints.x >> 16, vertex.joints.y & 0xFFFFu, vertex.joints.y >> 16);
  vec4 weight = vec4(unpackUnorm2x16(vertex.weights.x), unpackUnorm2x16(vertex.weights.y));
  vec4 flags = unpackUnorm4x8(vertex.openness_flags); // y the tendon's share, z the fibre coordinate, w straightness
  vec4 real = vec4(0.0), dual = vec4(0.0), first = vec4(0.0);
  vec3 mean = vec3(0.0);
  for (int k = 0; k < 4; ++k) {
    if (weight[k] == 0.0) continue;
    JointMotion motion = JointMotion(vec4(0, 0, 0, 1), vec4(0));
    if (index[k] < constants.joint_count) motion = joints[index[k]];
    if (first == vec4(0.0)) first = motion.real;
    float w = dot(first, motion.real) < 0.0 ? -weight[k] : weight[k]; // the shorter of the two ways round
    real += w * motion.real;
    dual += w * motion.dual;
    if (flags.w > 0.0) mean += weight[k] * (quaternion_rotate(motion.real, vertex.position) + dual_translation(motion.real, motion.dual));
  }
  float size = length(real);
  vec3 position = vertex.position;
  uint normal = vertex.normal;
  if (size > 1e-6) {
    real /= size;
    dual /= size;
    position = quaternion_rotate(real, position) + dual_translation(real, dual);
    if (flags.w > 0.0) position = mix(position, mean, flags.w); // far from the joint the straight way
    vec3 turned = quaternion_rotate(real, octahedral_decode(unpackSnorm2x16(vertex.normal)));
    position += constants.swell_m * 4.0 * flags.z * (1.0 - flags.z) * (1.0 - flags.y) * turned;
    normal = packSnorm2x16(octahedral_encode(turned));
  }
  posed[i] = PosedVertex(position, normal);
}
