// myoscope match: from where it hurts to the patterns that may be behind it.
#include "cli/cli.h"
#include "cli/rounded.h"

#include "heat/match.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct MatchOptions {
  std::vector<std::string> regions, cues;
  int top = 10;
  bool json = false;
};

// "tier 3 at: base of the skull; nothing painted at: ..."
std::string one_line(const std::vector<std::string> &why) { return fmt::format("{}", fmt::join(why, "; ")); }

std::string match_text(const std::vector<heat::Match> &matches) {
  if (matches.empty()) return "no pattern that is known reaches there\n";
  std::string text;
  for (const heat::Match &m : matches) {
    const std::string side = m.where == heat::Where::any ? "" : fmt::format(", {}", to_string(m.where));
    text += fmt::format("{:.2f}  {}{}\n      {}\n      {}\n", m.score, m.pattern->id, side, m.pattern->title, one_line(m.why));
  }
  return text + "Clinical tradition with contested evidence: not a diagnosis.\n";
}

Status match(const MatchOptions &options) {
  const auto library = open_spoken_library();
  MYO_TRY(library);
  std::vector<heat::Mark> marks;
  for (const std::string &text : options.regions) {
    const auto mark = heat::parse_mark(*library, text);
    MYO_TRY(mark);
    marks.push_back(*mark);
  }
  std::vector<std::string> cues;
  for (const std::string &text : options.cues) {
    const auto cue = heat::parse_cue(*library, text);
    MYO_TRY(cue);
    cues.push_back(*cue);
  }
  if (marks.empty() && cues.empty()) return bad_arguments("nothing says where it hurts", "give --region ID[:left|right|both][=1..3], or --cue ID");
  const std::vector<heat::Match> matches = heat::Matcher(*library).match(marks, cues, static_cast<std::size_t>(options.top));
  if (!options.json) {
    fmt::print("{}", match_text(matches));
    return {};
  }
  Json list = Json::array();
  for (const heat::Match &m : matches)
    list.push_back({{"pattern", m.pattern->id}, {"name", m.pattern->title}, {"side", to_string(m.where)},
                    {"score", rounded(static_cast<double>(m.score), 1e-4)}, {"why", m.why}});
  fmt::print("{}\n", list.dump(2));
  return {};
}

} // namespace

void add_match(CLI::App &app, Action &action) {
  auto options = std::make_shared<MatchOptions>();
  CLI::App *command = app.add_subcommand("match", "Which patterns may be behind what hurts where");
  command->add_option("--region", options->regions, "A region that hurts; =3 most, =1 a little. May be given several times")
      ->option_text("ID[:left|right|both][=1..3]")
      ->allow_extra_args(false);
  command->add_option("--cue", options->cues, "What is so besides (see: list cues). May be given several times")
      ->option_text("ID")
      ->allow_extra_args(false);
  command->add_option("--top", options->top, "So many at most, default 10")->check(CLI::Range(1, 1000))->option_text("N");
  command->add_flag("--json", options->json, "An array of objects, best first");
  command->callback([options, &action] { action = [options] { return match(*options); }; });
}

} // namespace myo::app::cli
