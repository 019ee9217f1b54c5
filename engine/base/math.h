// The one door to glm. World frame everywhere: metres, +Y up, +Z anterior, +X the body's left; angles in radians.
#pragma once

#include <glm/glm.hpp>
#include <glm/gtc/constants.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>
#include <glm/gtc/type_precision.hpp>
#include <glm/gtc/type_ptr.hpp>

namespace myo {

using glm::mat3;
using glm::mat4;
using glm::quat;
using glm::u16vec4;
using glm::uvec2;
using glm::uvec3;
using glm::vec2;
using glm::vec3;
using glm::vec4;

inline constexpr float millimetre = 0.001F; // metres in one
inline constexpr float degree = glm::pi<float>() / 180.0F;

// Axis-aligned bounds; empty until the first point is added.
struct Bounds {
  vec3 low{1e30F};
  vec3 high{-1e30F};
  void add(vec3 p) { low = glm::min(low, p), high = glm::max(high, p); }
  void add(const Bounds &b) { low = glm::min(low, b.low), high = glm::max(high, b.high); }
  [[nodiscard]] bool empty() const { return low.x > high.x; }
  [[nodiscard]] vec3 centre() const { return 0.5F * (low + high); }
  [[nodiscard]] vec3 size() const { return high - low; }
  // Edges belong to it; `margin` widens it on all sides.
  [[nodiscard]] bool holds(vec3 p, float margin = 0) const {
    return glm::all(glm::greaterThanEqual(p, low - margin)) && glm::all(glm::lessThanEqual(p, high + margin));
  }
  [[nodiscard]] bool touches(const Bounds &b, float margin = 0) const {
    return glm::all(glm::lessThanEqual(low, b.high + margin)) && glm::all(glm::lessThanEqual(b.low, high + margin));
  }
};

} // namespace myo
