// What --animation and --time mean for a foreign model.
#pragma once

#include "atlas/figure/figure.h"
#include "base/result.h"
#include "scene/commands.h"

#include <string>
#include <vector>

namespace myo::app::cli {

// `wanted`: its name, or its number as listed, from 1; "" = the first one. `time_s` < 0: its beginning. Neither given: rest.
[[nodiscard]] Result<std::vector<scene::Command>> animation_moment(const atlas::Figure &figure, const std::string &wanted, double time_s);

} // namespace myo::app::cli
