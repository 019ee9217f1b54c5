// Marks and cues as people write them.
#include "heat/match.h"

#include "anatomy/search.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace myo::heat {
namespace {

std::string did_you_mean(const std::vector<std::string> &names, std::string_view asked, std::string_view command) {
  const std::vector<std::string> near = anatomy::nearest_names(names, asked, 3);
  if (near.empty()) return fmt::format("see: list {}", command);
  return fmt::format("did you mean {}?", fmt::join(near, ", "));
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
    if (side == "left") mark.where = Where::left;
    else if (side == "right") mark.where = Where::right;
    else if (side == "both") mark.where = Where::both;
    else return bad_arguments(fmt::format("\"{}\" is no side", side), "use left, right or both");
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
  std::vector<std::string> ids;
  for (const anatomy::Region *region : found) ids.push_back(region->id);
  if (!ids.empty()) {
    ids.resize(std::min<std::size_t>(ids.size(), 3));
    return bad_arguments(fmt::format("there is no region \"{}\"", rest), fmt::format("did you mean {}?", fmt::join(ids, ", ")));
  }
  for (const anatomy::Region &region : library.regions) ids.push_back(region.id);
  return bad_arguments(fmt::format("there is no region \"{}\"", rest), did_you_mean(ids, rest, "regions"));
}

Result<std::string> parse_cue(const anatomy::Library &library, std::string_view text) {
  if (library.cue(text) != nullptr) return std::string(text);
  const std::vector<const anatomy::Cue *> found = anatomy::find_cue(library, text);
  if (found.size() == 1) return found.front()->id;
  std::vector<std::string> ids;
  for (const anatomy::Cue *cue : found) ids.push_back(cue->id);
  if (!ids.empty()) {
    ids.resize(std::min<std::size_t>(ids.size(), 3));
    return bad_arguments(fmt::format("there is no cue \"{}\"", text), fmt::format("did you mean {}?", fmt::join(ids, ", ")));
  }
  for (const anatomy::Cue &cue : library.cues) ids.push_back(cue.id);
  return bad_arguments(fmt::format("there is no cue \"{}\"", text), did_you_mean(ids, text, "cues"));
}

} // namespace myo::heat
