// myoscope compare: what tells two to four patterns apart, as a table.
#include "cli/cli.h"
#include "cli/scene_options.h"

#include "heat/contrast.h"
#include "scene/compared.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct LookAlikeOptions {
  std::vector<std::string> patterns;
  bool json = false;
};

Json as_json(const std::vector<const anatomy::Pattern *> &patterns, const std::vector<heat::ContrastRow> &rows) {
  Json out;
  out["patterns"] = Json::array();
  for (const anatomy::Pattern *pattern : patterns) out["patterns"].push_back({{"id", pattern->id}, {"name", pattern->title}});
  out["rows"] = Json::array();
  for (const heat::ContrastRow &row : rows) {
    Json columns = Json::array();
    for (const auto &column : row.columns) {
      Json entries = Json::array();
      for (const heat::ContrastEntry &entry : column) entries.push_back({{"text", entry.text}, {"shared", entry.shared}});
      columns.push_back(std::move(entries));
    }
    out["rows"].push_back({{"name", row.name}, {"columns", std::move(columns)}});
  }
  return out;
}

// One block a pattern would hide what differs: one block a row, a line or more for each pattern. "=" marks what all share.
std::string as_text(const std::vector<const anatomy::Pattern *> &patterns, const std::vector<heat::ContrastRow> &rows) {
  std::string text;
  for (std::size_t i = 0; i < patterns.size(); ++i) text += fmt::format("{}  {}\n", static_cast<char>('A' + i), patterns[i]->title);
  for (const heat::ContrastRow &row : rows) {
    text += fmt::format("\n{}\n", row.name);
    for (std::size_t i = 0; i < row.columns.size(); ++i)
      for (const heat::ContrastEntry &entry : row.columns[i]) text += fmt::format("  {} {} {}\n", static_cast<char>('A' + i), entry.shared ? '=' : ' ', entry.text);
  }
  return text + "\nClinical tradition with contested evidence: not a diagnosis.\n";
}

Status compare(const LookAlikeOptions &options) {
  const auto library = open_spoken_library();
  MYO_TRY(library);
  std::vector<const anatomy::Pattern *> patterns;
  for (const std::string &name : options.patterns) {
    const auto id = find_pattern(*library, name);
    MYO_TRY(id);
    const anatomy::Pattern *pattern = library->pattern(*id);
    if (std::find(patterns.begin(), patterns.end(), pattern) != patterns.end())
      return bad_arguments(fmt::format("\"{}\" is named twice", name), "name each pattern once");
    patterns.push_back(pattern);
  }
  const std::vector<heat::ContrastRow> rows = heat::contrast(*library, patterns);
  fmt::print("{}", options.json ? as_json(patterns, rows).dump(2) + "\n" : as_text(patterns, rows));
  return {};
}

} // namespace

void add_compare(CLI::App &app, Action &action) {
  auto options = std::make_shared<LookAlikeOptions>();
  CLI::App *command = app.add_subcommand("compare", "What tells patterns apart that feel alike");
  command->add_option("patterns", options->patterns, "Two to four patterns (myoscope list patterns)")
      ->required()
      ->expected(2, static_cast<int>(scene::compared_most))
      ->option_text("ID ID [ID [ID]]");
  command->add_flag("--json", options->json, "An object: patterns, rows of columns");
  command->callback([options, &action] { action = [options] { return compare(*options); }; });
}

} // namespace myo::app::cli
