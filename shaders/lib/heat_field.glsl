#ifndef MYO_HEAT_FIELD
#define MYO_HEAT_FIELD

// Polynomial smooth minimum: the plain minimum where the two differ by more than `reach`, else up to reach / 4 less.
float smooth_min(float a, float b, float reach) {
  float h = max(reach - abs(a - b), 0.0) / reach;
  return min(a, b) - h * h * reach * 0.25;
}

// Weights of a, b, c at p; outside the triangle they extend the linear field. A sliver would extend it wildly: there the
// nearest weights inside are taken.
vec3 barycentric(vec2 p, vec2 a, vec2 b, vec2 c) {
  vec2 u = b - a, v = c - a, w = p - a;
  float area = u.x * v.y - u.y * v.x;
  if (area == 0.0) return vec3(1.0, 0.0, 0.0);
  float t = (u.x * w.y - u.y * w.x) / area, s = (w.x * v.y - w.y * v.x) / area;
  vec3 out_ = vec3(1.0 - s - t, s, t);
  if (any(greaterThan(abs(out_), vec3(6.0)))) {
    out_ = clamp(out_, 0.0, 1.0);
    out_ /= out_.x + out_.y + out_.z;
  }
  return out_;
}

// Distances of the zones of the right, of no and of the left side as one; `across` in mm, positive on the left. Where a
// right and a left zone meet they are one: the midline is then no edge.
float both_sides(vec3 side, float across) {
  float apart = min(max(side.x, across), max(side.z, -across));
  return min(side.y, min(apart, max(side.x, side.z)));
}

// The four smallest values, ascending.
vec4 insert_sorted(vec4 list, float d) {
  vec4 moved = vec4(max(list.x, d), max(list.y, d), max(list.z, d), 0.0);
  return vec4(min(list.x, d), min(list.y, moved.x), min(list.z, moved.y), min(list.w, moved.z));
}

#endif
