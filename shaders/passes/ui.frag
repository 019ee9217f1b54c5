#version 460
// The panels: sRGB bytes, blended as such.
layout(set = 0, binding = 1) uniform sampler2D image;
layout(location = 0) in vec2 uv;
layout(location = 1) in vec4 colour;
layout(location = 0) out vec4 out_colour;

void main() { out_colour = colour * textureLod(image, uv, 0.0); }
