#include "scene/json_fields.h"

#include <algorithm>

namespace myo::scene {

Result<Json> parse_json(std::string_view text, std::string_view where, std::size_t limit) {
  if (text.size() > limit) return bad_input("is larger than a view or command can be", std::string(where));
  // The parser follows nesting on the heap, but what walks the result may not.
  int depth = 0, deepest = 0;
  for (const char c : text) {
    depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    deepest = std::max(deepest, depth);
  }
  if (deepest > 64) return bad_input("is nested too deeply", std::string(where));
  try {
    return Json::parse(text);
  } catch (const nlohmann::json::parse_error &fault) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(fault.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    return bad_input("is no valid JSON", fmt::format("{}:{}", where, line));
  } catch (const nlohmann::json::exception &) { // a number too large to hold, for one
    return bad_input("holds a number that is too large", std::string(where));
  }
}

} // namespace myo::scene
