// Millimetres and axes: mends parts in another unit, then turns everything into the program's world.
#pragma once

#include "assemble/import/bodyparts3d/parts.h"

namespace myo::assemble::bodyparts3d {

// The factor between the copy's two units; fitted on joint congruence, the publisher names none.
inline constexpr float stray_unit = 27.64F;

// A part that lies near the origin, far from its neighbours, but would touch them `stray_unit` times as large, is
// scaled. Parts are in file axes, millimetres. One note for each.
void mend_units(std::vector<Part> &parts, std::vector<std::string> &notes);

// (x left, y posterior, z up) in mm -> (x, z, -y) in m.
void place_in_world(Part &part);

// The atlas must lie between axis and occiput, where all three are present; half the neck's motion hangs on it.
[[nodiscard]] Status check_atlas(const std::vector<Part> &parts); // world frame

} // namespace myo::assemble::bodyparts3d
