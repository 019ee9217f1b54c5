#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/draw.glsl"
#include "lib/octahedral.glsl"
// A patch of bone surface. It is pulled towards the eye in depth only, so that it is not buried in a bone that is drawn
// at a coarser level of detail, while it stays where it is on the screen.
layout(location = 0) in vec3 position;
layout(location = 1) in vec2 normal;
layout(location = 2) in vec4 attributes;
layout(location = 5) in float edge_mm;

layout(location = 0) out vec3 out_position;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out float out_openness;
layout(location = 3) out float out_edge_mm;

void main() {
  out_position = position;
  out_normal = octahedral_decode(normal);
  out_openness = attributes.x;
  out_edge_mm = edge_mm;
  vec4 seen = frame.view * vec4(position, 1.0);
  vec3 to_eye = normalize(mix(vec3(0.0, 0.0, 1.0), -seen.xyz, frame.perspective));
  gl_Position = frame.projection * seen;
  vec4 pulled = frame.projection * vec4(seen.xyz + to_eye * draw.pull_m, 1.0);
  if (pulled.w > 0.0) gl_Position.z = min(pulled.z / pulled.w, 1.0) * gl_Position.w;
}
