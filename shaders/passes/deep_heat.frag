#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/surface.glsl"
#include "lib/heat.glsl"
// Heat of a deep surface, shown through all that lies over it: the same colours, hatched and with a dashed edge, so that
// one sees that it lies beneath.
layout(location = 0) out vec4 colour;
layout(constant_id = 0) const uint depth_only = 0u;

void main() {
  HeatLook look = heat_look(in_uv);
  float alpha = look.alpha;
  if (alpha <= 0.01) discard;
  if (depth_only != 0u) {
    colour = vec4(0.0);
    return;
  }
  float scale = max(1.0, frame.size_px.y / 1080.0);
  vec2 px = gl_FragCoord.xy / scale;
  // Diagonal lines with soft edges, five pixels apart.
  float phase = fract((px.x + px.y) / 7.0) * 7.0;
  float hatch = clamp(min(phase, 7.0 - phase) - 1.5, 0.0, 1.0);
  // Dashes along the edge: seven pixels on, five off, counted along the axis that the edge follows more closely.
  float along = fract((abs(look.tangent.x) > abs(look.tangent.y) ? px.x : px.y) / 12.0) * 12.0;
  float dash = clamp(min(along, 7.0 - along) + 0.5, 0.0, 1.0);
  float edge = clamp(2.2 - abs(look.across / scale + 1.4), 0.0, 1.0) * dash;
  vec3 srgb = mix(look.srgb, look.srgb * 0.40, edge);
  float shown = mix(0.45, 1.0, hatch);
  colour = vec4(heat_light(srgb, 1.0), 1.0) * alpha * max(shown, edge);
}
