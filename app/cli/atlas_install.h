// The command "atlas install".
#pragma once

#include "cli/cli.h"

namespace myo::app::cli {

void add_atlas_install(CLI::App &atlas, Action &action);

} // namespace myo::app::cli
