// Smooth interpolation of scattered values by radial basis functions with a linear part.
#pragma once

#include "base/math.h"

#include <span>
#include <vector>

namespace myo::form::sculpt {

enum class Kernel { plate, cubic }; // r^2 log r (bends least over a plane) | r^3 (smooth in space)

class RadialBasis {
public:
  // Passes through every value; nodes that coincide are taken once. `linear`: 2 = in x and y, 3 = in x, y and z.
  RadialBasis(std::span<const vec3> nodes, std::span<const double> values, Kernel kernel, int linear);
  [[nodiscard]] float operator()(vec3 p) const;

private:
  [[nodiscard]] double kernel(double square) const;
  std::vector<vec3> nodes_;
  std::vector<double> weights_; // of the nodes, then 1, x, y (, z)
  Kernel kernel_;
  int linear_;
};

} // namespace myo::form::sculpt
