#include "cli/atlas_poses.h"

#include "cli/interrupt.h"
#include "cli/rounded.h"
#include "cli/step_lines.h"

#include "inspect/action_trial.h"
#include "inspect/arm_trial.h"
#include "inspect/creases.h"
#include "inspect/pose_trial.h"
#include "workbench.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;
using inspect::ActionOutcome;
using inspect::ArmOutcome;
using inspect::MuscleInPose;
using inspect::PoseOutcome;
using inspect::PoseTally;

constexpr double wanted_share = 0.95, wanted_deeper = 0.001;

struct Aim {
  std::string what;                // with its limit
  double value = 0;
  std::string out_of;
  bool met = false;
};

double share(std::size_t part, std::size_t whole) { return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0; }
std::string percent(double value) { return fmt::format("{:.2f} %", 100 * value); }

std::vector<Aim> aims_of(const PoseTally &t, const std::vector<ActionOutcome> &actions) {
  const auto shorter = static_cast<std::size_t>(std::ranges::count_if(actions, &ActionOutcome::shortens));
  const double in_range = share(t.in_range, t.pairs), near = share(t.near_in_range, t.near_pairs), deeper = share(t.deeper, t.vertices),
               through = share(t.bone_outside, t.bone_vertices), swallowed = t.skin_m2 > 0 ? t.swallowed_m2 / t.skin_m2 : 0, signs = share(shorter, actions.size());
  const auto of = [](std::size_t part, std::size_t whole) { return fmt::format("{} of {}", part, whole); };
  return {{"muscles and poses with 85 to 120 % of their volume, at least 95 %", in_range, of(t.in_range, t.pairs), in_range >= wanted_share},
          {"the same of neck and shoulder girdle, all", near, of(t.near_in_range, t.near_pairs), t.near_in_range == t.near_pairs},
          {"muscle vertices more than 3 mm deeper in bone, at most 0.1 %", deeper, of(t.deeper, t.vertices), deeper <= wanted_deeper},
          {"stretch of edges, 99 of 100 below 2.5 (worst pose)", t.worst_stretch_p99, "", t.worst_stretch_p99 < inspect::stretch_high},
          {"sampled bone outside the skin, none", through, of(t.bone_outside, t.bone_vertices), t.bone_outside == 0},
          {"body surface through itself outside the creases, none", swallowed, fmt::format("{:.4f} of {:.2f} m2", t.swallowed_m2, t.skin_m2), t.swallowed_m2 == 0},
          {"the same within the creases, at most 3 % (worst pose)", t.worst_creases, "of one body surface", t.worst_creases <= inspect::creases_high},
          {"muscles and actions that shorten, at least 95 %", signs, of(shorter, actions.size()), signs >= wanted_share}};
}

Json pose_json(const format::Body &body, const PoseOutcome &outcome) {
  Json muscles = Json::array();
  for (const MuscleInPose &m : outcome.muscles)
    muscles.push_back({{"structure", body.structures[m.structure].id}, {"muscle", body.structures[m.structure].muscle},
                       {"side", anatomy::to_string(body.structures[m.structure].side)}, {"volume", rounded(m.volume, 1e-3)},
                       {"stretch_p99", rounded(m.stretch_p99, 1e-3)}, {"vertices", m.vertices}, {"deeper", m.deeper},
                       {"deepest_mm", rounded(static_cast<double>(m.deepest_mm), 0.1)}});
  Json through = Json::array();
  for (const auto &bone : outcome.through) through.push_back({{"structure", body.structures[bone.structure].id}, {"name", body.structures[bone.structure].name}, {"vertices", bone.vertices}});
  Json creases = Json::object();
  for (std::size_t c = 0; c < outcome.creases_m2.size(); ++c) creases[std::string(inspect::creases()[c].name)] = rounded(1e4 * outcome.creases_m2[c], 0.01);
  return {{"pose", outcome.pose}, {"stretch_p99", rounded(outcome.stretch_p99, 1e-3)}, {"bone_vertices", outcome.bone_vertices},
          {"bone_outside", outcome.bone_outside}, {"through", std::move(through)}, {"skin_cm2", rounded(1e4 * outcome.skin_m2, 0.1)},
          {"through_itself_cm2", rounded(1e4 * outcome.swallowed_m2, 0.01)}, {"creases_cm2", std::move(creases)}, {"notes", outcome.notes}, {"muscles", std::move(muscles)}};
}

Json arm_json(const ArmOutcome &a) {
  Json pose = Json::array();
  for (const anatomy::Turned &t : a.published->pose) pose.push_back(fmt::format("{}.{}={:g}", t.joint, t.motion, t.value));
  return {{"muscle", a.published->muscle}, {"part", a.published->part}, {"action", a.published->action}, {"pose", std::move(pose)},
          {"published_mm", a.published->sign_only ? Json(nullptr) : Json{a.published->low_mm, a.published->high_mm}},
          {"ours_mm", rounded(a.ours_mm, 0.1)}, {"same_sign", a.same_sign()}, {"how", a.published->how}, {"sources", a.published->sources}};
}

Json as_json(const format::Body &body, const std::vector<PoseOutcome> &poses, const std::vector<ActionOutcome> &actions, const std::vector<ArmOutcome> &arms,
             const std::vector<Aim> &aims) {
  Json out;
  out["good"] = std::ranges::all_of(aims, &Aim::met);
  out["aims"] = Json::array();
  for (const Aim &aim : aims) out["aims"].push_back({{"what", aim.what}, {"value", rounded(aim.value, 1e-5)}, {"out_of", aim.out_of}, {"met", aim.met}});
  out["poses"] = Json::array();
  for (const PoseOutcome &outcome : poses) out["poses"].push_back(pose_json(body, outcome));
  out["actions"] = Json::array();
  for (const ActionOutcome &a : actions)
    out["actions"].push_back({{"muscle", a.muscle}, {"side", anatomy::to_string(a.side)}, {"action", a.action}, {"part", a.part}, {"from", a.from}, {"change_mm", rounded(a.change_mm, 1e-3)},
                              {"moment_arm_mm", rounded(a.arm_mm, 0.01)}, {"shortens", a.shortens()}});
  out["arms"] = Json::array();
  for (const ArmOutcome &a : arms) out["arms"].push_back(arm_json(a));
  return out;
}

// The muscle that is farthest from its volume, and the one that comes deepest.
std::string worst_of(const format::Body &body, const PoseOutcome &outcome) {
  if (outcome.muscles.empty()) return "";
  const auto off = [](const MuscleInPose &m) { return std::abs(std::log(std::max(1e-6, m.volume))); };
  const MuscleInPose &volume = *std::ranges::max_element(outcome.muscles, {}, off);
  const MuscleInPose &deep = *std::ranges::max_element(outcome.muscles, {}, &MuscleInPose::deepest_mm);
  return fmt::format("{} {:.0f} %; {} {:.1f} mm deeper", body.structures[volume.structure].id, 100 * volume.volume, body.structures[deep.structure].id,
                     deep.deepest_mm);
}

std::string arms_text(const std::vector<ArmOutcome> &arms) {
  if (arms.empty()) return "";
  std::string text = fmt::format("\n{:<44} {:<34} {:>12} {:>7}\n", "moment arms beside published ones, mm", "", "published", "ours");
  for (const ArmOutcome &a : arms) {
    std::string what = a.published->action;
    for (const anatomy::Turned &t : a.published->pose) what += fmt::format(" at {:g}", t.value);
    const anatomy::PublishedArm &p = *a.published;
    const std::string theirs = p.sign_only ? (p.low_mm > 0 ? "+" : "-") : p.low_mm == p.high_mm ? fmt::format("{:.1f}", p.low_mm) : fmt::format("{:.1f} to {:.1f}", p.low_mm, p.high_mm);
    text += fmt::format("{:<44} {:<34} {:>12} {:>7.1f}{}\n", p.muscle + (p.part.empty() ? "" : ", " + p.part), what, theirs, a.ours_mm, a.same_sign() ? "" : "  the other way");
  }
  return text;
}

std::string as_text(const format::Body &body, const anatomy::Library &library, const std::vector<PoseOutcome> &poses,
                    const std::vector<ActionOutcome> &actions, const std::vector<ArmOutcome> &arms, const std::vector<Aim> &aims) {
  std::string text = fmt::format("{:<22} {:>14} {:>9} {:>8} {:>8} {:>9} {:>9}  worst\n", "pose", "in range", "deeper", "stretch", "bone out", "itself", "creases");
  for (const PoseOutcome &outcome : poses) {
    const PoseTally t = inspect::tally(body, library, std::span(&outcome, 1));
    text += fmt::format("{:<22} {:>14} {:>9} {:>8.2f} {:>8} {:>9} {:>9}  {}\n", outcome.pose, fmt::format("{} of {}", t.in_range, t.pairs),
                        percent(share(t.deeper, t.vertices)), outcome.stretch_p99, outcome.bone_outside,
                        percent(t.skin_m2 > 0 ? t.swallowed_m2 / t.skin_m2 : 0), percent(t.worst_creases), worst_of(body, outcome));
  }
  text += "\nmuscles that do not shorten in their action\n";
  for (const ActionOutcome &a : actions)
    if (!a.shortens())
      text += fmt::format("  {}{}{} ({}) {}{}{}: {:+.2f} mm\n", a.muscle, a.part.empty() ? "" : ", ", a.part, anatomy::to_string(a.side), a.action,
                          a.from.empty() ? "" : " from ", a.from, a.change_mm);
  text += arms_text(arms) + "\n";
  for (const Aim &aim : aims)
    text += fmt::format("{} {}: {}{}\n", aim.met ? "met   " : "missed", aim.what, aim.out_of.empty() ? fmt::format("{:.2f}", aim.value) : percent(aim.value),
                        aim.out_of.empty() ? "" : " (" + aim.out_of + ")");
  return text;
}

} // namespace

Status check_poses(const std::optional<std::filesystem::path> &folder, bool json) {
  Progress progress{steps_to_stderr()};
  const CancelOnInterrupt interrupt{progress};
  const auto bench = open_workbench(folder, progress);
  MYO_TRY(bench);
  const format::Body &body = (*bench)->atlas.body();
  const auto poses = inspect::try_poses((*bench)->atlas, (*bench)->library, (*bench)->rig, inspect::trial_poses(), progress);
  MYO_TRY(poses);
  const std::vector<ActionOutcome> actions = inspect::try_actions((*bench)->library, (*bench)->rig);
  const std::vector<ArmOutcome> arms = inspect::try_arms((*bench)->library, (*bench)->rig);
  const std::vector<Aim> aims = aims_of(inspect::tally(body, (*bench)->library, *poses), actions);
  fmt::print("{}", json ? as_json(body, *poses, actions, arms, aims).dump(1) + "\n" : as_text(body, (*bench)->library, *poses, actions, arms, aims));
  const auto missed = std::ranges::count_if(aims, [](const Aim &aim) { return !aim.met; });
  if (missed == 0) return {};
  return bad_input(fmt::format("{} of {} aims for poses are missed", missed, aims.size()), (*bench)->folder.string());
}

} // namespace myo::app::cli
