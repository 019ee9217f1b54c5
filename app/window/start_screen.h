// What the window shows while there is no atlas to look at: how to import one, or what is being loaded.
#pragma once

#include "base/progress.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace myo::app {

struct StartScreen {
  std::string path;                            // of the dataset, typed or dropped
  std::string fault;                           // why the last attempt failed
};

// `work`: what is going on, or nothing. Fills Requests::import_path or cancel_import.
void start_screen(const ui::Frame &frame, StartScreen &screen, const std::optional<Progress::State> &work);

} // namespace myo::app
