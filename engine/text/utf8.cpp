#include "text/utf8.h"

#include <cstdint>

namespace myo::text {

char32_t decode_letter(std::string_view text, std::size_t &at) {
  constexpr char32_t broken = 0xFFFD;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(at);
  const std::size_t first = at++;
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || first + static_cast<std::size_t>(more) >= text.size()) return broken;
  char32_t letter = lead & (0x3FU >> more);
  for (int i = 1; i <= more; ++i) {
    const std::uint8_t next = byte(first + static_cast<std::size_t>(i));
    if ((next & 0xC0U) != 0x80U) return broken;
    letter = (letter << 6U) | (next & 0x3FU);
  }
  constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (letter < least[more] || letter > 0x10FFFF || (letter >= 0xD800 && letter < 0xE000)) return broken;
  at = first + 1 + static_cast<std::size_t>(more);
  return letter;
}

std::string valid_utf8(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t letter = decode_letter(text, at);
    if (letter < 0x20 && letter != U'\n') clean += ' ';
    else if (letter == 0xFFFD) clean += "\xEF\xBF\xBD";
    else clean += text.substr(from, at - from);
  }
  return clean;
}

} // namespace myo::text
