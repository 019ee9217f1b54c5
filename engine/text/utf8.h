// Just enough UTF-8 to walk text that may be broken.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace myo::text {

// The letter at byte `at`, which is moved past it. U+FFFD for a broken or overlong sequence, one byte consumed.
[[nodiscard]] char32_t decode_letter(std::string_view text, std::size_t &at);
inline char32_t next_letter(std::string_view text, std::size_t &at) { return decode_letter(text, at); }
// `text` with every broken byte replaced by U+FFFD and control characters other than '\n' by spaces.
[[nodiscard]] std::string valid_utf8(std::string_view text);

} // namespace myo::text
