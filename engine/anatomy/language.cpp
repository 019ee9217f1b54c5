#include "anatomy/language.h"

#include "anatomy/search.h"
#include "anatomy/source.h"

#include <algorithm>
#include <system_error>

namespace myo::anatomy {
namespace {

// nullptr where there is none of this id.
template <class Item> Item *item_of(std::vector<Item> &items, std::string_view id, std::string Item::*own = &Item::id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item &i) { return i.*own == id; });
  return found == items.end() ? nullptr : &*found;
}

// What is to be filled in, in its order: "{} of {:.1f}" -> "{}", "{:.1f}".
std::vector<std::string> blanks_of(std::string_view phrase) {
  std::vector<std::string> out;
  for (std::size_t at = phrase.find('{'); at != std::string_view::npos; at = phrase.find('{', at + 1))
    out.emplace_back(phrase.substr(at, phrase.find('}', at) - at + 1));
  return out;
}

// A table of id = "words"; `take` says whether there is such an id.
void read_words(Fields &file, std::string_view table, const std::function<bool(const std::string &, const std::string &)> &take) {
  file.table(table, "table of words", false, [&](Fields &f) {
    for (const std::string &id : f.keys()) {
      const std::string words = f.text(id);
      if (!take(id, words)) f.fault(id, fmt::format("there is nothing called \"{}\" in {}", id, table), "strike it off");
    }
  });
}

// The same where every item has a field for it.
template <class Item> void read_names(Fields &file, std::string_view table, std::vector<Item> &items, std::string Item::*field) {
  read_words(file, table, [&](const std::string &id, const std::string &words) {
    Item *item = item_of(items, id);
    if (item != nullptr) item->*field = words;
    return item != nullptr;
  });
}

void read_name_file(Fields &file, Library &library) {
  read_names(file, "regions", library.regions, &Region::name);
  read_names(file, "cues", library.cues, &Cue::name);
  read_names(file, "red_flags", library.red_flags, &RedFlag::sign);
  read_names(file, "moves", library.moves, &Move::name);
  read_names(file, "move_how", library.moves, &Move::how);
  read_names(file, "poses", library.poses, &NamedPose::name);
  read_names(file, "joints", library.joints, &JointDefinition::name);
  read_names(file, "bones", library.bones, &Bone::name);
  read_names(file, "fasciae", library.fasciae, &Fascia::name);
  read_names(file, "landmarks", library.landmarks, &Landmark::name);
  file.table("cue_words", "table of words", false, [&](Fields &f) {
    for (const std::string &id : f.keys()) {
      Cue *cue = item_of(library.cues, id);
      if (cue == nullptr) f.fault(id, fmt::format("there is no cue \"{}\"", id), "strike it off");
      else cue->words = f.texts(id);
    }
  });
  read_words(file, "motions", [&](const std::string &id, const std::string &words) {
    const bool known = std::any_of(library.motions.begin(), library.motions.end(), [&](const Motion &m) { return m.plus == id || m.minus == id; });
    if (known) library.motion_words[id] = words;
    return known;
  });
  read_words(file, "features", [&](const std::string &id, const std::string &words) { // whether there are such is for the bones' sheets to say
    library.feature_words[id] = words;
    return true;
  });
}

// As many lines as in English, in the same order.
void take_lines(Fields &f, std::string_view key, std::vector<std::string> &lines) {
  if (!f.has(key)) return;
  std::vector<std::string> said = f.texts(key);
  if (said.size() != lines.size()) f.fault(key, fmt::format("\"{}\" has {} lines, in English it has {}", key, said.size(), lines.size()));
  else lines = std::move(said);
}

void take(Fields &f, std::string_view key, std::string &words) { words = f.text_or(key, words); }

// One for each relief, empty where it is told no times.
void read_times(Fields &f, Pattern &pattern) {
  if (!f.has("relief_times")) return;
  const toml::node *node = f.node("relief_times");
  const toml::array *list = node != nullptr ? node->as_array() : nullptr;
  if (list == nullptr || list->size() != pattern.relief.size())
    return f.fault("relief_times", fmt::format("\"relief_times\" must be {} texts, one for each relief", pattern.relief.size()));
  for (std::size_t i = 0; i < list->size(); ++i)
    if (const auto text = (*list)[i].value<std::string>()) pattern.relief[i].times = *text;
    else return f.fault("relief_times", "\"relief_times\" must be texts");
}

void read_pattern_words(Fields &f, Pattern &pattern) {
  take(f, "title", pattern.title);
  take(f, "place", pattern.place);
  take(f, "described", pattern.described);
  take(f, "no_zone", pattern.no_zone);
  take(f, "evidence", pattern.evidence);
  take_lines(f, "symptoms", pattern.symptoms);
  take_lines(f, "sets_off", pattern.sets_off);
  take_lines(f, "intensifies", pattern.intensifies);
  take_lines(f, "notes", pattern.notes);
  std::vector<std::string> relief;
  for (const Relief &r : pattern.relief) relief.push_back(r.text);
  take_lines(f, "relief", relief);
  for (std::size_t i = 0; i < pattern.relief.size(); ++i) pattern.relief[i].text = relief[i];
  read_times(f, pattern);
  read_words(f, "apart", [&](const std::string &id, const std::string &words) {
    Apart *apart = item_of(pattern.apart, id, &Apart::pattern);
    if (apart != nullptr) apart->text = words;
    return apart != nullptr;
  });
}

void read_muscle_words(Fields &f, Muscle &muscle) {
  take(f, "name", muscle.name);
  if (f.has("synonyms")) { // English ones still find it
    const std::vector<std::string> more = f.texts("synonyms");
    muscle.synonyms.insert(muscle.synonyms.end(), more.begin(), more.end());
  }
  take(f, "origin", muscle.origin_text);
  take(f, "insertion", muscle.insertion_text);
  take(f, "function", muscle.function);
  take(f, "considerations", muscle.considerations);
  take(f, "nerve", muscle.nerve);
  take(f, "variations", muscle.variations);
  take_lines(f, "other_actions", muscle.other_actions);
}

// Every file of `sub` speaks of the item of its name.
template <class Item>
void read_folder(Source &source, const std::filesystem::path &folder, const std::string &sub, std::vector<Item> &items, void (*reader)(Fields &, Item &)) {
  if (!std::filesystem::is_directory(folder / sub)) return; // it says nothing of these
  for (const std::string &file : files_in(source, folder, sub)) {
    const std::string name = std::filesystem::path(file).stem().string();
    Item *item = item_of(items, name);
    if (item == nullptr) return source.fault(fmt::format("speaks of \"{}\", which there is not", name), file, "rename or remove the file");
    read_toml(source, folder, file, "file of words", [&](Fields &f) { reader(f, *item); });
  }
}

} // namespace

std::vector<std::string> languages(const std::filesystem::path &folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder / "languages", error), end; !error && it != end; it.increment(error))
    if (it->is_directory(error)) out.push_back(it->path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

Status speak(Library &library, const std::filesystem::path &folder, std::string_view language) {
  if (language.empty() || language == "en") return {};
  const std::vector<std::string> known = languages(folder);
  if (std::find(known.begin(), known.end(), language) == known.end()) {
    std::string list = "en";
    for (const std::string &l : known) list += ", " + l;
    return bad_arguments(fmt::format("there is no language \"{}\"", language), fmt::format("there are {}", list));
  }
  const std::filesystem::path own = folder / "languages" / std::string(language);
  Source source;
  Library spoken = library;
  read_toml(source, own, "names.toml", "file of names", [&](Fields &file) { read_name_file(file, spoken); });
  read_toml(source, own, "phrases.toml", "file of phrases", [&](Fields &file) {
    for (const std::string &english : file.keys()) {
      std::string words = file.text(english);
      // What stands for a name or a number must come again, as it is: the program fills it in.
      if (blanks_of(english) != blanks_of(words))
        file.fault(english, fmt::format("\"{}\" has other {{}} than its English", words), "keep every {} of the English");
      spoken.phrases[english] = std::move(words);
    }
  });
  read_folder(source, own, "patterns", spoken.patterns, read_pattern_words);
  read_folder(source, own, "muscles", spoken.muscles, read_muscle_words);
  if (source.faulty()) {
    Error error = *source.first();
    error.where = fmt::format("languages/{}/{}", language, error.where);
    return fail(std::move(error));
  }
  spoken.language = std::string(language);
  library = std::move(spoken);
  return {};
}

} // namespace myo::anatomy
