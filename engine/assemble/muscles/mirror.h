// The right side of a body whose bones mirror each other: what was grown on the left, turned over. World frame, metres.
#pragma once

#include "assemble/muscles/plan.h"

namespace myo::assemble {

// A bone of the left that none of the right mirrors, by name; empty when the two sides are one.
[[nodiscard]] std::string without_twin(const Site &site);

// Bones of the midline whose right half is not their left one turned over: a vertebra with unlike processes.
[[nodiscard]] std::vector<std::uint32_t> lopsided_bones(const Site &site);

// Where a lopsided bone stands farther out on the right, the flesh turned over gives way to it.
[[nodiscard]] std::vector<form::Ribbon> mirrored(const Site &site, const std::vector<std::uint32_t> &lopsided, const std::vector<form::Ribbon> &left);
// A midline muscle's right half becomes the left one turned over, where each piece has its own.
void mirror_halves(const Site &site, const std::vector<std::uint32_t> &lopsided, const MusclePlan &plan, std::vector<form::Ribbon> &ribbons);

} // namespace myo::assemble
