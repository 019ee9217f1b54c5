#include "form/sculpt/spline.h"

#include <algorithm>
#include <cmath>

namespace myo::form::sculpt {

Spline::Spline(std::vector<vec3> points, bool closed) : points_(std::move(points)), closed_(closed) {}

// Beyond an open end the line goes on mirrored, so that its end is straight.
vec3 Spline::point(std::ptrdiff_t i) const {
  const std::ptrdiff_t n = count();
  if (closed_) return points_[static_cast<std::size_t>((i % n + n) % n)];
  if (i < 0) return 2.0F * points_.front() - points_[1];
  if (i >= n) return 2.0F * points_.back() - points_[static_cast<std::size_t>(n - 2)];
  return points_[static_cast<std::size_t>(i)];
}

// Barry and Goldman's pyramid with knots at square roots of the chords.
vec3 Spline::at(SplinePlace place) const {
  const auto i = static_cast<std::ptrdiff_t>(place.span);
  const vec3 p0 = point(i - 1), p1 = point(i), p2 = point(i + 1), p3 = point(i + 2);
  const auto knot = [](vec3 a, vec3 b) { return std::max(1e-3F, std::sqrt(glm::distance(a, b))); };
  const float t1 = knot(p0, p1), t2 = t1 + knot(p1, p2), t3 = t2 + knot(p2, p3);
  const float t = t1 + place.share * (t2 - t1);
  const vec3 a1 = (t1 - t) / t1 * p0 + t / t1 * p1;
  const vec3 a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2;
  const vec3 a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3;
  const vec3 b1 = (t2 - t) / t2 * a1 + t / t2 * a2;
  const vec3 b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3;
  return (t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2;
}

std::vector<SplinePlace> Spline::places(float step, std::size_t most) const {
  float length = 0;
  for (std::size_t s = 0; s < spans(); ++s)
    length += glm::distance(point(static_cast<std::ptrdiff_t>(s)), point(static_cast<std::ptrdiff_t>(s) + 1));
  const float wide = std::max(step, length / static_cast<float>(std::max<std::size_t>(most, spans())));
  std::vector<SplinePlace> out;
  for (std::size_t s = 0; s < spans(); ++s) {
    const float l = glm::distance(point(static_cast<std::ptrdiff_t>(s)), point(static_cast<std::ptrdiff_t>(s) + 1));
    const int parts = std::max(1, static_cast<int>(std::ceil(l / wide)));
    for (int k = 0; k < parts; ++k) out.push_back({s, static_cast<float>(k) / static_cast<float>(parts)});
  }
  if (!closed_) out.push_back({spans() - 1, 1});
  return out;
}

float Spline::value(std::span<const double> values, SplinePlace place) const {
  if (values.empty()) return 0;
  if (values.size() == 1) return static_cast<float>(values[0]);
  const auto n = static_cast<std::ptrdiff_t>(values.size());
  const auto get = [&](std::ptrdiff_t i) {
    i = closed_ ? (i % n + n) % n : std::clamp<std::ptrdiff_t>(i, 0, n - 1);
    return static_cast<float>(values[static_cast<std::size_t>(i)]);
  };
  const auto i = static_cast<std::ptrdiff_t>(place.span);
  const float a = get(i - 1), b = get(i), c = get(i + 1), d = get(i + 2), t = place.share;
  const float smooth = b + 0.5F * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  // A caliper's reading is kept to: no bulges beyond the two neighbours.
  return std::clamp(smooth, std::min(b, c) - 0.1F * std::abs(b - c), std::max(b, c) + 0.1F * std::abs(b - c));
}

} // namespace myo::form::sculpt
