// The fragment side of surface.vert: the lit look of a solid structure.
#ifndef MYO_SURFACE
#define MYO_SURFACE
#include "lib/draw.glsl"
#include "lib/fibres.glsl"
#include "lib/lighting.glsl"

layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec3 in_attributes;
layout(location = 3) in vec2 in_uv;
layout(location = 4) in vec3 in_rest;

const uint flag_selected = 1u, flag_hovered = 2u, flag_generated = 16u;

// At a sample outside its triangle a value is extended beyond its range, in slivers far beyond.
vec3 attributes() { return clamp(in_attributes, 0.0, 1.0); }

vec3 facing_normal() {
  vec3 n = in_normal * inversesqrt(max(dot(in_normal, in_normal), 1e-12)); // opposite normals may cancel out
  if (gl_FrontFacing) return n;
  // A fold that bending has turned inside out still has normals that look out; a wall seen from inside has not.
  return dot(n, view_direction(in_position)) > 0.0 ? n : -n;
}

// How far the draw's paint covers this place: tendon shows through, as it does not change with the flesh.
float painted() { return draw.paint.a * (1.0 - 0.7 * smoothstep(0.25, 0.8, attributes().y)); }

vec3 lit_surface() {
  Material m = material_of(draw.material, attributes().y);
  m.albedo = mix(m.albedo * draw.tint, draw.paint.rgb, painted());
  if (draw.material == material_muscle) {
    float streak = fibre_streak(in_rest, in_attributes.z);
    float fleshy = 1.0 - 0.6 * attributes().y;
    m.albedo *= 1.0 + 0.30 * streak * fleshy;
    m.gloss *= 1.0 + 0.5 * streak;
  }
  // What is painted keeps its colour, which is a figure: the outline alone says that it is selected.
  if ((draw.flags & flag_selected) != 0u) m.albedo = mix(mix(m.albedo * 1.40, vec3(0.85, 0.20, 0.10), 0.14), m.albedo, painted());
  if ((draw.flags & flag_hovered) != 0u) m.albedo = m.albedo * 1.2 + 0.02;
  return shade(Surface(in_position, facing_normal(), attributes().x, m));
}

#endif
