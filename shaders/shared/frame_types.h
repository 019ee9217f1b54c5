// Structures shared by C++ and GLSL, written once. GLSL includes this file with GL_EXT_scalar_block_layout;
// C++ sees glm types. Layout is scalar; tests compare it with the SPIR-V's reflection.
#ifndef MYO_SHADERS_SHARED_FRAME_TYPES_H
#define MYO_SHADERS_SHARED_FRAME_TYPES_H

#ifdef __cplusplus
#include "base/math.h"
#include <cstdint>
namespace myo::shared {
using uint = std::uint32_t;
#endif

// A vertex in rest stance, 40 bytes.
struct RestVertex {
  vec3 position;       // metres, world
  uint normal;         // octahedral, 2 x snorm16
  uvec2 joints;        // 4 x uint16, index into the joint palette
  uvec2 weights;       // 4 x unorm16
  uint openness_flags; // bits 0..7 openness unorm8, 8..15 tendon share unorm8, 16..23 fibre coordinate unorm8, 24..31 straightness unorm8
  uint uv;             // 2 x unorm16: place in the heat chart
};

// A vertex in the present pose, written by the skin pass.
struct PosedVertex {
  vec3 position;
  uint normal;         // octahedral, 2 x snorm16
};

// One joint's motion from rest, as a unit dual quaternion (xyzw).
struct JointMotion {
  vec4 real;
  vec4 dual;
};

// A limb bent so far that its flesh meets itself: what is pressed flat against the plane between both parts.
struct LimbFold {
  vec3 centre;         // of the joint, posed, metres, world
  float bone_m;        // what lies nearer to it along `inward` stays
  vec3 normal;         // unit, of the plane, to the part before the joint
  float slope;         // how fast the bones of both parts go away from the plane along `inward`
  vec3 inward;         // unit, in the plane, from the joint into the crease
  float strength;      // 0 nothing is pressed, 1 all of it
  uint shift;          // of its two bits in a joint's sides: 1 before the joint, 2 beyond, 0 neither
};

#ifdef __cplusplus
} // namespace myo::shared
#endif
#endif
