// A studio that follows the camera: a large key from the upper left, a cool fill from the right, a rim from behind, and
// an ambient that the baked openness shades.
#ifndef MYO_LIGHTING
#define MYO_LIGHTING
#include "lib/draw.glsl"
#include "lib/materials.glsl"

struct Surface {
  vec3 position;   // world
  vec3 normal;     // world, unit, towards the viewer
  float openness;
  Material material;
};

vec3 view_direction(vec3 position) {
  vec3 back = vec3(frame.view[0][2], frame.view[1][2], frame.view[2][2]); // the camera's +Z in the world
  return normalize(mix(back, frame.eye - position, frame.perspective));
}

vec3 shade(Surface s) {
  vec3 n = mat3(frame.view) * s.normal;
  n *= inversesqrt(max(dot(n, n), 1e-12));
  vec3 v = normalize(mat3(frame.view) * view_direction(s.position));
  const vec3 key = normalize(vec3(-0.50, 0.62, 0.72));
  const vec3 fill = normalize(vec3(0.80, 0.05, 0.55));
  const vec3 rim = normalize(vec3(0.35, 0.55, -0.78));
  float wrap = s.material.wrap;
  float k = max((dot(n, key) + wrap) / (1.0 + wrap), 0.0);
  float f = max((dot(n, fill) + 0.35) / 1.35, 0.0);
  float open = s.openness;
  float up = 0.5 + 0.5 * s.normal.y;
  vec3 ambient = mix(vec3(0.135, 0.12, 0.115), vec3(0.265, 0.28, 0.305), up) * open;
  // Light that comes from the side is blocked in the same crevices as the sky, though less.
  float direct = mix(0.45, 1.0, open);
  vec3 light = ambient + direct * (k * vec3(0.90, 0.865, 0.81) + f * vec3(0.13, 0.145, 0.175));
  // In crevices light has bounced off the same surface: it is darker and more saturated, not grey.
  vec3 bounce = mix(s.material.albedo, vec3(1.0), clamp(open * 0.55 + 0.45, 0.0, 1.0));
  vec3 colour = s.material.albedo * light * bounce;

  // Rounding may take a dot product of unit vectors beyond 1, and pow() of less than nothing is not a number.
  float away = clamp(1.0 - dot(n, v), 0.0, 1.0);
  vec3 h = normalize(key + v);
  float shine = s.material.shine;
  float spec = pow(max(dot(n, h), 0.0), shine) * (shine + 6.0) / 24.0;
  float fresnel = s.material.gloss + (1.0 - s.material.gloss) * pow(away, 5.0) * 0.5;
  colour += vec3(spec * fresnel * k * direct);
  float edge = away * away * away;
  colour += edge * max(dot(n, rim) + 0.6, 0.0) * open * 0.16 * mix(vec3(1.0), s.material.albedo, 0.5);
  return colour;
}

#endif
