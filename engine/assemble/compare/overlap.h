// How well two shapes' outlines cover each other.
#pragma once

#include "assemble/compare/subject.h"

namespace myo::assemble {

// Intersection over union of the silhouettes along the three axes; their median. Same frame, mm.
[[nodiscard]] double silhouette_overlap(const LpsMesh &a, const LpsMesh &b);

} // namespace myo::assemble
