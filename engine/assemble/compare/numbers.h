// Numbers as people type them on a command line.
#pragma once

#include <string_view>
#include <vector>

namespace myo::assemble {

// "1,2.5,-3"; empty when the text is anything else.
[[nodiscard]] std::vector<float> numbers_of(std::string_view text);

} // namespace myo::assemble
