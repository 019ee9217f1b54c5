// A foreign model file into a Figure. It is parsed in a child process with limits of time and memory: readers of foreign
// formats stop the program at what they did not expect, or never stop at all.
#pragma once

#include "atlas/figure/figure.h"
#include "base/apart.h"
#include "base/progress.h"

#include <filesystem>

namespace myo::atlas {

inline constexpr ChildLimits figure_limits{.seconds = 60, .memory_bytes = 4ULL << 30};

// glTF 2.0 (.gltf, .glb) by our own reader, everything else by Assimp. What cannot be shown as it is meant is a note or an
// error of one line.
[[nodiscard]] Result<Figure> import_figure(const std::filesystem::path &file, Progress &progress, const ChildLimits &limits = figure_limits);

// The same in this process: for tests of what a reader understands, never for files of others.
[[nodiscard]] Result<Figure> parse_figure(const std::filesystem::path &file);

} // namespace myo::atlas
