#include "anatomy/source.h"

#include "anatomy/search.h"
#include "base/files.h"

#include <algorithm>
#include <cmath>
#include <system_error>

namespace myo::anatomy {

std::string_view to_string(Noun noun) {
  switch (noun) {
  case Noun::bone: return "bone";
  case Noun::landmark: return "landmark";
  case Noun::scale: return "scale reference";
  case Noun::segment: return "segment";
  case Noun::skin_part: return "skin part";
  case Noun::cover: return "cover";
  case Noun::muscle: return "muscle";
  case Noun::joint: return "joint";
  case Noun::pose: return "pose";
  case Noun::region: return "region";
  case Noun::pattern: return "pattern";
  case Noun::motion_joint: return "joint with motions";
  case Noun::cue: return "cue";
  case Noun::red_flag: return "red flag";
  case Noun::move: return "move";
  }
  return "thing";
}

void Source::fault(std::string what, std::string where, std::string remedy) {
  if (!first_) first_ = Error{ErrorKind::input, std::move(what), std::move(where), std::move(remedy)};
}

void Source::define(Noun noun, const std::string &id, const std::string &where) {
  if (id.empty()) return; // its absence is already a fault
  const auto [at, fresh] = defined_[noun].emplace(id, where);
  if (!fresh) {
    fault(fmt::format("{} \"{}\" is defined twice, first at {}", to_string(noun), id, at->second), where,
          "rename or remove one of them");
  }
}

void Source::refer(Noun noun, const std::string &id, const std::string &where) {
  if (!id.empty()) references_.push_back({noun, id, where});
}

void Source::refer(Noun noun, const std::vector<std::string> &ids, const std::string &where) {
  for (const std::string &id : ids) refer(noun, id, where);
}

std::vector<std::string> Source::ids(Noun noun) const {
  std::vector<std::string> out;
  if (const auto found = defined_.find(noun); found != defined_.end()) {
    for (const auto &[id, where] : found->second) out.push_back(id);
  }
  return out;
}

void Source::resolve() {
  for (const Reference &reference : references_) {
    if (faulty()) return;
    const std::map<std::string, std::string> &known = defined_[reference.noun];
    if (known.contains(reference.id)) continue;
    const std::vector<std::string> near = nearest_names(ids(reference.noun), reference.id, 1);
    fault(fmt::format("there is no {} \"{}\"", to_string(reference.noun), reference.id), reference.where,
          near.empty() ? std::string() : fmt::format("did you mean \"{}\"?", near.front()));
  }
}

std::string place(const std::string &file, const toml::node &node) {
  return fmt::format("{}:{}", file, node.source().begin.line);
}

Fields::Fields(Source &source, const toml::table &table, std::string file, std::string what)
    : source_(source), table_(table), file_(std::move(file)), what_(std::move(what)) {}

Fields::~Fields() {
  if (source_.faulty()) return;
  std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto &[key, node] : table_) {
    if (asked_.contains(key.str())) continue;
    const std::vector<std::string> near = nearest_names(known, key.str(), 1);
    source_.fault(fmt::format("a {} has no key \"{}\"", what_, key.str()),
                  fmt::format("{}:{}", file_, key.source().begin.line),
                  near.empty() ? std::string() : fmt::format("did you mean \"{}\"?", near.front()));
    return;
  }
}

std::string Fields::where() const { return place(file_, table_); }

std::string Fields::where(std::string_view key) const {
  const toml::node *node = table_.get(key);
  return node == nullptr ? where() : place(file_, *node);
}

bool Fields::has(std::string_view key) const { return table_.contains(key); }

void Fields::fault(std::string_view key, std::string what, std::string remedy) const {
  source_.fault(std::move(what), where(key), std::move(remedy));
}

const toml::node *Fields::take(std::string_view key, bool required) {
  asked_.emplace(key);
  const toml::node *node = table_.get(key);
  if (node == nullptr && required) {
    source_.fault(fmt::format("this {} lacks \"{}\"", what_, key), where(), "add it");
  }
  return node;
}

void Fields::wrong(std::string_view key, std::string_view expected) const {
  source_.fault(fmt::format("\"{}\" must be {}", key, expected), where(key));
}

const toml::node *Fields::node(std::string_view key) { return take(key, false); }

std::string Fields::text(std::string_view key) {
  const toml::node *node = take(key, true);
  if (node == nullptr) return {};
  const auto *value = node->as_string();
  if (value == nullptr) return wrong(key, "a text in quotes"), std::string();
  if (value->get().empty()) wrong(key, "a text that is not empty");
  return value->get();
}

std::string Fields::text_or(std::string_view key, std::string fallback) {
  const toml::node *node = take(key, false);
  if (node == nullptr) return fallback;
  const auto *value = node->as_string();
  if (value == nullptr) return wrong(key, "a text in quotes"), fallback;
  return value->get();
}

double Fields::number(std::string_view key) {
  const toml::node *node = take(key, true);
  if (node == nullptr) return 0;
  const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
  if (!value || !std::isfinite(*value)) return wrong(key, "a number"), 0;
  return *value;
}

double Fields::number_or(std::string_view key, double fallback) {
  asked_.emplace(key);
  return has(key) ? number(key) : fallback;
}

bool Fields::flag(std::string_view key) {
  const toml::node *node = take(key, false);
  if (node == nullptr) return false;
  const auto *value = node->as_boolean();
  if (value == nullptr) return wrong(key, "true or false"), false;
  return value->get();
}

std::vector<std::string> Fields::texts(std::string_view key) {
  take(key, true);
  return texts_or_none(key);
}

std::vector<std::string> Fields::texts_or_none(std::string_view key) {
  const toml::node *node = take(key, false);
  if (node == nullptr) return {};
  const toml::array *list = node->as_array();
  if (list == nullptr) return wrong(key, "a list of texts"), std::vector<std::string>();
  std::vector<std::string> out;
  for (const toml::node &item : *list) {
    const auto *value = item.as_string();
    if (value == nullptr || value->get().empty()) return wrong(key, "a list of texts"), out;
    out.push_back(value->get());
  }
  return out;
}

std::vector<std::string> Fields::sources(std::string_view key) {
  std::vector<std::string> out = texts(key);
  constexpr std::array<std::string_view, 6> addresses{"http", "doi", "PMID", "(print", "print)", "unsourced"};
  for (const std::string &text : out)
    if (std::ranges::none_of(addresses, [&](std::string_view word) { return text.find(word) != std::string::npos; })) {
      fault(key, fmt::format("the source \"{}\" has no address", text), "add its address, or end it with \"(print)\" or \"unsourced\"");
      break;
    }
  return out;
}

std::vector<double> Fields::numbers(std::string_view key, std::size_t count) {
  const toml::node *node = take(key, true);
  std::vector<double> out;
  if (node != nullptr) {
    if (const toml::array *list = node->as_array()) {
      for (const toml::node &item : *list) {
        const std::optional<double> value = item.is_number() ? item.value<double>() : std::nullopt;
        if (value && std::isfinite(*value)) out.push_back(*value);
      }
      if (out.size() != list->size()) out.clear();
    }
    if (out.size() != count) wrong(key, fmt::format("a list of {} numbers", count));
  }
  out.resize(count);
  return out;
}

vec3 Fields::vector(std::string_view key) {
  const std::vector<double> v = numbers(key, 3);
  return {static_cast<float>(v[0]), static_cast<float>(v[1]), static_cast<float>(v[2])};
}

std::string Fields::word(std::string_view key, std::initializer_list<std::string_view> words,
                         std::string_view fallback) {
  std::string value = fallback.empty() ? text(key) : text_or(key, std::string(fallback));
  if (value.empty() || std::find(words.begin(), words.end(), value) != words.end()) return value;
  fault(key, fmt::format("\"{}\" cannot be \"{}\"", key, value), fmt::format("use {}", fmt::join(words, ", ")));
  return value;
}

void Fields::each(std::string_view key, std::string_view what, const std::function<void(Fields &)> &read) {
  const toml::node *node = take(key, false);
  if (node == nullptr) return;
  const toml::array *list = node->as_array();
  if (list == nullptr) return wrong(key, fmt::format("a list of tables, [[{}]]", key));
  for (const toml::node &item : *list) {
    const toml::table *table = item.as_table();
    if (table == nullptr) return wrong(key, fmt::format("a list of tables, [[{}]]", key));
    Fields fields(source_, *table, file_, std::string(what));
    read(fields);
  }
}

void Fields::table(std::string_view key, std::string_view what, bool required,
                   const std::function<void(Fields &)> &read) {
  const toml::node *node = take(key, required);
  if (node == nullptr) return;
  const toml::table *table = node->as_table();
  if (table == nullptr) return wrong(key, fmt::format("a table, [{}]", key));
  Fields fields(source_, *table, file_, std::string(what));
  read(fields);
}

std::vector<std::string> Fields::keys() {
  std::vector<std::string> out;
  for (const auto &[key, node] : table_) {
    out.emplace_back(key.str());
    asked_.emplace(key.str());
  }
  return out;
}

void read_toml(Source &source, const std::filesystem::path &folder, const std::string &name, std::string_view what,
               const std::function<void(Fields &)> &read) {
  if (source.faulty()) return;
  const Result<std::string> text = read_text(folder / name);
  if (!text) return source.fault(text.error().what, text.error().where, text.error().remedy);
  toml::table table;
  try {
    table = toml::parse(*text, name);
  } catch (const toml::parse_error &error) {
    std::string said(error.description());
    std::replace(said.begin(), said.end(), '\n', ' ');
    return source.fault(said, fmt::format("{}:{}", name, error.source().begin.line), "mend the TOML");
  }
  Fields fields(source, table, name, std::string(what));
  read(fields);
}

std::vector<std::string> files_in(Source &source, const std::filesystem::path &folder, const std::string &sub) {
  std::vector<std::string> out;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder / sub, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".toml") out.push_back(sub + "/" + it->path().filename().string());
  }
  if (error) source.fault(error.message(), sub, "the anatomy folder needs it");
  std::sort(out.begin(), out.end());
  return out;
}

} // namespace myo::anatomy
