#include "ui/player.h"

#include "rig/moves.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace myo::app::ui {
namespace {

constexpr float bar_height_px = 92, bar_most_px = 640;

const anatomy::Move *open_move(const Frame &frame) {
  return frame.context.library == nullptr ? nullptr : frame.context.library->move(frame.state->player.move);
}

void show_moment(const Frame &frame) {
  const State::Player &player = frame.state->player;
  frame.emit(scene::SetMove{player.move, player.sides, player.at_s, player.gesture});
}

std::string clock(double seconds) {
  const int whole = static_cast<int>(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

void scrub(const Frame &frame, const anatomy::Move &move) {
  State::Player &player = frame.state->player;
  auto at = static_cast<float>(player.at_s);
  const double whole = rig::duration_s(move);
  ImGui::SetNextItemWidth(-1);
  const std::string words = fmt::format("{} / {}", clock(player.at_s), clock(whole));
  if (ImGui::SliderFloat("##move_time", &at, 0, static_cast<float>(whole), words.c_str(), ImGuiSliderFlags_AlwaysClamp)) {
    player.playing = false;
    player.at_s = static_cast<double>(at);
    show_moment(frame);
  }
  frame.trace->item("player.time");
}

void buttons(const Frame &frame, const anatomy::Move &move) {
  State::Player &player = frame.state->player;
  if (button(frame, "player.play", player.playing ? "Pause" : "Play")) {
    player.playing = !player.playing;
    player.last_s = frame.seconds;
    if (player.playing && player.at_s >= rig::duration_s(move)) player.at_s = 0;
  }
  for (const float speed : {0.5F, 1.0F, 2.0F, 4.0F}) {
    ImGui::SameLine();
    if (toggle_button(frame, fmt::format("player.speed.{}", speed), fmt::format("{:g}x", speed), player.speed == speed, "Speed"))
      player.speed = speed;
  }
  ImGui::SameLine();
  if (toggle_button(frame, "player.loop", "Loop", player.loop, "Again and again")) player.loop = !player.loop;
  if (move.sided) {
    ImGui::SameLine();
    if (button(frame, "player.side", player.sides == heat::Sides::left ? "Left side" : "Right side", "Change the side")) {
      player.sides = heat::opposite(player.sides);
      show_moment(frame);
    }
  }
  ImGui::SameLine();
  if (button(frame, "player.close", "Close", "Back to rest")) {
    player = {};
    frame.emit(scene::SetPose{""});
  }
}

// No more than `most` names, the rest as dots.
std::string names_of(const Frame &frame, const std::vector<std::string> &muscles, std::size_t most = 99) {
  std::string out;
  for (std::size_t i = 0; i < muscles.size(); ++i) {
    if (i == most) return out + ", ...";
    if (const anatomy::Muscle *muscle = frame.context.library->muscle(muscles[i])) out += (out.empty() ? "" : ", ") + muscle->name;
  }
  return out;
}

void move_row(const Frame &frame, const anatomy::Move &move) {
  if (list_row(frame, "move." + move.id, move.name, names_of(frame, move.muscles, 2), frame.state->player.move == move.id))
    play_move(frame, move.id, heat::sides_of(frame.scene->document.heat));
  hint(move.how);
}

} // namespace

void play_move(const Frame &frame, std::string_view move, heat::Sides sides) {
  State::Player &player = frame.state->player;
  const State::Player before = player;
  player = {};
  player.move = std::string(move);
  player.sides = sides == heat::Sides::left ? heat::Sides::left : heat::Sides::right; // of both, the right
  player.speed = before.speed, player.loop = before.loop;
  player.playing = true;
  player.last_s = frame.seconds;
  // One step of undo for all of it: odd as those of items are not, so that the two never meet.
  player.gesture = (static_cast<scene::Gesture>(frame.seconds * 1e6) + 1) << 1U;
}

void advance_player(const Frame &frame) {
  State::Player &player = frame.state->player;
  const anatomy::Move *move = open_move(frame);
  if (move == nullptr || !player.playing) return;
  player.at_s += std::max(0.0, frame.seconds - player.last_s) * static_cast<double>(player.speed);
  player.last_s = frame.seconds;
  const double whole = rig::duration_s(*move);
  if (player.at_s >= whole && player.loop) player.at_s = std::fmod(player.at_s, whole);
  else if (player.at_s >= whole) player.at_s = whole, player.playing = false;
  show_moment(frame);
}

void player_bar(const Frame &frame, FreeArea &area) {
  const anatomy::Move *move = open_move(frame);
  if (move == nullptr) return;
  const float s = frame.scale, width = std::min(area.width / s - 2 * margin_px, bar_most_px);
  const float left = (area.left + 0.5F * area.width) / s - 0.5F * width;
  if (begin_panel(frame, "player", left, frame.size_px.y / s - bar_height_px - margin_px, width, bar_height_px, false)) {
    heading(move->name);
    scrub(frame, *move);
    buttons(frame, *move);
  }
  end_panel();
  area.height = std::max(64.0F, area.height - (bar_height_px + margin_px) * s);
}

void moves_list(const Frame &frame) {
  lengths_box(frame);
  if (const anatomy::Move *move = open_move(frame)) {
    heading(move->name);
    plain(move->how);
    quiet(fmt::format(fmt::runtime(say(move->kind == "stretch" ? "{} times; lengthens {}" : "{} times; made by {}")), move->repeats,
                      names_of(frame, move->muscles)));
    for (const std::string &source : move->sources) quiet(source);
    stretch_list(frame, true);
    ImGui::Spacing();
  }
  const format::Structure *chosen = selected_structure(frame);
  const std::string muscle = chosen != nullptr ? chosen->muscle : "";
  const auto of_muscle = [&](const anatomy::Move &m) { return std::find(m.muscles.begin(), m.muscles.end(), muscle) != m.muscles.end(); };
  const auto &moves = frame.context.library->moves;
  if (!muscle.empty() && std::any_of(moves.begin(), moves.end(), of_muscle)) {
    heading(fmt::format(fmt::runtime(say("For {}")), names_of(frame, {muscle})));
    for (const anatomy::Move &move : moves)
      if (of_muscle(move)) move_row(frame, move);
  }
  for (const char *kind : {"stretch", "action"}) {
    if (!section(frame, kind[0] == 's' ? "Stretches" : "What muscles do", std::string("moves.") + kind)) continue;
    for (const anatomy::Move &move : moves)
      if (move.kind == kind) move_row(frame, move);
  }
}

} // namespace myo::app::ui
