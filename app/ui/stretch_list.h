// Which muscles the present pose lengthens and shortens.
#pragma once

#include "heat/heat.h"

#include <string>

namespace myo::app::ui {

struct Frame;

struct Stretched {
  std::string muscle;                       // anatomy::Muscle id
  heat::Where where = heat::Where::any;     // both where the two sides are alike
  double strain = 0;                        // rig/strain.h
};

// The most lengthened first, then the most shortened, each selected by a click. Follows what plays; nothing at rest unless
// a move is open. Those that the move is meant for are marked, and are listed wherever they rank.
void stretch_list(const Frame &frame, bool open);
// The switch of the length colours.
void lengths_box(const Frame &frame);

} // namespace myo::app::ui
