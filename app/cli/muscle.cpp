// myoscope muscle: one muscle on this body, in a pose: where it begins and ends and how long it is.
#include "cli/cli.h"
#include "cli/rounded.h"
#include "cli/scene_options.h"

#include "format/schema.h"
#include "rig/moment_arms.h"
#include "rig/strain.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct MuscleOptions {
  std::string name, side = "right";
  std::optional<std::filesystem::path> atlas;
  PoseOptions pose;
  bool json = false;
};

Json attachment(const format::Body &body, const rig::Pose &pose, std::uint32_t index) {
  const format::Patch &patch = body.patches[index];
  const bool known = patch.bone_structure < body.structures.size();
  const vec3 c = pose.patch_centroids[index];
  return {{"fma", known ? body.structures[patch.bone_structure].fma : ""},
          {"name", known ? body.structures[patch.bone_structure].name : ""},
          {"side", anatomy::to_string(patch.side)},
          {"centroid_m", {rounded(c.x, 1e-5), rounded(c.y, 1e-5), rounded(c.z, 1e-5)}},
          {"area_mm2", rounded(patch.area_mm2, 0.1)},
          {"how", format::to_string(patch.how)}};
}

Json fibres(const Workbench &workbench, const anatomy::Muscle *muscle, const FoundMuscle &found, const rig::JointValues &values, const rig::Pose &pose) {
  Json out = Json::array();
  if (muscle == nullptr) return out;
  const rig::Strains &strains = workbench.rig.strains();
  for (std::uint32_t p = 0; p < strains.parts().size(); ++p) {
    const rig::StrainedMuscle &strained = strains.muscles()[strains.parts()[p].muscle];
    if (strained.id != muscle->id || std::find(found.structures.begin(), found.structures.end(), strained.bellies.front()) == found.structures.end()) continue;
    const rig::MuscleLength length = strains.part_at(pose, p);
    Json arms = Json::object();
    for (const rig::MomentArm &arm : rig::moment_arms_of_part(workbench.rig, values, p)) arms[arm.id.text()] = rounded(1e3 * arm.arm_m, 0.01);
    out.push_back({{"part", strains.parts()[p].id}, {"side", anatomy::to_string(strained.side)}, {"length_mm", rounded(1e3 * length.length_m, 0.01)},
                   {"rest_mm", rounded(1e3 * length.rest_m, 0.01)}, {"moment_arm_mm", std::move(arms)}});
  }
  return out;
}

Json describe(const Workbench &workbench, const FoundMuscle &found, const rig::JointValues &values) {
  const rig::Pose pose = rig::evaluate(workbench.rig, values);
  const format::Body &body = workbench.atlas.body();
  Json out;
  const anatomy::Muscle *muscle = found.muscles.empty() ? workbench.library.muscle(body.structures[found.structures[0]].muscle)
                                                        : found.muscles[0];
  const format::Structure &first = body.structures[found.structures[0]];
  out["id"] = muscle != nullptr ? muscle->id : first.id;
  out["name"] = muscle != nullptr ? muscle->name : first.name;
  out["latin"] = muscle != nullptr ? muscle->latin : first.latin;
  out["fma"] = muscle != nullptr ? muscle->fma : first.fma;
  out["origins"] = Json::array();
  out["insertions"] = Json::array();
  for (std::uint32_t i = 0; i < body.patches.size(); ++i)
    if (std::find(found.structures.begin(), found.structures.end(), body.patches[i].muscle_structure) != found.structures.end())
      out[body.patches[i].role == format::Role::origin ? "origins" : "insertions"].push_back(attachment(body, pose, i));

  // Bellies only: a tendon of its own is part of its belly's path.
  const rig::Strains &strains = workbench.rig.strains();
  Json parts = Json::array();
  for (const std::uint32_t s : found.structures) {
    const format::Structure &structure = body.structures[s];
    const rig::MuscleLength belly = strains.mean(pose, {s});
    if (!(belly.rest_m > 0)) continue;
    parts.push_back({{"structure", structure.id}, {"name", structure.name}, {"side", anatomy::to_string(structure.side)},
                     {"generated", structure.generated}, {"length_mm", rounded(1e3 * belly.length_m, 0.01)},
                     {"rest_mm", rounded(1e3 * belly.rest_m, 0.01)}});
  }
  // Of several parts (heads, fascicles, both sides): their mean.
  const rig::MuscleLength whole = strains.mean(pose, found.structures);
  out["length_mm"] = whole.rest_m > 0 ? Json(rounded(1e3 * whole.length_m, 0.01)) : Json(nullptr);
  out["rest_mm"] = whole.rest_m > 0 ? Json(rounded(1e3 * whole.rest_m, 0.01)) : Json(nullptr);
  out["parts"] = std::move(parts);
  out["moment_arm_mm"] = Json::object(); // of joint motions; below 0 it pulls the other way
  if (whole.rest_m > 0)
    for (const rig::MomentArm &arm : rig::moment_arms(workbench.rig, values, found.structures)) out["moment_arm_mm"][arm.id.text()] = rounded(1e3 * arm.arm_m, 0.01);
  out["fibres"] = fibres(workbench, muscle, found, values, pose); // parts that act differently from the whole
  if (muscle != nullptr) {
    out["actions"] = muscle->actions;
    out["other_actions"] = muscle->other_actions;
    out["nerve"] = muscle->nerve;
    out["patterns"] = muscle->patterns;
    out["sources"] = muscle->sources;
  }
  return out;
}

std::string muscle_text(const Json &m) {
  std::string text = fmt::format("{} ({})\n", m["name"].get<std::string>(), m["latin"].get<std::string>());
  for (const char *role : {"origins", "insertions"}) {
    text += fmt::format("  {}:\n", role);
    for (const Json &a : m[role])
      text += fmt::format("    {} {} ({:.0f} mm2, {})\n", a["fma"].get<std::string>(), a["name"].get<std::string>(),
                          a["area_mm2"].get<double>(), a["how"].get<std::string>());
  }
  if (!m["length_mm"].is_null())
    text += fmt::format("  length: {:.1f} mm ({:.1f} mm at rest)\n", m["length_mm"].get<double>(), m["rest_mm"].get<double>());
  return text;
}

Status muscle(const MuscleOptions &options) {
  Progress progress;
  const auto workbench = open_workbench(options.atlas, progress);
  MYO_TRY(workbench);
  const auto found = find_muscle(**workbench, options.name, sides_of(options.side));
  MYO_TRY(found);
  const auto commands = options.pose.commands(**workbench, sides_of(options.side));
  MYO_TRY(commands);
  scene::Scene scene = scene::opening_scene((*workbench)->context());
  for (const scene::Command &command : *commands) MYO_CHECK(scene::apply(scene, command, (*workbench)->context()));
  const Json described = describe(**workbench, *found, scene.document.pose);
  fmt::print("{}", options.json ? described.dump(2) + "\n" : muscle_text(described));
  return {};
}

} // namespace

void add_muscle(CLI::App &app, Action &action) {
  auto options = std::make_shared<MuscleOptions>();
  CLI::App *command = app.add_subcommand("muscle", "Where a muscle begins and ends, and how long it is in a pose");
  command->add_option("muscle", options->name, "Muscle by id, FMA id or name")->required()->option_text("ID");
  command->add_option("--atlas", options->atlas, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("DIR");
  command->add_option("--side", options->side, "Side of the body, default right")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->option_text("left|right|both");
  options->pose.add_to(*command);
  command->add_flag("--json", options->json, "As one JSON object");
  command->callback([options, &action] { action = [options] { return muscle(*options); }; });
}

} // namespace myo::app::cli
