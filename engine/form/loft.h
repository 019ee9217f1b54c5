// Muscle bellies, tendons and sheets between given ends, as closed manifold meshes.
// World frame, metres. Same input, same bytes.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace myo::form {

struct LoftMesh {
  std::vector<vec3> positions, normals;
  std::vector<vec2> uv;               // (fibre coordinate 0 origin .. 1 insertion, tendon share 0 .. 1)
  std::vector<std::uint32_t> indices; // counter-clockwise seen from outside; closed, manifold
};

// Turns the triangles outward and gives the vertices area-weighted normals.
void finish(LoftMesh &mesh);

// What a loft must stay out of: the outward distance (metres, negative inside) and unit direction at a point.
struct Clearance {
  float distance = 1e9F;
  vec3 away{0, 1, 0};
};
using Obstacle = std::function<Clearance(vec3 point)>;

struct TubeShape {
  float belly = 0.004F;       // semi-axis across, metres, at the thickest place
  float flatness = 0.7F;      // other semi-axis / belly
  float end = 0.35F;          // semi-axis at the ends / belly
  float tendon = 0.12F;       // share of the length at each end that is tendon
  float clearance = 0.0005F;  // kept between surface and obstacle, metres
  vec3 flat_towards{0, 0, 1}; // the thin axis points this way, as far as it can
  int rings = 28, sides = 14;
  int relax = 25;             // relax-and-push-out rounds
};
// `guide` has at least two points, origin first; the ends stay where they are.
[[nodiscard]] LoftMesh loft_tube(std::span<const vec3> guide, const TubeShape &shape, const Obstacle &obstacle = {});

struct SheetShape {
  int across = 60, along = 48;     // grid cells: across the fibres, along them
  float thickness = 0.006F;        // at the thickest, metres
  float edge = 0.0012F;            // at the rim
  float clearance = 0.0015F;       // between the inner face and the obstacle
  vec3 outward{0, 0, -1};          // roughly; sets which face is the outer one
  float tendon_from = 0.06F, tendon_to = 0.10F; // share of the length that is aponeurosis at origin, tendon at insertion
  int relax = 60;
};
// From polyline `origin` to polyline `insertion` (same order along both), through optional `via` polylines in between.
[[nodiscard]] LoftMesh loft_sheet(std::span<const vec3> origin, std::span<const std::vector<vec3>> via,
                                  std::span<const vec3> insertion, const SheetShape &shape,
                                  const Obstacle &obstacle = {});

} // namespace myo::form
