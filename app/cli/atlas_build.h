// The command "atlas build".
#pragma once

#include "cli/cli.h"

namespace myo::app::cli {

void add_atlas_build(CLI::App &atlas, Action &action);

} // namespace myo::app::cli
