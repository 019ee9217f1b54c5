// The living page of one pattern: how it is described, what sets it off, the anatomy behind it, relief, look-alikes, evidence.
#pragma once

#include "ui/panel.h"

namespace myo::app::ui {

void pattern_page(const Frame &frame, const anatomy::Pattern &pattern);

} // namespace myo::app::ui
