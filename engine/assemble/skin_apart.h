// Skin of one limb that has come to lie inside the skin of another part of the body.
#pragma once

#include "assemble/skin_cloud.h"
#include "form/isosurface.h"

#include <vector>

namespace myo::assemble {

// The skin is made with the limbs spread; at rest an arm hangs so near to the flank that both, each as thick as it is by itself,
// would pass through each other. Both give way to a surface between what lies under the one and under the other, so that each
// keeps its share of the thickness, and at least `cover` metres. `limbs` says with which limb each vertex of `skin` goes.
// Returns how many vertices moved.
std::size_t part_limbs(form::Surface &skin, const std::vector<LimbWeights> &limbs, const SkinCloud &cloud, float cover);

} // namespace myo::assemble
