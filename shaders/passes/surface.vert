#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/draw.glsl"
#include "lib/octahedral.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec2 normal;      // octahedral
layout(location = 2) in vec4 attributes;  // openness, tendon share, fibre coordinate
layout(location = 3) in vec2 uv;
layout(location = 4) in vec3 rest;

layout(location = 0) out vec3 out_position;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec3 out_attributes;
layout(location = 3) out vec2 out_uv;
layout(location = 4) out vec3 out_rest;
invariant gl_Position; // passes that test for equal depth must get the same one

void main() {
  out_position = position;
  out_normal = octahedral_decode(normal);
  out_attributes = attributes.xyz;
  out_uv = uv;
  out_rest = rest;
  gl_Position = frame.view_projection * vec4(position, 1.0);
}
