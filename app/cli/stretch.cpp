// myoscope stretch: which muscles a posture or a move lengthens and shortens, and by how much.
#include "cli/cli.h"
#include "cli/rounded.h"
#include "cli/scene_options.h"

#include "rig/moves.h"
#include "rig/strain.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;
using Lengths = std::vector<rig::MuscleLength>;

constexpr double least_told = 0.005; // less is no change that anybody could feel or measure

struct StretchOptions {
  std::string side = "right";
  std::optional<std::filesystem::path> atlas;
  PoseOptions pose;
  int top = 0;                                 // 0: all
  bool json = false;
};

Result<Lengths> lengths_in(const Workbench &workbench, const std::vector<scene::Command> &commands) {
  scene::Scene scene = scene::opening_scene(workbench.context());
  for (const scene::Command &command : commands) MYO_CHECK(scene::apply(scene, command, workbench.context()));
  return workbench.rig.strains().at(rig::evaluate(workbench.rig, scene.document.pose));
}

// Over a whole move: what it lengthens at its longest; what it never lengthens at its shortest.
Result<Lengths> lengths_over(const Workbench &workbench, std::vector<scene::Command> commands) {
  const auto found = std::ranges::find_if(commands, [](const scene::Command &c) { return std::holds_alternative<scene::SetMove>(c); });
  if (found == commands.end()) return lengths_in(workbench, commands);
  auto &set = std::get<scene::SetMove>(*found);
  Lengths longest, shortest;
  for (const double time_s : rig::telling_times(*workbench.library.move(set.move))) {
    set.time_s = time_s;
    const auto now = lengths_in(workbench, commands);
    MYO_TRY(now);
    if (longest.empty()) longest = shortest = *now;
    for (std::size_t m = 0; m < now->size(); ++m) {
      if ((*now)[m].length_m > longest[m].length_m) longest[m] = (*now)[m];
      if ((*now)[m].length_m < shortest[m].length_m) shortest[m] = (*now)[m];
    }
  }
  for (std::size_t m = 0; m < longest.size(); ++m)
    if (longest[m].strain() < least_told) longest[m] = shortest[m];
  return longest;
}

Json stretch_rows(const Workbench &workbench, const Lengths &lengths, std::size_t most) {
  Json rows = Json::array();
  for (const std::uint32_t m : rig::ranked(lengths, least_told)) {
    if (rows.size() == most) break;
    const rig::StrainedMuscle &strained = workbench.rig.strains().muscles()[m];
    const anatomy::Muscle *muscle = workbench.library.muscle(strained.id);
    rows.push_back({{"muscle", strained.id},
                    {"name", muscle != nullptr ? muscle->name : strained.id},
                    {"side", anatomy::to_string(strained.side)},
                    {"strain", rounded(lengths[m].strain(), 1e-4)},
                    {"length_mm", rounded(1e3 * lengths[m].length_m, 0.01)},
                    {"rest_mm", rounded(1e3 * lengths[m].rest_m, 0.01)}});
  }
  return rows;
}

std::string stretch_text(const Json &rows) {
  if (rows.empty()) return "no muscle is longer or shorter than at rest\n";
  std::string text;
  for (const Json &row : rows)
    text += fmt::format("{:+6.1f} %  {}, {} ({:.1f} mm, {:.1f} mm at rest)\n", 100 * row["strain"].get<double>(), row["name"].get<std::string>(),
                        row["side"].get<std::string>(), row["length_mm"].get<double>(), row["rest_mm"].get<double>());
  return text;
}

Status stretch(const StretchOptions &options) {
  const PoseOptions &pose = options.pose;
  if (pose.pose.empty() && pose.motions.empty() && pose.move.empty())
    return bad_arguments("nothing says which posture", "give --pose NAME, --joint JOINT.MOTION=VALUE or --move NAME");
  Progress progress;
  const auto workbench = open_workbench(options.atlas, progress);
  MYO_TRY(workbench);
  const auto commands = pose.commands(**workbench, sides_of(options.side));
  MYO_TRY(commands);
  const bool whole_move = !pose.move.empty() && pose.time_s < 0;
  const auto lengths = whole_move ? lengths_over(**workbench, *commands) : lengths_in(**workbench, *commands);
  MYO_TRY(lengths);
  const Json rows = stretch_rows(**workbench, *lengths, options.top > 0 ? static_cast<std::size_t>(options.top) : lengths->size());
  fmt::print("{}", options.json ? rows.dump(2) + "\n" : stretch_text(rows));
  return {};
}

} // namespace

void add_stretch(CLI::App &app, Action &action) {
  auto options = std::make_shared<StretchOptions>();
  CLI::App *command = app.add_subcommand("stretch", "Which muscles a posture or a move lengthens and shortens");
  command->add_option("--atlas", options->atlas, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("DIR");
  options->pose.add_to(*command, "the whole move, each muscle at its longest");
  command->add_option("--side", options->side, "Side that a move is made on, default right")
      ->check(CLI::IsMember({"left", "right"}))
      ->option_text("left|right");
  command->add_option("--top", options->top, "So many at most, the most lengthened first; default: all")->check(CLI::Range(1, 1000))->option_text("N");
  command->add_flag("--json", options->json, "An array of objects, the most lengthened first");
  command->callback([options, &action] { action = [options] { return stretch(*options); }; });
}

} // namespace myo::app::cli
