// A see-through structure: nearly nothing face on, a rim at the silhouette.
#ifndef MYO_GHOST
#define MYO_GHOST
#include "lib/surface.glsl"

// Premultiplied.
vec4 ghost_colour() {
  Material m = material_of(draw.material, attributes().y);
  m.albedo = mix(m.albedo * draw.tint, draw.paint.rgb, painted());
  vec3 n = facing_normal();
  float facing = clamp(dot(n, view_direction(in_position)), 0.0, 1.0);
  float rim = pow(1.0 - facing, 2.6);
  float strength = min(draw.opacity * 5.0, 1.0); // an opacity of 0 has no rim either
  float face = draw.opacity * mix(0.5, 1.0, draw.opacity); // milky enough at half of it
  float alpha = clamp(face + (1.0 - face) * 0.70 * rim * strength, 0.0, 1.0);
  if ((draw.flags & (flag_selected | flag_hovered)) != 0u) m.albedo = mix(m.albedo, vec3(1.0, 0.8, 0.5), 0.3);
  vec3 lit = shade(Surface(in_position, n, attributes().x, m));
  return vec4(mix(lit, lit * 0.45 + m.albedo * 0.40, rim), 1.0) * alpha;
}

#endif
