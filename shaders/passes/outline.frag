#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
// A bright line around what is selected, with a thin dark one outside it, so that it shows on any background.
layout(set = 0, binding = 1) uniform sampler2D mask;
layout(location = 0) out vec4 colour;

float widened(vec2 uv, float radius_px) {
  float most = 0.0;
  for (int i = 0; i < 12; ++i) {
    float angle = float(i) * (6.2831853 / 12.0);
    most = max(most, textureLod(mask, uv + vec2(cos(angle), sin(angle)) * radius_px * frame.size_px.zw, 0.0).r);
  }
  return most;
}

void main() {
  vec2 uv = gl_FragCoord.xy * frame.size_px.zw;
  float scale = max(1.0, frame.size_px.y / 1080.0); // as wide in a large export as on the screen
  float own = textureLod(mask, uv, 0.0).r;
  float outer = max(widened(uv, 2.6 * scale), own);
  if (outer <= own) discard;
  float inner = max(widened(uv, 1.4 * scale), own);
  float bright = inner - own, dark = (outer - inner) * 0.55;
  float alpha = bright + dark;
  if (alpha <= 0.003) discard;
  colour = vec4(mix(vec3(0.06, 0.03, 0.0), vec3(1.0, 0.74, 0.22), bright / alpha), alpha);
}
