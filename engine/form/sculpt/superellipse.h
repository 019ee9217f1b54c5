// Distance to superellipses and superellipsoids about the origin, from their implicit function and its slope.
#pragma once

#include "base/math.h"

#include <cmath>

namespace myo::form::sculpt {

// `q` in the axes of `radii`; components with a radius of 0 do not count. `n` 2 = ellipse, larger = boxier.
inline float superellipse_distance(vec3 q, vec3 radii, float n) {
  float sum = 0, smallest = 1e9F;
  for (int i = 0; i < 3; ++i) {
    if (!(radii[i] > 0)) continue;
    smallest = std::min(smallest, radii[i]);
    const float x = std::abs(q[i]) / radii[i];
    sum += n == 2 ? x * x : std::pow(x, n);
  }
  if (sum < 1e-12F) return -smallest;
  const float k = n == 2 ? std::sqrt(sum) : std::pow(sum, 1 / n);
  float slope = 0;
  for (int i = 0; i < 3; ++i) {
    if (!(radii[i] > 0)) continue;
    const float x = std::abs(q[i]) / (radii[i] * k); // at most 1
    const float g = (n == 2 ? x : std::pow(x, n - 1)) / radii[i];
    slope += g * g;
  }
  const float d = (k - 1) / std::sqrt(slope);
  // Along the long axis of a flat section the slope says nothing of the near wall.
  return k < 1 ? std::max(d, (k - 1) * smallest) : d;
}

} // namespace myo::form::sculpt
