// Points spread evenly over a surface, the same ones every time.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

// One element a sample. `normals` are the triangles' own, outward, unit.
struct Samples {
  std::vector<vec3> points, normals;
  std::vector<std::uint32_t> triangles; // which triangle it lies on
  std::vector<vec3> barycentric;        // weights of the triangle's three vertices
  double area_mm2 = 0;                  // that one sample stands for
};

// Systematic sampling along the triangles' cumulated area with a low-discrepancy place inside each triangle: a patch's
// area is the number of its samples times `area_mm2`. `density` is in points a mm2.
[[nodiscard]] Samples sample_surface(const SurfaceView &surface, double density = 1.0);

} // namespace myo::assemble
