// The command line: one file a command. Exit codes: 0 done, 2 bad arguments, 3 bad input or machine, 130 cancelled.
// stdout carries results only; errors are one line on stderr that begins with "myoscope: ".
#pragma once

#include "base/result.h"

#include <functional>

namespace CLI { class App; } // its header costs every source that reads it some eight seconds

namespace myo::app {

struct WindowOptions;

// Parses, does what is asked and returns the exit code.
[[nodiscard]] int run(int argc, char **argv);

} // namespace myo::app

namespace myo::app::cli {

// What the chosen command will do once the whole line has been understood.
using Action = std::function<Status()>;

// Each adds its subcommand to `app`; when it is chosen, it puts what is to be done into `action`.
void add_render(CLI::App &app, Action &action);
void add_list(CLI::App &app, Action &action);
void add_muscle(CLI::App &app, Action &action);
void add_stretch(CLI::App &app, Action &action);
void add_match(CLI::App &app, Action &action);
void add_compare(CLI::App &app, Action &action);
void add_atlas(CLI::App &app, Action &action);
void add_measure(CLI::App &app, Action &action);
void add_view(CLI::App &app, Action &action, const WindowOptions &window); // which outlives the action
void add_atlas_compare(CLI::App &atlas, Action &action); // below `atlas`
void add_atlas_regions(CLI::App &atlas, Action &action);
void add_atlas_poses(CLI::App &atlas, Action &action);

} // namespace myo::app::cli
