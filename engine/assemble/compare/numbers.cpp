#include "assemble/compare/numbers.h"

#include <charconv>
#include <cmath>

namespace myo::assemble {

std::vector<float> numbers_of(std::string_view text) {
  std::vector<float> out;
  while (!text.empty()) {
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return {};
    out.push_back(value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return out;
    if (text.front() != ',' || text.size() == 1) return {};
    text.remove_prefix(1);
  }
  return out;
}

} // namespace myo::assemble
