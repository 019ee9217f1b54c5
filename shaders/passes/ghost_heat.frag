#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/ghost.glsl"
#include "lib/heat.glsl"
// A see-through carrier: its heat is much more solid than itself.
layout(location = 0) out vec4 colour;

void main() {
  HeatLook look = heat_look(in_uv);
  float facing = dot(facing_normal(), view_direction(in_position));
  float alpha = look.alpha * heat_opacity(look.srgb);
  colour = vec4(heat_light(look.srgb, facing), 1.0) * alpha + ghost_colour() * (1.0 - alpha);
}
