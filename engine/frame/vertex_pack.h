// From format::Mesh's plain arrays to the 40 bytes a vertex that the GPU reads.
#pragma once

#include "format/body.h"
#include "packet/packet.h"

#include <span>
#include <vector>

namespace myo::frame {

// Octahedral unit vector as 2 x snorm16 (Cigolle et al. 2014, "A Survey of Efficient Representations for Independent
// Unit Vectors"), x in the low half.
[[nodiscard]] std::uint32_t pack_normal(vec3 unit);
[[nodiscard]] vec3 unpack_normal(std::uint32_t packed);

// Four weights as unorm16 that add up to exactly 65535.
[[nodiscard]] uvec2 pack_weights(vec4 weights);

// `straight`: rig/straightness.h, one value a vertex, or empty: 0.
[[nodiscard]] std::vector<shared::RestVertex> pack_vertices(const format::Structure &structure, std::span<const float> straight = {});
// A patch moves rigidly with its bone's joint.
[[nodiscard]] std::vector<shared::RestVertex> pack_vertices(const format::Patch &patch);

} // namespace myo::frame
