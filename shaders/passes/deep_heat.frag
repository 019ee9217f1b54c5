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
  float alpha = look.alpha * heat_opacity();
  if (alpha <= 0.01) discard;
  if (depth_only != 0u) {
    colour = vec4(0.0);
    return;
  }
  float scale = max(1.0, frame.size_px.y / 1080.0);
  vec2 px = gl_FragCoord.xy / scale;
  // Diagonal lines, two of five pixels, with soft edges.
  float phase = fract((px.x + px.y) / 6.0) * 6.0;
  float hatch = clamp(min(phase, 6.0 - phase) - 1.4, 0.0, 1.0);
  // Dashes along the edge: six pixels on, four off.
  float along = dot(px, look.tangent);
  float dash = clamp(5.0 * (fract(along / 10.0) - 0.4), 0.0, 1.0) * clamp(5.0 * (1.0 - fract(along / 10.0)), 0.0, 1.0);
  float edge = clamp(2.0 - abs(look.across / scale + 1.2), 0.0, 1.0) * dash;
  vec3 srgb = mix(look.srgb, look.srgb * 0.45, edge);
  float shown = mix(0.42, 0.95, hatch);
  colour = vec4(heat_light(srgb, 1.0), 1.0) * alpha * max(shown, edge);
}
