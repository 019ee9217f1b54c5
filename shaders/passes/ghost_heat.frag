#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/ghost.glsl"
#include "lib/heat.glsl"
// A see-through carrier: its heat is much more solid than itself.
layout(set = 0, binding = 2) uniform sampler2D selection_mask;
layout(location = 0) out vec4 colour;
layout(constant_id = 0) const uint masked = 0u;

const float shown_through = 0.45; // of a zone's opacity, over the chosen muscle

void main() {
  HeatLook look = heat_look(in_uv);
  float facing = dot(facing_normal(), view_direction(in_position));
  float alpha = look.alpha;
  if (masked != 0u)
    alpha *= mix(1.0, shown_through, textureLod(selection_mask, gl_FragCoord.xy * frame.size_px.zw, 0.0).r);
  colour = vec4(heat_light(look.srgb, facing), 1.0) * alpha + ghost_colour() * (1.0 - alpha);
}
