// Fine streaks along a muscle's fibres: noise in rest space, smeared along the direction in which the fibre coordinate
// grows (a short line integral convolution, Cabral and Leedom 1993). Rest space, so that streaks move with the muscle.
#ifndef MYO_FIBRES
#define MYO_FIBRES

float lattice(ivec3 p) {
  uint h = uint(p.x) * 0x8da6b343u ^ uint(p.y) * 0xd8163841u ^ uint(p.z) * 0xcb1ab31fu;
  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 13;
  return float(h & 0xFFFFu) / 65535.0;
}
float noise(vec3 p) {
  ivec3 i = ivec3(floor(p));
  vec3 f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  vec4 low = vec4(lattice(i), lattice(i + ivec3(1, 0, 0)), lattice(i + ivec3(0, 1, 0)), lattice(i + ivec3(1, 1, 0)));
  vec4 high = vec4(lattice(i + ivec3(0, 0, 1)), lattice(i + ivec3(1, 0, 1)), lattice(i + ivec3(0, 1, 1)), lattice(i + ivec3(1, 1, 1)));
  vec4 a = mix(low, high, f.z);
  vec2 b = mix(a.xy, a.zw, f.y);
  return mix(b.x, b.y, f.x);
}

// About -1..1; 0 where there is no fibre direction or where streaks would be finer than pixels.
float fibre_streak(vec3 rest, float fibre) {
  const float per_metre = 900.0; // streaks about a millimetre wide
  vec3 px = dFdx(rest), py = dFdy(rest);
  float fx = dFdx(fibre), fy = dFdy(fibre);
  // Gradient of the fibre coordinate within the surface's tangent plane.
  float a = dot(px, px), b = dot(px, py), c = dot(py, py), det = a * c - b * b;
  vec3 along = (px * (c * fx - b * fy) + py * (a * fy - b * fx)) / max(det, 1e-20);
  float steepness = length(along);
  float texels = max(sqrt(a), sqrt(c)) * per_metre; // noise cells a pixel
  float fade = 1.0 - smoothstep(0.45, 1.3, texels);
  if (!(steepness > 0.2 && steepness < 1e4) || fade <= 0.0) return 0.0; // also where it is not a number
  along /= steepness;
  vec3 p = rest * per_metre;
  float sum = noise(p) + noise(p + along * 1.7) + noise(p - along * 1.7) + noise(p + along * 3.4) + noise(p - along * 3.4);
  return (sum * 0.4 - 1.0) * fade * 1.8;
}

#endif
