#include "anatomy/search.h"

#include "anatomy/action_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>
#include <optional>

namespace myo::anatomy {
using std::string_view_literals::operator""sv;
namespace {

// The letter that people type for one with an accent, of those that UTF-8 writes as C3 xx; 0 for none.
char without_accent(unsigned char second) {
  constexpr std::string_view letters = "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0"sv; // from A with grave on
  const auto place = static_cast<std::size_t>(second & 0x1FU);
  return second >= 0x80 && place < letters.size() ? letters[place] : '\0';
}

// Lower case, no accents, one blank between words, punctuation dropped: "M. Levator-scapulae" -> "levator scapulae".
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto u = static_cast<unsigned char>(c);
    if (u == 0xC3 && i + 1 < text.size()) {
      if (const char letter = without_accent(static_cast<unsigned char>(text[i + 1])); letter != '\0') {
        out += letter, ++i;
        continue;
      }
    }
    if (std::isalnum(u) != 0 || u >= 0x80) {
      out += static_cast<char>(std::tolower(u));
    } else if (!out.empty() && out.back() != ' ' && c != '\'') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  for (const std::string_view word : {"musculus ", "muscle ", "m "}) {
    if (out.starts_with(word)) out.erase(0, word.size());
  }
  if (out.ends_with(" muscle")) out.resize(out.size() - 7);
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word)), word.clear();
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

// A slip is forgiven in every third letter or so.
std::size_t slack(std::size_t length) { return length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3; }

// How a query's word sits in a name's words: 0 whole, 1 its beginning, 2 and up with slips; none = not there.
std::optional<std::size_t> word_cost(const std::string &word, const std::vector<std::string> &name) {
  std::optional<std::size_t> best;
  const auto offer = [&](std::size_t cost) { best = std::min(best.value_or(cost), cost); };
  for (const std::string &other : name) {
    if (other == word) offer(0);
    if (word.size() >= 2 && other.starts_with(word)) offer(1);
    const std::size_t slips = edit_distance(word, other);
    if (slips <= slack(word.size())) offer(1 + slips);
    if (word.size() >= 5 && other.size() > word.size() && edit_distance(word, other.substr(0, word.size())) <= 1) offer(3);
  }
  return best;
}

// Lower is better; 0 = the name itself. Every word of the query must be found.
std::optional<std::size_t> cost(const std::string &query, const std::string &name) {
  if (query.empty() || name.empty()) return std::nullopt;
  if (query == name) return 0;
  const std::vector<std::string> asked = words_of(query), own = words_of(name);
  std::size_t sum = 1;
  for (const std::string &word : asked) {
    const std::optional<std::size_t> c = word_cost(word, own);
    if (!c) return std::nullopt;
    sum += 4 * *c;
  }
  return sum + (own.size() > asked.size() ? own.size() - asked.size() : 0);
}

template <class Item> struct Ranked { const Item *item; std::size_t cost; };

// `names` gives the names under which an item may be found; a hit at cost 0 comes alone.
template <class Item, class Names>
std::vector<Ranked<Item>> rank(const std::vector<Item> &items, std::string_view query, const Names &names) {
  const std::string asked = plain(query);
  std::vector<Ranked<Item>> out;
  for (const Item &item : items) {
    std::optional<std::size_t> best;
    for (const std::string &name : names(item)) {
      if (const std::optional<std::size_t> c = cost(asked, plain(name))) best = std::min(best.value_or(*c), *c);
    }
    if (best) out.push_back({&item, *best});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.cost < b.cost; });
  if (!out.empty() && out.front().cost == 0) {
    out.erase(std::find_if(out.begin(), out.end(), [](const auto &r) { return r.cost > 0; }), out.end());
  }
  return out;
}

struct SidedFma { std::string_view fma; Side side; };
std::vector<SidedFma> fma_ids(const Bone &b) {
  return {{b.fma, Side::midline}, {b.fma_left, Side::left}, {b.fma_right, Side::right}};
}
std::vector<SidedFma> fma_ids(const Muscle &m) {
  std::vector<SidedFma> out{{m.fma, Side::midline}, {m.fma_left, Side::left}, {m.fma_right, Side::right}};
  for (const std::string &part : m.fma_parts) out.push_back({part, Side::midline});
  for (const std::string &part : m.fma_parts_left) out.push_back({part, Side::left});
  for (const std::string &part : m.fma_parts_right) out.push_back({part, Side::right});
  return out;
}

template <class Hit, class Item, class Names>
std::vector<Hit> find_sided(const std::vector<Item> &items, std::string_view query, const Names &names) {
  std::vector<Hit> out;
  if (const std::string fma = fma_id(query); !fma.empty()) {
    for (const Item &item : items) {
      for (const SidedFma &id : fma_ids(item)) {
        if (id.fma == fma) out.push_back({&item, id.side, true});
      }
    }
    return out;
  }
  for (const auto &ranked : rank(items, query, names)) out.push_back({ranked.item, Side::midline, ranked.cost == 0});
  return out;
}

template <class Item, class Names>
std::vector<const Item *> find_plain(const std::vector<Item> &items, std::string_view query, const Names &names) {
  std::vector<const Item *> out;
  for (const auto &ranked : rank(items, query, names)) out.push_back(ranked.item);
  return out;
}

// Does every word of the query begin a word of the text? Both plain. Slips are forgiven in names only: there are too many
// words in texts.
bool tells_of(const std::vector<std::string> &asked, const std::string &text) {
  return std::all_of(asked.begin(), asked.end(), [&](const std::string &word) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
      if (at == 0 || text[at - 1] == ' ') return true;
    return false;
  });
}

// Words that say nothing by themselves: "headache behind the eye" is asked with three.
std::vector<std::string> telling_words(std::string_view query) {
  std::vector<std::string> words = words_of(plain(query));
  std::erase_if(words, [](const std::string &w) {
    constexpr std::array<std::string_view, 12> idle{"the", "a", "an", "of", "in", "at", "on", "my", "and", "to", "with", "pain"};
    return std::find(idle.begin(), idle.end(), w) != idle.end() || w.size() < 2;
  });
  return words;
}

// What is known of an item beside its names, in one plain text.
std::string text_of(const Library &library, const Muscle &m) {
  std::string text = m.nerve + " " + m.region + " " + m.function;
  for (const std::string &line : action_words(m.actions, library)) text += " " + line;
  for (const std::string &line : m.other_actions) text += " " + line;
  return plain(text);
}
std::string text_of(const Library &library, const Pattern &p) {
  std::string text = p.place + " " + p.described;
  for (const auto *lines : {&p.symptoms, &p.sets_off, &p.intensifies})
    for (const std::string &line : *lines) text += " " + line;
  for (const Zone &zone : p.zones)
    if (const Region *region = library.region(zone.region)) text += " " + region->name + " " + region->latin;
  for (const std::string &id : p.cues)
    if (const Cue *cue = library.cue(id)) {
      text += " " + cue->name;
      for (const std::string &words : cue->words) text += " " + words;
    }
  for (const std::string &id : p.muscles)
    if (const Muscle *muscle = library.muscle(id)) text += " " + muscle->nerve;
  return plain(text);
}

// Those whose text tells of all that is asked, after those that were found by name.
template <class Item, class Has, class Add>
void add_told(const Library &library, const std::vector<Item> &items, std::string_view query, const Has &has, const Add &add) {
  const std::vector<std::string> asked = telling_words(query);
  if (asked.empty() || (asked.size() == 1 && asked[0].size() < 3)) return;
  for (const Item &item : items)
    if (!has(item) && tells_of(asked, text_of(library, item))) add(item);
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string fma_id(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != ':' && c != '_') out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (!out.starts_with("FMA") || out.size() < 4 || out.find_first_not_of("0123456789", 3) != std::string::npos) return {};
  return out;
}

std::vector<std::string> nearest_names(const std::vector<std::string> &names, std::string_view query, std::size_t n) {
  struct Near { std::size_t cost; const std::string *name; };
  const std::string asked = plain(query);
  std::vector<Near> near;
  for (const std::string &name : names) {
    const std::string other = plain(name);
    const std::size_t slips = edit_distance(asked, other);
    const bool part = asked.size() >= 3 && (other.find(asked) != std::string::npos || asked.find(other) != std::string::npos);
    if (slips <= std::max<std::size_t>(2, asked.size() / 3) || (part && !other.empty())) {
      near.push_back({part ? std::min<std::size_t>(slips, 3) : slips, &name});
    }
  }
  std::stable_sort(near.begin(), near.end(), [](const Near &a, const Near &b) { return a.cost < b.cost; });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(n, near.size()); ++i) out.push_back(*near[i].name);
  return out;
}

std::vector<MuscleHit> find_muscle(const Library &library, std::string_view query) {
  std::vector<MuscleHit> hits = find_sided<MuscleHit>(library.muscles, query, [](const Muscle &m) {
    std::vector<std::string> names = m.synonyms;
    names.insert(names.end(), {m.id, m.name, m.latin});
    return names;
  });
  if (!fma_id(query).empty() || (!hits.empty() && hits.front().exact)) return hits;
  add_told(library, library.muscles, query, [&](const Muscle &m) { return std::any_of(hits.begin(), hits.end(), [&](const MuscleHit &h) { return h.muscle == &m; }); },
           [&](const Muscle &m) { hits.push_back({&m, Side::midline, false}); });
  return hits;
}

std::vector<BoneHit> find_bone(const Library &library, std::string_view query) {
  return find_sided<BoneHit>(library.bones, query,
                             [](const Bone &b) { return std::vector<std::string>{b.id, b.name, b.latin}; });
}

std::vector<const Pattern *> find_pattern(const Library &library, std::string_view query) {
  std::vector<const Pattern *> hits = find_plain(library.patterns, query, [&](const Pattern &p) {
    std::vector<std::string> names{p.id, p.title};
    for (const std::string &id : p.muscles)
      if (const Muscle *m = library.muscle(id)) {
        names.insert(names.end(), m->synonyms.begin(), m->synonyms.end());
        names.insert(names.end(), {m->name, m->latin});
      }
    return names;
  });
  add_told(library, library.patterns, query, [&](const Pattern &p) { return std::find(hits.begin(), hits.end(), &p) != hits.end(); },
           [&](const Pattern &p) { hits.push_back(&p); });
  return hits;
}

std::vector<const Region *> find_region(const Library &library, std::string_view query) {
  return find_plain(library.regions, query,
                    [](const Region &r) { return std::vector<std::string>{r.id, r.name, r.latin}; });
}

std::vector<const Cue *> find_cue(const Library &library, std::string_view query) {
  return find_plain(library.cues, query, [](const Cue &c) {
    std::vector<std::string> names = c.words;
    names.insert(names.end(), {c.id, c.name});
    return names;
  });
}

std::vector<const NamedPose *> find_pose(const Library &library, std::string_view query) {
  return find_plain(library.poses, query, [](const NamedPose &p) { return std::vector<std::string>{p.id, p.name}; });
}

} // namespace myo::anatomy
