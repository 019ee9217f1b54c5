#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
#include "lib/colour.glsl"
#include "shared/marker_constants.h"
// An X with a halo, both with edges one pixel soft.
layout(scalar, push_constant) uniform Push { MarkerConstants marker; };
layout(location = 0) in vec2 px;
layout(location = 0) out vec4 colour;

float bar(vec2 p, float half_length, float half_width) { // distance to a round bar along x
  p.x -= clamp(p.x, -half_length, half_length);
  return length(p) - half_width;
}

void main() {
  const float turn = 0.70710678;
  vec2 a = vec2(px.x + px.y, px.y - px.x) * turn, b = vec2(px.x - px.y, px.x + px.y) * turn;
  float width = max(marker.size_px * 0.085, 1.1);
  float reach = marker.size_px * 0.5 * turn * 1.41421356 - width;
  float d = min(bar(a, reach, width), bar(b, reach, width));
  float halo = clamp(0.5 - (d - max(marker.size_px * 0.09, 1.6)), 0.0, 1.0);
  float ink = clamp(0.5 - d, 0.0, 1.0);
  colour = vec4(srgb_encode(mix(marker.halo, marker.colour, ink)), max(halo * 0.92, ink));
}
