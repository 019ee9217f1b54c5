// An orbiting camera and its matrices. Angles in degrees here, as users read them.
// Azimuth 0 looks at the body from the front (from +Z), 90 from its left (+X), 180 from behind, 270 (or -90) from its
// right; elevation 90 looks down on it. Projection: reversed Z, infinite far plane, Vulkan clip space with Y down.
#pragma once

#include "base/math.h"

#include <optional>

namespace myo::scene {

struct Camera {
  vec3 target{0.0F, 1.0F, 0.0F};   // metres, world
  float azimuth_deg = 180.0F;      // kept in [0, 360)
  float elevation_deg = 0.0F;      // kept in [-90, 90]
  float distance = 2.0F;           // metres, eye to target
  float fov_deg = 30.0F;           // vertical
  friend bool operator==(const Camera &, const Camera &) = default;
};

inline constexpr float near_plane = 0.01F; // metres
inline constexpr float distance_low = 0.03F, distance_high = 30.0F;

[[nodiscard]] vec3 eye(const Camera &camera);
[[nodiscard]] vec3 forward(const Camera &camera); // unit, eye to target
[[nodiscard]] vec3 right(const Camera &camera);   // unit, to the picture's right
[[nodiscard]] vec3 up(const Camera &camera);      // unit, to the picture's top
[[nodiscard]] mat4 view_matrix(const Camera &camera);
[[nodiscard]] mat4 projection_matrix(const Camera &camera, float aspect);
// Size in metres of one pixel at the target's depth.
[[nodiscard]] float metres_per_pixel(const Camera &camera, float height_px);

// Pixel (from the top left, y down) to the point on the plane through the target that faces the camera.
[[nodiscard]] vec3 point_under(const Camera &camera, vec2 pixel, vec2 size_px);
// World points to pixels, for many of them: what the camera alone decides is worked out once.
class Projector {
public:
  Projector(const Camera &camera, vec2 size_px);
  // Nothing when the point lies behind the near plane.
  [[nodiscard]] std::optional<vec2> operator()(vec3 point) const {
    const vec4 clip = matrix_ * vec4(point, 1);
    if (clip.w <= near_plane) return std::nullopt;
    return (0.5F + 0.5F * vec2(clip) / clip.w) * size_px_;
  }

private:
  mat4 matrix_;
  vec2 size_px_;
};
[[nodiscard]] std::optional<vec2> project(const Camera &camera, vec3 point, vec2 size_px);

[[nodiscard]] Camera orbit(Camera camera, float azimuth_deg, float elevation_deg); // by so much
[[nodiscard]] Camera pan(Camera camera, vec2 pixels, vec2 size_px);                 // the picture follows the mouse
// factor < 1 goes nearer; what lies under the pixel (on the target's plane) stays under it.
[[nodiscard]] Camera zoom_to(Camera camera, float factor, vec2 pixel, vec2 size_px);
// Moves back far enough, along the same direction, that all of `bounds` fits with a margin.
[[nodiscard]] Camera frame_bounds(Camera camera, const Bounds &bounds, float aspect, float margin = 1.15F);

} // namespace myo::scene
