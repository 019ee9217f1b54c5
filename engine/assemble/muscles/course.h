// Where a muscle runs on this body by its sheet alone, grown or not.
#pragma once

#include "assemble/muscles/plan.h"

#include <vector>

namespace myo::assemble {

struct CoursePoint {
  vec3 point{0};                 // in the middle of the flesh
  std::uint32_t joint = 0;       // of the bone it goes with
  float half_thickness = 0;
};
// Along every piece of the muscle, about 5 mm apart; the first is the one at `fraction` (0 origin .. 1 insertion) of its middle
// piece. Empty where the sheet's ends are not on this body. `side` as the muscle has it.
[[nodiscard]] std::vector<CoursePoint> course_of(const Site &site, const anatomy::Muscle &muscle, anatomy::Side side, double fraction);

} // namespace myo::assemble
