// One thing to be fuzzed: a parser of something that the program reads. A target must neither crash, hang nor grow
// without bound, whatever it is fed, and every refusal must be a single line.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo::fuzz {

using Bytes = std::vector<std::byte>;

// Good inputs, made in code, from which the runner breeds bad ones.
[[nodiscard]] std::vector<Bytes> seeds();
void feed(std::span<const std::byte> input);

inline std::string_view text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}
inline Bytes bytes(std::string_view text) {
  const auto raw = std::as_bytes(std::span(text.data(), text.size()));
  return {raw.begin(), raw.end()};
}
// Aborts when an error would fill more than a line.
template <class T> void expect_one_line(const Result<T> &result) {
  if (!result && result.error().line().find('\n') != std::string::npos) std::abort();
}

} // namespace myo::fuzz
