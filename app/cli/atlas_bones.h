#pragma once

#include "cli/cli.h"

namespace myo::app::cli {

void add_atlas_bones(CLI::App &atlas, Action &action); // below `atlas`

} // namespace myo::app::cli
