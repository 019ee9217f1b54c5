#version 460
// A flat colour, or a glyph's coverage times it. sRGB with straight alpha.
layout(set = 0, binding = 1) uniform sampler2D glyphs;
layout(location = 0) in vec2 uv;
layout(location = 1) in vec4 colour;
layout(location = 0) out vec4 out_colour;

void main() {
  float coverage = uv.x < 0.0 ? 1.0 : textureLod(glyphs, uv, 0.0).r;
  out_colour = vec4(colour.rgb, colour.a * coverage);
}
