// What every pass of one frame needs to know, and what one draw adds. Shared by C++ and GLSL, scalar layout.
#ifndef MYO_SHADERS_SHARED_FRAME_CONSTANTS_H
#define MYO_SHADERS_SHARED_FRAME_CONSTANTS_H

#ifdef __cplusplus
#include "base/math.h"
#include <cstdint>
namespace myo::shared {
using uint = std::uint32_t;
#endif

struct FrameConstants {
  mat4 view;
  mat4 projection;         // reversed Z
  mat4 view_projection;
  mat4 inverse_projection;
  vec4 size_px;            // width, height, 1/width, 1/height
  vec3 eye;
  float perspective;       // 1, or 0 when the camera is orthographic
  vec3 background_top;     // sRGB
  float transparent;       // 1: no background
  vec3 background_bottom;  // sRGB
  float heat_soft_mm;
  vec4 heat_level[4];      // sRGB and opacity, from the outermost level inwards
  uint heat_levels;        // 3 tiers, or how many counts are told apart (1..4)
  uint heat_counts;        // 1: k of N patterns instead of tiers
  uint heat_on;
};

// Push constants of everything that draws a mesh.
struct DrawConstants {
  vec3 tint;
  float opacity;
  vec4 paint;              // linear colour over the material's, and how far it covers it
  vec3 outline;            // patches
  float pull_m;            // towards the eye, so that what lies on a surface is not buried in it
  uint material;           // as packet::Material
  uint flags;              // as packet::DrawFlag
  uint id;
};

#ifdef __cplusplus
} // namespace myo::shared
#endif
#endif
