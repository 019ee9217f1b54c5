// Surfaces for mesh tests.
#pragma once

#include "assemble/mesh/surface.h"
#include "support/synthetic_archive.h"

namespace myo::tests {

inline assemble::Surface surface_of(const Solid &solid) {
  assemble::Surface surface;
  for (const auto &p : solid.points) surface.positions.push_back(millimetre * vec3(p.x, p.y, p.z));
  surface.indices.assign(solid.indices.begin(), solid.indices.end());
  return surface;
}

// Radius in mm; many triangles. Its first and last column coincide, so it needs a weld to be closed.
inline assemble::Surface sphere(double radius, int rings = 60, int sectors = 90) {
  return surface_of(ellipsoid_mm({0, 0, 0}, {radius, radius, radius}, rings, sectors));
}

} // namespace myo::tests
