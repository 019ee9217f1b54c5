#include "rig/pose.h"

#include "rig/rigid.h"

namespace myo::rig {

mat4 to_matrix(const DualQuaternion &motion) {
  const Rigid rigid = to_rigid(motion);
  mat4 m(mat3(glm::mat3_cast(rigid.turn)));
  m[3] = vec4(vec3(rigid.shift), 1);
  return m;
}

vec3 move_point(const DualQuaternion &motion, vec3 point) { return to_rigid(motion).move(point); }

float rotation_angle(const DualQuaternion &motion) { return static_cast<float>(angle_of(to_rigid(motion).turn)); }

} // namespace myo::rig
