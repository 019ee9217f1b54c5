// Commands as lines of JSON: what recordings and replay tests are made of.
#pragma once

#include "base/result.h"
#include "scene/commands.h"
#include "scene/scene.h"

#include <string>
#include <string_view>

namespace myo::scene {

[[nodiscard]] std::string to_line(const Command &command, const Context &context);
[[nodiscard]] Result<Command> from_line(std::string_view line, const Context &context);

// Applies every line; blank lines and lines that begin with '#' are skipped. Stops at the first error, naming the line.
[[nodiscard]] Status replay(Scene &scene, std::string_view log, const Context &context);

} // namespace myo::scene
