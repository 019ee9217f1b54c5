// How skin moves differently from the bones under it. Bone heat ties each place to what is nearest; skin slides.
#pragma once

#include "assemble/skin_cloud.h"
#include "format/body.h"

#include <span>
#include <vector>

namespace myo::assemble {

// Changes the weights of a skin whose rest places are `positions` (one each of joints and weights; sums stay 1):
// the shoulder blade glides under the skin of the back, which follows it by half; the crease at the back of the knee lies
// above the joint's axis; the forearm's skin turns the more the nearer to the wrist; and all of it eases out of one bone and
// into the next, as muscles do.
void ease_skin(const format::Body &body, std::span<const vec3> positions, const SkinCloud &cloud, std::vector<u16vec4> &joints,
               std::vector<vec4> &weights);

} // namespace myo::assemble
