// Rigid motions as unit dual quaternions and their blend (Kavan et al. 2007, "Skinning with dual quaternions").
#ifndef MYO_DUAL_QUATERNION
#define MYO_DUAL_QUATERNION

vec3 quaternion_rotate(vec4 q, vec3 v) { return v + 2.0 * cross(q.xyz, cross(q.xyz, v) + q.w * v); }

// The translation of a unit dual quaternion: 2 * dual * conjugate(real), vector part.
vec3 dual_translation(vec4 real, vec4 dual) {
  return 2.0 * (real.w * dual.xyz - dual.w * real.xyz + cross(real.xyz, dual.xyz));
}

#endif
