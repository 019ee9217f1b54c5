#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/colour.glsl"
#include "lib/draw.glsl"
#include "lib/lighting.glsl"
// An attachment: a flat colour, cut at edge 0, with a dark line along the inside of its edge.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in float in_openness;
layout(location = 3) in float in_edge_mm;
layout(location = 0) out vec4 colour;

void main() {
  float px = max(length(vec2(dFdx(in_edge_mm), dFdy(in_edge_mm))), 1e-5);
  float inside = clamp(0.5 - in_edge_mm / px, 0.0, 1.0);
  if (inside <= 0.0) discard;
  float scale = max(1.0, frame.size_px.y / 1080.0);
  float line = clamp(0.5 + 1.5 * scale + in_edge_mm / px, 0.0, 1.0);
  vec3 n = in_normal * inversesqrt(max(dot(in_normal, in_normal), 1e-12));
  float facing = clamp(dot(gl_FrontFacing ? n : -n, view_direction(in_position)), 0.0, 1.0);
  float shading = 0.80 + 0.20 * facing; // flat, but not so flat that the bone's shape is lost
  vec3 light = mix(tone_undo(draw.tint) * shading * mix(0.85, 1.0, clamp(in_openness, 0.0, 1.0)), tone_undo(draw.outline), line);
  colour = vec4(light, 1.0) * inside;
}
