#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/frame.glsl"
#include "lib/colour.glsl"

// Light to sRGB bytes over the background; premultiplied where the background is transparent.
layout(set = 0, binding = 1) uniform sampler2D light;
layout(location = 0) out vec4 colour;

void main() {
  vec4 c = texelFetch(light, ivec2(gl_FragCoord.xy), 0);
  float down = gl_FragCoord.y * frame.size_px.w;
  vec3 background = mix(frame.background_top, frame.background_bottom, down);
  // A gradient of few levels shows bands: half a level of ordered noise hides them.
  float dither = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
  background += dither * 0.98 / 255.0;
  if (c.a <= 0.0) {
    colour = frame.transparent > 0.0 ? vec4(0.0) : vec4(background, 1.0);
    return;
  }
  vec3 straight = tone(max(c.rgb / c.a, vec3(0.0)));
  if (frame.transparent > 0.0)
    colour = vec4(srgb_encode(straight) * c.a, c.a);
  else
    colour = vec4(srgb_encode(mix(srgb_decode(background), straight, c.a)), 1.0);
}
