// A straight tendon where a muscle's mesh stops short of its bone.
#pragma once

#include "assemble/patch_shape.h"

#include <string_view>

namespace myo::assemble {

inline constexpr float longest_tendon = 420 * millimetre; // the iliotibial tract; only where an end has nothing else
inline constexpr float tendon_foot = 4 * millimetre;     // radius of its attachment

// From a point on the muscle to one on the bone; kept out of the bone on the way. `bone` names the structure's id.
[[nodiscard]] format::Structure tendon_between(vec3 from, vec3 to, const SampledBone &bone, const anatomy::Muscle &muscle,
                                               anatomy::Side side, std::string_view bone_id);

} // namespace myo::assemble
