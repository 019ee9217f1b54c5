// Distance to superellipses and superellipsoids about the origin, from their implicit function and its slope.
#pragma once

#include "base/math.h"

#include <cmath>

namespace myo::form::sculpt {

// `q` in the axes of `radii`; components with a radius of 0 do not count. `n` 2 = ellipse, larger = boxier.
inline float superellipse_distance(vec3 q, vec3 radii, float n) {
  float sum = 0, smallest = 1e9F;
  vec3 share(0), term(0); // of the radius; that to the n
  for (int i = 0; i < 3; ++i) {
    if (!(radii[i] > 0)) continue;
    smallest = std::min(smallest, radii[i]);
    share[i] = std::abs(q[i]) / radii[i];
    sum += term[i] = n == 2 ? share[i] * share[i] : std::pow(share[i], n);
  }
  if (sum < 1e-12F) return -smallest;
  const float k = n == 2 ? std::sqrt(sum) : std::pow(sum, 1 / n);
  float slope = 0;
  for (int i = 0; i < 3; ++i) {
    if (!(share[i] > 0)) continue;
    const float g = term[i] / share[i] * k / (sum * radii[i]); // (share / k) to the n - 1, by the radius
    slope += g * g;
  }
  const float d = (k - 1) / std::sqrt(slope);
  // Along the long axis of a flat section the slope says nothing of the near wall.
  return k < 1 ? std::max(d, (k - 1) * smallest) : d;
}

} // namespace myo::form::sculpt
