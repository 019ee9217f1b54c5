#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
// Triangles in pixels from the top left; also the panels'.
layout(location = 0) in vec2 position_px;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 colour;
layout(location = 0) out vec2 out_uv;
layout(location = 1) out vec4 out_colour;

void main() {
  out_uv = uv;
  out_colour = colour;
  gl_Position = vec4(position_px * frame.size_px.zw * 2.0 - 1.0, 0.0, 1.0);
}
