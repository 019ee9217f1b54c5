#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
#include "shared/marker_constants.h"
// A square around the marked point, of constant size on the screen and in front of everything.
layout(scalar, push_constant) uniform Push { MarkerConstants marker; };
layout(location = 0) out vec2 out_px; // from the centre

void main() {
  int i = gl_VertexIndex < 3 ? gl_VertexIndex : 6 - gl_VertexIndex; // 0 1 2, 3 2 1
  vec2 corner = vec2(i & 1, i >> 1);
  vec4 centre = frame.view_projection * vec4(marker.point, 1.0);
  out_px = (corner * 2.0 - 1.0) * (marker.size_px * 0.5 + 4.0);
  gl_Position = centre.w > 0.0 ? vec4(centre.xy / centre.w + out_px * frame.size_px.zw * 2.0, 0.0, 1.0) : vec4(2.0, 2.0, 0.0, 1.0);
}
