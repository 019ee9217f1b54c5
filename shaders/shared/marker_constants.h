// Push constants of the marker pass. Shared by C++ and GLSL, scalar layout.
#ifndef MYO_SHADERS_SHARED_MARKER_CONSTANTS_H
#define MYO_SHADERS_SHARED_MARKER_CONSTANTS_H

#ifdef __cplusplus
#include "base/math.h"
namespace myo::shared {
#endif

struct MarkerConstants {
  vec3 point;     // world
  float size_px;  // of the X, from tip to tip along an axis
  vec3 colour;    // linear
  vec3 halo;      // linear
};

#ifdef __cplusplus
} // namespace myo::shared
#endif
#endif
