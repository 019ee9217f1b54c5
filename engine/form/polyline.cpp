#include "form/polyline.h"

#include <algorithm>
#include <cmath>

namespace myo::form {

float length_of(std::span<const vec3> line) {
  float l = 0;
  for (std::size_t i = 1; i < line.size(); ++i) l += glm::distance(line[i - 1], line[i]);
  return l;
}

vec3 point_at(std::span<const vec3> line, float share) {
  if (line.empty()) return vec3(0);
  float left = share * length_of(line);
  for (std::size_t i = 1; i < line.size(); ++i) {
    const float l = glm::distance(line[i - 1], line[i]);
    if (left <= l && l > 0) return glm::mix(line[i - 1], line[i], std::max(0.0F, left / l));
    left -= l;
  }
  return line.back();
}

std::vector<vec3> resample(std::span<const vec3> line, int count) {
  std::vector<vec3> out;
  out.reserve(static_cast<std::size_t>(std::max(count, 0)));
  const float total = length_of(line);
  std::size_t piece = 1;
  float before = 0; // length up to the piece
  for (int i = 0; i < count; ++i) {
    const float want = count > 1 ? total * static_cast<float>(i) / static_cast<float>(count - 1) : 0.0F;
    if (line.size() < 2) {
      out.push_back(line.empty() ? vec3(0) : line.front());
      continue;
    }
    float l = glm::distance(line[piece - 1], line[piece]);
    while (piece + 1 < line.size() && before + l < want) {
      before += l, ++piece;
      l = glm::distance(line[piece - 1], line[piece]);
    }
    out.push_back(glm::mix(line[piece - 1], line[piece], l > 0 ? glm::clamp((want - before) / l, 0.0F, 1.0F) : 0.0F));
  }
  return out;
}

std::vector<vec3> curve_through(std::span<const vec3> points, int steps) {
  std::vector<vec3> p;
  for (const vec3 q : points)
    if (p.empty() || glm::distance(p.back(), q) > 1e-6F) p.push_back(q);
  if (p.size() < 3) return p;
  std::vector<vec3> out{p.front()};
  const auto n = static_cast<int>(p.size());
  const auto at = [&](int i) {
    if (i < 0) return 2.0F * p[0] - p[1];
    if (i >= n) return 2.0F * p[p.size() - 1] - p[p.size() - 2];
    return p[static_cast<std::size_t>(i)];
  };
  const auto knot = [](float t, vec3 a, vec3 b) { return t + std::sqrt(std::max(1e-6F, glm::distance(a, b))); };
  for (int i = 0; i + 1 < n; ++i) {
    const vec3 p0 = at(i - 1), p1 = at(i), p2 = at(i + 1), p3 = at(i + 2);
    const float t0 = 0, t1 = knot(t0, p0, p1), t2 = knot(t1, p1, p2), t3 = knot(t2, p2, p3);
    for (int k = 1; k <= steps; ++k) {
      const float t = t1 + (t2 - t1) * static_cast<float>(k) / static_cast<float>(steps);
      const vec3 a1 = (t1 - t) / (t1 - t0) * p0 + (t - t0) / (t1 - t0) * p1;
      const vec3 a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2;
      const vec3 a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3;
      const vec3 b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2;
      const vec3 b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3;
      out.push_back((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2);
    }
  }
  return out;
}

float smooth_step(float from, float to, float x) {
  if (to <= from) return x < from ? 0.0F : 1.0F;
  const float t = glm::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

} // namespace myo::form
