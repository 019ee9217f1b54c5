#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
// Half-size visibility to full size: nine neighbours, of which only those at the same distance count.
layout(set = 0, binding = 1) uniform sampler2D depth_map;
layout(set = 0, binding = 2) uniform sampler2D half_map;
layout(location = 0) out float open;

void main() {
  ivec2 px = ivec2(gl_FragCoord.xy);
  float depth = texelFetch(depth_map, px, 0).r;
  open = 1.0;
  if (depth <= 0.0) return;
  vec2 ndc = gl_FragCoord.xy * frame.size_px.zw * 2.0 - 1.0;
  vec4 p = frame.inverse_projection * vec4(ndc, depth, 1.0);
  float away = -p.z / p.w;
  ivec2 last = textureSize(half_map, 0) - 1, centre = px / 2;
  float sum = 0.0, weights = 1e-4;
  for (int y = -1; y <= 1; ++y)
    for (int x = -1; x <= 1; ++x) {
      vec2 near = texelFetch(half_map, clamp(centre + ivec2(x, y), ivec2(0), last), 0).rg;
      float weight = max(1.0 - abs(near.y - away) / 0.006, 0.0) + 1e-5;
      sum += near.x * weight;
      weights += weight;
    }
  open = (sum + 1e-4) / weights;
}
