#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame_types.h"
#include "shared/compute_constants.h"
#include "lib/heat_field.glsl"

// One square of texels a workgroup. Each texel lies in (or, in the gutter, beside) one triangle, whose vertices hold
// every zone's signed distance.
layout(local_size_x = 8, local_size_y = 8) in;
layout(scalar, set = 0, binding = 0) readonly buffer Triangles { uint triangle_of_texel[]; };
layout(scalar, set = 0, binding = 1) readonly buffer Indices { uint indices[]; };
layout(scalar, set = 0, binding = 2) readonly buffer Rest { RestVertex rest[]; };
layout(scalar, set = 0, binding = 3) readonly buffer Fields { float fields[]; };
layout(scalar, set = 0, binding = 4) readonly buffer Zones { BakeZone zones[]; };
layout(scalar, set = 0, binding = 5) readonly buffer Tiles { uint tiles[]; };
layout(set = 0, binding = 6, rgba16f) uniform writeonly image2D heat;
layout(scalar, push_constant) uniform Push { BakeConstants bake; };

vec2 uv_of(uint vertex) { return unpackUnorm2x16(rest[vertex].uv); }

void main() {
  uint place = gl_WorkGroupID.x + gl_WorkGroupID.y * 32768u;
  if (place >= tiles.length()) return;
  uvec2 texel = uvec2(tiles[place] & 0xFFFFu, tiles[place] >> 16) * 8u + gl_LocalInvocationID.xy;
  if (any(greaterThanEqual(texel, uvec2(bake.size)))) return;
  uint t = triangle_of_texel[texel.y * bake.size + texel.x];
  vec4 value = vec4(bake.far_mm);
  if (t != 0xFFFFFFFFu) {
    uvec3 corner = uvec3(indices[t * 3u], indices[t * 3u + 1u], indices[t * 3u + 2u]);
    vec3 at = barycentric((vec2(texel) + 0.5) / float(bake.size), uv_of(corner.x), uv_of(corner.y), uv_of(corner.z));
    vec4 tiers = vec4(bake.far_mm), nearest = vec4(bake.far_mm);
    float pattern_distance = bake.far_mm;
    for (uint z = 0u; z < bake.zone_count; ++z) {
      BakeZone zone = zones[z];
      float d = dot(at, vec3(fields[zone.first + corner.x], fields[zone.first + corner.y], fields[zone.first + corner.z])) - zone.grow_mm;
      // However far it has grown, a zone of one side ends at the midline.
      if (zone.side != 0.0) {
        float x = dot(at, vec3(rest[corner.x].position.x, rest[corner.y].position.x, rest[corner.z].position.x));
        d = max(d, -1000.0 * zone.side * x);
      }
      if (bake.counts != 0u) {
        if (z > 0u && zones[z - 1u].pattern != zone.pattern) {
          nearest = insert_sorted(nearest, pattern_distance);
          pattern_distance = bake.far_mm;
        }
        pattern_distance = smooth_min(pattern_distance, d, bake.fuse_mm);
      } else {
        if (zone.tier >= 3u) tiers.r = smooth_min(tiers.r, d, bake.fuse_mm);
        if (zone.tier >= 2u) tiers.g = smooth_min(tiers.g, d, bake.fuse_mm);
        tiers.b = smooth_min(tiers.b, d, bake.fuse_mm);
      }
    }
    if (bake.counts != 0u && bake.zone_count > 0u) nearest = insert_sorted(nearest, pattern_distance);
    value = clamp(bake.counts != 0u ? nearest : tiers, -bake.far_mm, bake.far_mm);
  }
  imageStore(heat, ivec2(texel), value);
}
