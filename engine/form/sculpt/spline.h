// Smooth lines through given points: centripetal Catmull-Rom (no loops, no cusps), and values carried along.
#pragma once

#include "base/math.h"

#include <span>
#include <vector>

namespace myo::form::sculpt {

inline constexpr float place_step_mm = 1.2F; // between places of lines that become surfaces

// Where on the line a sample lies: span (between point `span` and the next) and share of it.
struct SplinePlace {
  std::size_t span = 0;
  float share = 0;
};

class Spline {
public:
  Spline(std::vector<vec3> points, bool closed);
  [[nodiscard]] std::size_t spans() const { return closed_ ? points_.size() : points_.size() - 1; }
  [[nodiscard]] vec3 at(SplinePlace place) const;
  // Places at most `step` apart, both ends included (for a closed line the start is not repeated).
  [[nodiscard]] std::vector<SplinePlace> places(float step, std::size_t most) const;
  // A value given once, or once a point, carried along smoothly.
  [[nodiscard]] float value(std::span<const double> values, SplinePlace place) const;

private:
  [[nodiscard]] std::ptrdiff_t count() const { return static_cast<std::ptrdiff_t>(points_.size()); }
  [[nodiscard]] vec3 point(std::ptrdiff_t i) const;
  std::vector<vec3> points_;
  bool closed_;
};

} // namespace myo::form::sculpt
