// What tells the patterns of a comparison apart, under their bodies.
#pragma once

#include "ui/panel.h"

namespace myo::app::ui {

// Drawn while a comparison is shown; takes its height from `area`.
void compare_table(const Frame &frame, FreeArea &area);

// Asks for the active patterns side by side and for a view that fits the bodies, as one step with `gesture` (not 0).
void show_side_by_side(const Frame &frame, scene::Gesture gesture);

} // namespace myo::app::ui
