// The sphere that most of a patch of surface lies on: RANSAC over pairs of oriented points, then least squares.
#pragma once

#include "assemble/mesh/sampler.h"

#include <optional>

namespace myo::assemble {

struct SphereFit {
  vec3 centre{0};
  float radius = 0;       // metres
  float residual_mm = 0;  // root mean square over the inliers
  std::size_t inliers = 0;
};

// Convex side out; radius within [low, high] metres. Nothing when fewer than 20 samples agree. Same samples, same answer.
[[nodiscard]] std::optional<SphereFit> fit_sphere(const Samples &samples, float low, float high,
                                                  float tolerance = 0.0008F);

// The least squares alone, from a sphere that is nearly right.
[[nodiscard]] std::optional<SphereFit> settle_sphere(const Samples &samples, SphereFit near, float low, float high,
                                                     float tolerance = 0.0008F);

} // namespace myo::assemble
