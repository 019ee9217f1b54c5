#include "heat/contrast.h"

#include <algorithm>

namespace myo::heat {
namespace {

using anatomy::Library;
using anatomy::Pattern;
using Columns = std::vector<std::vector<ContrastEntry>>;

std::string place_of(const Library &library, const anatomy::Zone &zone) {
  const anatomy::Region *region = library.region(zone.region);
  std::string name = region != nullptr ? region->name : zone.region;
  if (region == nullptr || !region->paired || zone.side == "ipsi") return name;
  return fmt::format("{} ({})", name, library.say(zone.side == "contra" ? "other side" : "both sides"));
}

std::vector<std::string> places(const Library &library, const Pattern &pattern, int low, int high) {
  std::vector<std::string> out;
  for (const anatomy::Zone &zone : pattern.zones)
    if (zone.tier >= low && zone.tier <= high)
      if (std::string place = place_of(library, zone); std::find(out.begin(), out.end(), place) == out.end()) out.push_back(std::move(place));
  return out;
}

std::vector<std::string> cue_names(const Library &library, const Pattern &pattern) {
  std::vector<std::string> out;
  for (const std::string &id : pattern.cues)
    if (const anatomy::Cue *cue = library.cue(id)) out.push_back(cue->name);
  return out;
}

std::vector<std::string> muscle_names(const Library &library, const Pattern &pattern) {
  std::vector<std::string> out;
  for (const std::string &id : pattern.muscles)
    if (const anatomy::Muscle *muscle = library.muscle(id)) out.push_back(muscle->name);
  return out;
}

// Entries that stand in every column tell nothing apart.
Columns marked(const std::vector<std::vector<std::string>> &texts) {
  Columns out(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (const std::string &text : texts[i])
      out[i].push_back({text, std::all_of(texts.begin(), texts.end(), [&](const auto &column) {
                          return std::find(column.begin(), column.end(), text) != column.end();
                        })});
  return out;
}

// What the sheet of each pattern says of the others; where only the other's sheet speaks of the pair, its words stand there.
Columns pairs(std::span<const Pattern *const> patterns) {
  Columns out(patterns.size());
  for (std::size_t i = 0; i < patterns.size(); ++i)
    for (const anatomy::Apart &apart : patterns[i]->apart)
      if (std::any_of(patterns.begin(), patterns.end(), [&](const Pattern *other) { return other != patterns[i] && other->id == apart.pattern; }))
        out[i].push_back({apart.text, false});
  return out;
}

} // namespace

std::vector<ContrastRow> contrast(const Library &library, std::span<const Pattern *const> patterns) {
  std::vector<ContrastRow> rows;
  const auto add = [&](const char *name, Columns columns) {
    if (std::any_of(columns.begin(), columns.end(), [](const auto &c) { return !c.empty(); })) rows.push_back({library.say(name), std::move(columns)});
  };
  const auto add_texts = [&](const char *name, auto texts_of) {
    std::vector<std::vector<std::string>> texts;
    for (const Pattern *pattern : patterns) texts.push_back(texts_of(*pattern));
    add(name, marked(texts));
  };
  add("what tells it apart", pairs(patterns));
  add_texts("felt most often", [&](const Pattern &p) { return places(library, p, 3, 3); });
  add_texts("often", [&](const Pattern &p) { return places(library, p, 2, 2); });
  add_texts("sometimes", [&](const Pattern &p) { return places(library, p, 1, 1); });
  add_texts("what is so besides", [&](const Pattern &p) { return cue_names(library, p); });
  add_texts("sets it off", [](const Pattern &p) { return p.sets_off; });
  add_texts("makes it worse", [](const Pattern &p) { return p.intensifies; });
  add_texts("muscle", [&](const Pattern &p) { return muscle_names(library, p); });
  return rows;
}

} // namespace myo::heat
