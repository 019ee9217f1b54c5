#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
// Ambient visibility from depth, at half size: how much of the half-sphere over a point is blocked nearby (after McGuire
// et al. 2011, "The Alchemy screen-space ambient obscurance algorithm"). Writes visibility and distance from the eye.
layout(set = 0, binding = 1) uniform sampler2D depth_map;
layout(location = 0) out vec2 result;

const float reach_m = 0.024;
const int taps = 9;

vec3 view_position(ivec2 px) {
  float depth = texelFetch(depth_map, px, 0).r;
  vec2 ndc = (vec2(px) + 0.5) * frame.size_px.zw * 2.0 - 1.0;
  vec4 p = frame.inverse_projection * vec4(ndc, max(depth, 1e-7), 1.0);
  return p.xyz / p.w;
}

void main() {
  ivec2 last = ivec2(frame.size_px.xy) - 1;
  ivec2 px = min(ivec2(gl_FragCoord.xy) * 2, last);
  if (texelFetch(depth_map, px, 0).r <= 0.0) {
    result = vec2(1.0, 1e4);
    return;
  }
  vec3 p = view_position(px);
  // The smaller of the two differences on each axis, so that a silhouette does not bend the normal.
  vec3 right = view_position(min(px + ivec2(1, 0), last)) - p, left = p - view_position(max(px - ivec2(1, 0), ivec2(0)));
  vec3 down = view_position(min(px + ivec2(0, 1), last)) - p, up = p - view_position(max(px - ivec2(0, 1), ivec2(0)));
  vec3 n = cross(abs(left.z) < abs(right.z) ? left : right, abs(up.z) < abs(down.z) ? up : down);
  n = dot(n, p) > 0.0 ? -n : n;
  n = normalize(mix(vec3(0.0, 0.0, 1.0), n, float(dot(n, n) > 0.0)));

  float px_per_m = abs(frame.projection[1][1]) * frame.size_px.y * 0.5 / mix(1.0, -p.z, frame.perspective);
  float radius = clamp(reach_m * px_per_m, 4.0, 90.0 * max(1.0, frame.size_px.y / 1080.0));
  // Nine turns in a 3x3 pattern, which the 3x3 filter that follows takes out again.
  ivec2 cell = ivec2(gl_FragCoord.xy) % 3;
  float turn = float(cell.x + 3 * cell.y) / 9.0;
  float blocked = 0.0;
  for (int i = 0; i < taps; ++i) {
    float share = (float(i) + 0.5 + 0.5 * turn) / float(taps);
    float angle = (float(i) * 2.399963 + turn * 6.2831853);
    ivec2 at = px + ivec2(round(vec2(cos(angle), sin(angle)) * radius * share));
    if (any(lessThan(at, ivec2(0))) || any(greaterThan(at, last))) continue;
    vec3 v = view_position(at) - p;
    float far = dot(v, v);
    float falloff = max(1.0 - far / (reach_m * reach_m), 0.0);
    blocked += max(dot(v, n) - 0.0006, 0.0) * inversesqrt(far + 1e-8) * falloff;
  }
  float open = clamp(1.0 - 2.5 * blocked / float(taps), 0.0, 1.0);
  result = vec2(open, -p.z);
}
