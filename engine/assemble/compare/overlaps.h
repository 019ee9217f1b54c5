// Where a body's bones go through each other, and where they are too thin to be bone. World frame.
#pragma once

#include "base/result.h"
#include "format/body.h"

#include <vector>

namespace myo::assemble {

struct Overlap {
  std::uint32_t of = 0, in = 0; // structures: vertices of one lie inside the other
  int vertices = 0;
  float deepest_mm = 0;
  vec3 at{0};                   // of the deepest one, metres
};
// Every pair of which one has a vertex deeper than `limit_mm` in the other; the deepest first.
[[nodiscard]] Result<std::vector<Overlap>> bone_overlaps(const format::Body &body, float limit_mm);

struct ThinPlace {
  std::uint32_t structure = 0;
  int vertices = 0;             // at which the far side is nearer than the limit and faces away
  float thinnest_mm = 0;
  vec3 at{0};                   // metres
};
// Walls thinner than `limit_mm`; a sharp rim is none. The thinnest first.
[[nodiscard]] Result<std::vector<ThinPlace>> thin_places(const format::Body &body, float limit_mm);

} // namespace myo::assemble
