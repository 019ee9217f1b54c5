// Marks and cues as people write them.
#include "heat/match.h"

#include "anatomy/search.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace myo::heat {
namespace {

// What `asked` is like: what a search found, else what is spelt alike.
template <class Item>
tl::unexpected<Error> no_such(std::string_view noun, std::string_view asked, const std::vector<const Item *> &found, const std::vector<Item> &all) {
  std::vector<std::string> near;
  for (const Item *item : found)
    if (near.size() < 3) near.push_back(item->id);
  if (near.empty()) {
    std::vector<std::string> ids;
    for (const Item &item : all) ids.push_back(item.id);
    near = anatomy::nearest_names(ids, asked, 3);
  }
  return bad_arguments(fmt::format("there is no {} \"{}\"", noun, asked),
                       near.empty() ? fmt::format("see: list {}s", noun) : fmt::format("did you mean {}?", fmt::join(near, ", ")));
}

} // namespace

std::string_view to_string(Where where) {
  constexpr std::array<std::string_view, 4> words{"any", "left", "right", "both"};
  return words[static_cast<std::size_t>(where)];
}

std::optional<Where> where_from(std::string_view text) {
  for (const Where where : {Where::any, Where::left, Where::right, Where::both})
    if (to_string(where) == text) return where;
  return std::nullopt;
}

Result<Mark> parse_mark(const anatomy::Library &library, std::string_view text) {
  Mark mark;
  std::string_view rest = text;
  if (const std::size_t equals = rest.rfind('='); equals != std::string_view::npos) {
    const std::string_view felt = rest.substr(equals + 1);
    if (felt != "1" && felt != "2" && felt != "3")
      return bad_arguments(fmt::format("\"{}\": how much it is felt is 1, 2 or 3", text), "write ID[:left|right|both][=1..3]");
    mark.felt = felt[0] - '0';
    rest = rest.substr(0, equals);
  }
  if (const std::size_t colon = rest.rfind(':'); colon != std::string_view::npos) {
    const std::string_view side = rest.substr(colon + 1);
    const auto where = where_from(side);
    if (!where || *where == Where::any) return bad_arguments(fmt::format("\"{}\" is no side", side), "use left, right or both");
    mark.where = *where;
    rest = rest.substr(0, colon);
  }
  const std::vector<const anatomy::Region *> found = anatomy::find_region(library, rest);
  // Only what is meant beyond doubt: the id, or the whole name.
  const auto lower = [](std::string_view words) {
    std::string out(words);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
  };
  for (const anatomy::Region *region : found)
    if (region->id == rest || lower(region->name) == lower(rest)) {
      mark.region = region->id;
      return mark;
    }
  return no_such("region", rest, found, library.regions);
}

Result<std::string> parse_cue(const anatomy::Library &library, std::string_view text) {
  if (library.cue(text) != nullptr) return std::string(text);
  const std::vector<const anatomy::Cue *> found = anatomy::find_cue(library, text);
  if (found.size() == 1) return found.front()->id;
  return no_such("cue", text, found, library.cues);
}

} // namespace myo::heat
