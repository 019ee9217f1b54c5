#include "ui/stretch_list.h"

#include "rig/strain.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace myo::app::ui {
namespace {

constexpr double least_listed = 0.01, strain_alike = 0.005;
constexpr std::size_t most_longer = 8, most_shorter = 5;

// Ranked, the most lengthened first; both sides in one where they are alike.
std::vector<Stretched> all_stretched(const scene::Context &context, const rig::JointValues &pose) {
  const rig::Strains &strains = context.rig->strains();
  const std::vector<rig::MuscleLength> lengths = strains.at(rig::evaluate(*context.rig, pose));
  std::vector<Stretched> rows;
  std::vector<bool> told(lengths.size(), false);
  for (const std::uint32_t m : rig::ranked(lengths, least_listed)) {
    if (told[m]) continue;
    const rig::StrainedMuscle &muscle = strains.muscles()[m];
    const std::uint32_t other = strains.find(muscle.id, anatomy::opposite(muscle.side));
    const bool alike = other != m && other < lengths.size() && std::abs(lengths[other].strain() - lengths[m].strain()) < strain_alike;
    if (alike) told[other] = true;
    rows.push_back({muscle.id, alike ? heat::Where::both : heat::where_of(muscle.side), lengths[m].strain()});
  }
  return rows;
}

bool is_meant(const Frame &frame, const Stretched &row) {
  const anatomy::Move *move = frame.context.library->move(frame.state->player.move);
  return move != nullptr && move->kind == "stretch" && std::ranges::find(move->muscles, row.muscle) != move->muscles.end();
}

void stretched_row(const Frame &frame, const Stretched &row) {
  const anatomy::Muscle *muscle = frame.context.library->muscle(row.muscle);
  std::string second = fmt::format("{:+.0f} %", 100 * row.strain);
  if (row.where != heat::Where::any) second += ", " + say(heat::phrase_of(heat::sides_of(row.where, heat::Sides::both)));
  const std::string id = fmt::format("stretched.{}.{}", row.muscle, heat::to_string(row.where));
  if (list_row(frame, id, muscle != nullptr ? muscle->name : row.muscle, second, is_meant(frame, row)))
    frame.emit(scene::Select{row.where == heat::Where::any
                                 ? std::vector{row.muscle}
                                 : scene::muscle_parts(frame.context, row.muscle, heat::sides_of(row.where, heat::Sides::both))});
}

} // namespace

void stretch_list(const Frame &frame, bool open) {
  const rig::JointValues &pose = frame.scene->document.pose;
  if (frame.context.rig == nullptr || (pose.empty() && frame.state->player.move.empty())) return;
  if (!section(frame, "Which muscles this stretches", "stretched", open)) return;
  const std::vector<Stretched> &rows = frame.state->kept.stretched.of(pose, [&] { return all_stretched(frame.context, pose); });
  if (rows.empty()) return quiet("No muscle is longer or shorter than at rest.");
  const auto first_shorter = static_cast<std::size_t>(std::ranges::find_if(rows, [](const Stretched &r) { return r.strain < 0; }) - rows.begin());
  if (std::ranges::any_of(rows, [&](const Stretched &r) { return is_meant(frame, r); })) quiet("Marked: those that the move is meant for.");
  for (std::size_t i = 0; i < first_shorter; ++i)
    if (i < most_longer || is_meant(frame, rows[i])) stretched_row(frame, rows[i]);
  if (first_shorter == rows.size()) return;
  quiet("Shorter than at rest, the most first:");
  for (std::size_t i = 0; i < std::min(most_shorter, rows.size() - first_shorter); ++i) stretched_row(frame, rows[rows.size() - 1 - i]);
}

void lengths_box(const Frame &frame) {
  bool on = frame.scene->document.length_colours;
  if (ImGui::Checkbox((say("Colour muscles by length") + "###lengths").c_str(), &on))
    frame.emit(scene::ShowLengths{on ? scene::Set::on : scene::Set::off});
  frame.trace->item("lengths");
  hint("Blue: shorter than at rest. Orange: longer.");
}

} // namespace myo::app::ui
