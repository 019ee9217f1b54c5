// A 64-bit content hash (XXH3) for version keys, caches and "same input, same bytes" tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace myo {

[[nodiscard]] std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed = 0);
[[nodiscard]] std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0);
[[nodiscard]] std::string hex(std::uint64_t value); // 16 lower-case digits

template <class T> [[nodiscard]] std::uint64_t hash_span(std::span<const T> values, std::uint64_t seed = 0) {
  return hash_bytes(std::as_bytes(values), seed);
}

} // namespace myo
