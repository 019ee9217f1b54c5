// Small drawings on buttons, for what words would take too much room; each has a hint that says it in words.
#pragma once

#include "ui/panel.h"

#include <string_view>

namespace myo::app::ui {

enum class Icon { undo, redo, contrast, question };

// A square button as high as a line of buttons. Traced under `id`; greyed while not `able`.
bool icon_button(const Frame &frame, std::string_view id, Icon icon, const char *hint, bool able = true);

} // namespace myo::app::ui
