// Sheets that share a border: the parts of one muscle, whose fibres run on side by side. Their edges are brought together and
// shaded as one surface, so that no furrow shows where one part ends. World frame, metres. Same input, same bytes.
#pragma once

#include "form/ribbon.h"

#include <span>

namespace myo::form {

struct Hem { // an edge of a sheet: its first fibre or its last
  Ribbon *ribbon = nullptr;
  bool last = false;
};
struct Seam {
  Hem a, b;
};

// Each edge goes half the way to the other where they lie near enough, and draws the fibres beside it along. Ribbons with
// fewer than two columns a side are left alone.
void sew(std::span<const Seam> seams);

} // namespace myo::form
