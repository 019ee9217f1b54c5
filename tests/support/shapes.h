// Closed triangle shapes for bodies made in code: outside counter-clockwise, smooth unit normals.
#pragma once

#include "format/body.h"

#include <functional>

namespace myo::tests {

// `move` places the unit shape's points; used for shading normals too, so it should not fold.
[[nodiscard]] format::Mesh box(vec3 centre, vec3 size);
[[nodiscard]] format::Mesh ellipsoid(vec3 centre, vec3 radii, int rings = 10, int sectors = 16);
// A spindle from a to b: radius(u) for u in 0..1. uv.x = u, uv.y = tendon share near both ends.
[[nodiscard]] format::Mesh spindle(vec3 a, vec3 b, const std::function<float(float)> &radius, int rings = 12, int sectors = 10);
// A grid over [-1, 1] squared; `place` gives the point. Its front is where place's u x v tangents point. uv in [0.02, 0.98].
[[nodiscard]] format::Mesh sheet(int columns, int rows, const std::function<vec3(float u, float v)> &place);

void smooth_normals(format::Mesh &mesh);
// All of the mesh moves with one joint.
void bind(format::Mesh &mesh, std::uint32_t joint);
// Every vertex is shared by two joints: `share(position)` of `second`, the rest of `first`.
void bind(format::Mesh &mesh, std::uint32_t first, std::uint32_t second, const std::function<float(vec3)> &share);

} // namespace myo::tests
