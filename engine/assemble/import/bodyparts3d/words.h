// Small tools for the publisher's texts. ASCII only: the English tables are.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace myo::assemble::bodyparts3d {

[[nodiscard]] constexpr bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

[[nodiscard]] inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char &c : result)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return result;
}

// What a file says, fit to stand in a one-line message.
[[nodiscard]] inline std::string printable(std::string_view text) {
  std::string result(text.substr(0, 60));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < ' ' || c == 127; }, '?');
  return result;
}

} // namespace myo::assemble::bodyparts3d
