#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/surface.glsl"
#include "lib/heat.glsl"
// A solid carrier with its heat.
layout(location = 0) out vec4 colour;

void main() {
  HeatLook look = heat_look(in_uv);
  vec3 n = facing_normal();
  float facing = dot(n, view_direction(in_position));
  colour = vec4(mix(lit_surface(), heat_light(look.srgb, facing), look.alpha), 1.0);
}
