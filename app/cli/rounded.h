// Figures as people read them.
#pragma once

#include <cmath>

namespace myo::app::cli {

[[nodiscard]] inline double rounded(double value, double step) { return std::round(value / step) * step; }

} // namespace myo::app::cli
