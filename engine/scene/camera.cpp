#include "scene/camera.h"

#include <algorithm>
#include <cmath>

namespace myo::scene {

namespace {
float wrapped(float degrees) {
  const float turn = std::fmod(degrees, 360.0F);
  return turn < 0 ? turn + 360.0F : turn;
}
float half_tangent(const Camera &c) { return std::tan(0.5F * glm::radians(c.fov_deg)); }
} // namespace

vec3 forward(const Camera &c) {
  const float a = glm::radians(c.azimuth_deg), e = glm::radians(c.elevation_deg);
  return -vec3(std::cos(e) * std::sin(a), std::sin(e), std::cos(e) * std::cos(a));
}

// Taken from the azimuth alone, so that looking straight down still has a picture's right.
vec3 right(const Camera &c) {
  const float a = glm::radians(c.azimuth_deg);
  return {std::cos(a), 0, -std::sin(a)};
}

vec3 up(const Camera &c) { return glm::cross(right(c), forward(c)); }

vec3 eye(const Camera &c) { return c.target - c.distance * forward(c); }

mat4 view_matrix(const Camera &c) {
  const vec3 r = right(c), u = up(c), f = forward(c), e = eye(c);
  mat4 m(1);
  m[0] = vec4(r.x, u.x, -f.x, 0);
  m[1] = vec4(r.y, u.y, -f.y, 0);
  m[2] = vec4(r.z, u.z, -f.z, 0);
  m[3] = vec4(-glm::dot(r, e), -glm::dot(u, e), glm::dot(f, e), 1);
  return m;
}

mat4 projection_matrix(const Camera &c, float aspect) {
  const float scale = 1.0F / half_tangent(c);
  mat4 m(0);
  m[0][0] = scale / aspect;
  m[1][1] = -scale;          // Vulkan's y runs down
  m[2][3] = -1;
  m[3][2] = near_plane;      // depth = near / distance: 1 at the near plane, 0 at infinity
  return m;
}

float metres_per_pixel(const Camera &c, float height_px) { return 2.0F * c.distance * half_tangent(c) / std::max(1.0F, height_px); }

vec3 point_under(const Camera &c, vec2 pixel, vec2 size_px) {
  const vec2 from_middle = pixel - 0.5F * size_px;
  const float scale = metres_per_pixel(c, size_px.y);
  return c.target + scale * (from_middle.x * right(c) - from_middle.y * up(c));
}

Projector::Projector(const Camera &c, vec2 size_px)
    : matrix_(projection_matrix(c, size_px.x / size_px.y) * view_matrix(c)), size_px_(size_px) {}

std::optional<vec2> project(const Camera &c, vec3 point, vec2 size_px) { return Projector(c, size_px)(point); }

Camera orbit(Camera c, float azimuth_deg, float elevation_deg) {
  c.azimuth_deg = wrapped(c.azimuth_deg + azimuth_deg);
  c.elevation_deg = std::clamp(c.elevation_deg + elevation_deg, -90.0F, 90.0F);
  return c;
}

Camera pan(Camera c, vec2 pixels, vec2 size_px) {
  const float scale = metres_per_pixel(c, size_px.y);
  c.target += scale * (-pixels.x * right(c) + pixels.y * up(c));
  return c;
}

Camera zoom_to(Camera c, float factor, vec2 pixel, vec2 size_px) {
  const vec3 kept = point_under(c, pixel, size_px);
  c.distance = std::clamp(c.distance * factor, distance_low, distance_high);
  c.target += kept - point_under(c, pixel, size_px);
  return c;
}

Camera frame_bounds(Camera c, const Bounds &bounds, float aspect, float margin) {
  if (bounds.empty()) return c;
  c.target = bounds.centre();
  const float tangent = half_tangent(c);
  const vec3 r = right(c), u = up(c), f = forward(c), half = 0.5F * bounds.size();
  float distance = distance_low;
  for (int i = 0; i < 8; ++i) {
    const vec3 corner = half * vec3(i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1);
    const float across = std::abs(glm::dot(corner, r)) / (tangent * std::max(0.01F, aspect));
    const float high = std::abs(glm::dot(corner, u)) / tangent;
    distance = std::max(distance, margin * std::max(across, high) - glm::dot(corner, f));
  }
  c.distance = std::min(distance, distance_high);
  return c;
}

} // namespace myo::scene
