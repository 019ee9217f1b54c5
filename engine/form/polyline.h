// Lines through points: length, places by share of length, smooth curves. Metres.
#pragma once

#include "base/math.h"

#include <span>
#include <vector>

namespace myo::form {

[[nodiscard]] float length_of(std::span<const vec3> line);
[[nodiscard]] vec3 point_at(std::span<const vec3> line, float share); // 0 first, 1 last
[[nodiscard]] std::vector<vec3> resample(std::span<const vec3> line, int count); // evenly by length
// A centripetal Catmull-Rom curve through the points, `steps` pieces between two of them.
[[nodiscard]] std::vector<vec3> curve_through(std::span<const vec3> points, int steps = 12);
// 0 up to `from`, 1 from `to` on, smooth in between.
[[nodiscard]] float smooth_step(float from, float to, float x);

} // namespace myo::form
