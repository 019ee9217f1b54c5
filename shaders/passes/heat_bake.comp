#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame_types.h"
#include "shared/compute_constants.h"
#include "lib/heat_field.glsl"

// One square of texels a workgroup. Each texel lies in (or, in the gutter, beside) one triangle, whose vertices hold
// every zone's signed distance; the squares' texels lie one square after the other.
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
  uint t = triangle_of_texel[place * 64u + gl_LocalInvocationIndex];
  vec4 value = vec4(bake.far_mm);
  if (t != 0xFFFFFFFFu) {
    uvec3 corner = uvec3(indices[t * 3u], indices[t * 3u + 1u], indices[t * 3u + 2u]);
    vec3 at = barycentric((vec2(texel) + 0.5) / float(bake.size), uv_of(corner.x), uv_of(corner.y), uv_of(corner.z));
    float across = 1000.0 * dot(at, vec3(rest[corner.x].position.x, rest[corner.y].position.x, rest[corner.z].position.x));
    // Zones of the right, of no and of the left side: each side fuses for itself and ends at the midline, however far its
    // zones have grown.
    vec3 tiers[3] = vec3[3](vec3(bake.far_mm), vec3(bake.far_mm), vec3(bake.far_mm));
    vec3 pattern_distance = vec3(bake.far_mm);
    vec4 nearest = vec4(bake.far_mm);
    for (uint z = 0u; z < bake.zone_count; ++z) {
      BakeZone zone = zones[z];
      int side = int(zone.side) + 1;
      float d = dot(at, vec3(fields[zone.first + corner.x], fields[zone.first + corner.y], fields[zone.first + corner.z])) - zone.grow_mm;
      if (bake.counts != 0u) {
        if (z > 0u && zones[z - 1u].pattern != zone.pattern) {
          nearest = insert_sorted(nearest, both_sides(pattern_distance, across));
          pattern_distance = vec3(bake.far_mm);
        }
        pattern_distance[side] = smooth_min(pattern_distance[side], d, zone.fuse_mm);
      } else {
        if (zone.tier >= 3u) tiers[side].r = smooth_min(tiers[side].r, d, zone.fuse_mm);
        if (zone.tier >= 2u) tiers[side].g = smooth_min(tiers[side].g, d, zone.fuse_mm);
        tiers[side].b = smooth_min(tiers[side].b, d, zone.fuse_mm);
      }
    }
    if (bake.counts != 0u) {
      if (bake.zone_count > 0u) nearest = insert_sorted(nearest, both_sides(pattern_distance, across));
      value = nearest;
    } else {
      for (int k = 0; k < 3; ++k) value[k] = both_sides(vec3(tiers[0][k], tiers[1][k], tiers[2][k]), across);
    }
    value = clamp(value, -bake.far_mm, bake.far_mm);
  }
  imageStore(heat, ivec2(texel), value);
}
