// Cuts the baked distances into stepped tiers, per pixel, so that edges stay crisp at any zoom.
#ifndef MYO_HEAT
#define MYO_HEAT
#include "lib/colour.glsl"
#include "lib/frame.glsl"

layout(set = 0, binding = 1) uniform sampler2D heat_map;

struct HeatLook {
  vec3 srgb;      // of the tier, or of its contour
  float alpha;    // of the tier; 0 outside all tiers, soft within a pixel or two
  float contour;  // 1 on a tier's edge
  float across;   // pixels from the nearest edge, negative inside: for dashes
  vec2 tangent;   // along that edge, in pixels
};

// Millimetres that `d` changes by from pixel to pixel.
float mm_per_px(float d) { return max(length(vec2(dFdx(d), dFdy(d))), 1e-5); }

HeatLook heat_look(vec2 uv) {
  vec4 field = textureLod(heat_map, uv, 0.0);
  // From the outermost level inwards.
  float level[4];
  if (frame.heat_counts != 0u) {
    level[0] = field.r; level[1] = field.g; level[2] = field.b; level[3] = field.a;
  } else {
    level[0] = field.b; level[1] = field.g; level[2] = field.r; level[3] = 1e3;
  }
  HeatLook look = HeatLook(vec3(0.0), 0.0, 0.0, 1e3, vec2(1.0, 0.0));
  float covered = 0.0, opacity = 0.0;
  for (uint i = 0u; i < 4u; ++i) {
    float d = level[i];
    float px = mm_per_px(d); // derivatives stay outside any branch
    vec2 slope = vec2(dFdx(d), dFdy(d));
    if (i >= frame.heat_levels) continue;
    float soft = clamp(frame.heat_soft_mm, px, 2.0 * px);
    float inside = clamp(0.5 - d / soft, 0.0, 1.0);
    // A thin line just inside the edge.
    float line = clamp(1.25 - abs(d / px + 0.9), 0.0, 1.0);
    vec4 tier = frame.heat_level[i];
    float share = covered > 0.0 ? inside : 1.0;
    look.srgb = mix(look.srgb, tier.rgb, share);
    opacity = mix(opacity, tier.a, share);
    covered = max(covered, inside);
    look.contour = max(look.contour * (1.0 - inside), line);
    if (abs(d / px) < abs(look.across)) {
      look.across = d / px;
      look.tangent = vec2(-slope.y, slope.x) / px;
    }
  }
  look.srgb = mix(look.srgb, look.srgb * 0.62, look.contour);
  look.alpha = covered * mix(opacity, 1.0, 0.5 * look.contour);
  return look;
}

// Mostly unlit: full truth where the surface faces the viewer, a little darker towards its silhouette.
vec3 heat_light(vec3 srgb, float facing) { return light_of_srgb(srgb) * (0.85 + 0.15 * clamp(facing * 1.4, 0.0, 1.0)); }

#endif
