// Surfaces of a foreign model as they lie in its file: this room knows nothing of poses.
#pragma once

#include "atlas/figure/figure.h"

namespace myo::tests {

inline atlas::FigureShape as_bound(const atlas::Figure &figure) {
  atlas::FigureShape shape;
  for (const atlas::FigurePart &part : figure.parts) {
    shape.parts.push_back({part.positions, part.normals});
    for (vec3 &normal : shape.parts.back().normals) normal = glm::normalize(normal);
  }
  return shape;
}

} // namespace myo::tests
