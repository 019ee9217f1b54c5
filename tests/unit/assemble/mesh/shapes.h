// Surfaces for mesh tests.
#pragma once

#include "assemble/mesh/surface.h"
#include "support/synthetic_archive.h"

namespace myo::assemble::tests {

inline Surface surface_of(const myo::tests::Solid &solid) {
  Surface surface;
  for (const auto &p : solid.points) surface.positions.push_back(millimetre * vec3(p.x, p.y, p.z));
  surface.indices.assign(solid.indices.begin(), solid.indices.end());
  return surface;
}

// Radius in mm; many triangles. Its first and last column coincide, so it needs a weld to be closed.
inline Surface sphere(double radius, int rings = 60, int sectors = 90) {
  return surface_of(myo::tests::ellipsoid_mm({0, 0, 0}, {radius, radius, radius}, rings, sectors));
}

} // namespace myo::assemble::tests
