// The right side of a body whose bones mirror each other: what was grown on the left, turned over. World frame, metres.
#pragma once

#include "assemble/muscles/muscle_patches.h"

namespace myo::assemble {

// Every bone of the left has one of the right that mirrors it.
[[nodiscard]] bool mirrors(const Site &site);

// The plan of the other side: its holds lie on the other side's bones. Only what patches need.
[[nodiscard]] MusclePlan mirrored(const Site &site, const MusclePlan &left);
[[nodiscard]] std::vector<form::Ribbon> mirrored(const Site &site, const std::vector<form::Ribbon> &left);
// A midline muscle's right half becomes the left one turned over, where each piece has its own.
void mirror_halves(const Site &site, const MusclePlan &plan, std::vector<form::Ribbon> &ribbons);

} // namespace myo::assemble
