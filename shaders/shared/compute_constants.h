// Push constants of the compute passes. Shared by C++ and GLSL, scalar layout.
#ifndef MYO_SHADERS_SHARED_COMPUTE_CONSTANTS_H
#define MYO_SHADERS_SHARED_COMPUTE_CONSTANTS_H

#ifdef __cplusplus
#include "base/math.h"
#include <cstdint>
namespace myo::shared {
using uint = std::uint32_t;
#endif

struct SkinConstants {
  uint vertex_count;
  uint joint_count;        // joints beyond it do not move
  uint anchor_count;       // joints that may hold the mesh somewhere else than at the vertex; 0: none
  float swell_m;           // metres along the normal, by the fibre coordinate: a muscle keeps its volume
  uint fold_count;         // folds that the mesh gives way in; 0: none, or it is hard
  uint wall_at;            // where the thorax' wall begins behind the anchors; 0: none
  uint side_count;         // joints that lie on a side of any fold are among so many
};

// One zone of the heat that is baked.
struct BakeZone {
  uint first;              // its field starts here in the packed fields
  uint tier;               // 1..3
  uint pattern;
  float grow_mm;
  float side;              // +1 only where rest x > 0, -1 only where x < 0, 0 everywhere
  float fuse_mm;           // reach of the smooth minimum that joins it with the zones before it; above 0
};

struct BakeConstants {
  uint size;               // texels a side
  uint zone_count;         // sorted by pattern
  uint counts;             // 1: k-th smallest distance over patterns; 0: tiers
  float far_mm;            // what is farther is cut to this
};

#ifdef __cplusplus
} // namespace myo::shared
#endif
#endif
