#include "ui/player.h"

#include "rig/moves.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace myo::app::ui {
namespace {

constexpr float bar_height_px = 92, bar_most_px = 640;

const anatomy::Move *open_move(const Frame &frame) {
  return frame.context.library == nullptr ? nullptr : frame.context.library->move(frame.state->player.move);
}

// What is open: a move, or an animation of a foreign model.
struct Track { std::string name; double whole_s = 0; bool sided = false; };

std::optional<Track> open_track(const Frame &frame) {
  const std::string &wanted = frame.state->player.move;
  if (wanted.empty()) return std::nullopt;
  if (frame.context.figure != nullptr) {
    const atlas::FigureAnimation *animation = frame.context.figure->animation(wanted);
    if (animation == nullptr) return std::nullopt;
    return Track{animation->name, static_cast<double>(animation->duration_s), false};
  }
  const anatomy::Move *move = open_move(frame);
  if (move == nullptr) return std::nullopt;
  return Track{move->name, rig::duration_s(*move), move->sided};
}

void show_moment(const Frame &frame) {
  const State::Player &player = frame.state->player;
  if (frame.context.figure != nullptr) frame.emit(scene::SetAnimation{player.move, player.at_s, player.gesture});
  else frame.emit(scene::SetMove{player.move, player.sides, player.at_s, player.gesture});
}

void begin_track(const Frame &frame, std::string_view track) {
  State::Player &player = frame.state->player;
  const State::Player before = player;
  player = {};
  player.move = std::string(track);
  player.speed = before.speed, player.loop = before.loop;
  player.playing = true;
  player.last_s = frame.seconds;
  // One step of undo for all of it: odd as those of items are not, so that the two never meet.
  player.gesture = (static_cast<scene::Gesture>(frame.seconds * 1e6) + 1) << 1U;
}

void play_or_pause(const Frame &frame, const Track &track) {
  State::Player &player = frame.state->player;
  player.playing = !player.playing;
  player.last_s = frame.seconds;
  if (player.playing && player.at_s >= track.whole_s) player.at_s = 0;
}

// Of short things with tenths.
std::string clock(double seconds, double of_s) {
  constexpr double short_s = 20;
  if (of_s < short_s) return fmt::format("{:.1f} s", seconds);
  const int whole = static_cast<int>(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

void scrub(const Frame &frame, const Track &track) {
  State::Player &player = frame.state->player;
  auto at = static_cast<float>(player.at_s);
  const double whole = track.whole_s;
  ImGui::SetNextItemWidth(-1);
  const std::string words = fmt::format("{} / {}", clock(player.at_s, whole), clock(whole, whole));
  if (ImGui::SliderFloat("##move_time", &at, 0, static_cast<float>(whole), words.c_str(), ImGuiSliderFlags_AlwaysClamp)) {
    player.playing = false;
    player.at_s = static_cast<double>(at);
    show_moment(frame);
  }
  frame.trace->item("player.time");
}

void buttons(const Frame &frame, const Track &track) {
  State::Player &player = frame.state->player;
  if (button(frame, "player.play", player.playing ? "Pause" : "Play", "Space")) play_or_pause(frame, track);
  for (const float speed : {0.5F, 1.0F, 2.0F, 4.0F}) {
    ImGui::SameLine();
    if (toggle_button(frame, fmt::format("player.speed.{}", speed), fmt::format("{:g}x", speed), player.speed == speed, "Speed"))
      player.speed = speed;
  }
  ImGui::SameLine();
  if (toggle_button(frame, "player.loop", "Loop", player.loop, "Again and again")) player.loop = !player.loop;
  if (track.sided) {
    ImGui::SameLine();
    if (button(frame, "player.side", player.sides == heat::Sides::left ? "Left side" : "Right side", "Change the side")) {
      player.sides = heat::opposite(player.sides);
      show_moment(frame);
    }
  }
  ImGui::SameLine();
  if (button(frame, "player.close", "Close", "Back to rest")) {
    player = {};
    if (frame.context.figure != nullptr) frame.emit(scene::SetAnimation{});
    else frame.emit(scene::SetPose{""});
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
  begin_track(frame, move);
  frame.state->player.sides = sides == heat::Sides::left ? heat::Sides::left : heat::Sides::right; // of both, the right
}

void play_animation(const Frame &frame, std::string_view animation) { begin_track(frame, animation); }

void toggle_playing(const Frame &frame) {
  if (const auto track = open_track(frame)) return play_or_pause(frame, *track);
  if (frame.context.figure != nullptr && !frame.context.figure->animations.empty()) play_animation(frame, frame.context.figure->animations.front().name);
}

void advance_player(const Frame &frame) {
  State::Player &player = frame.state->player;
  const auto track = open_track(frame);
  if (!track || !player.playing) return;
  player.at_s += std::max(0.0, frame.seconds - player.last_s) * static_cast<double>(player.speed);
  player.last_s = frame.seconds;
  const double whole = track->whole_s;
  if (player.at_s >= whole && player.loop && whole > 0) player.at_s = std::fmod(player.at_s, whole);
  else if (player.at_s >= whole) player.at_s = whole, player.playing = false;
  show_moment(frame);
}

void player_bar(const Frame &frame, FreeArea &area) {
  const auto track = open_track(frame);
  if (!track) return;
  const float s = frame.scale, width = std::min(area.width / s - 2 * margin_px, bar_most_px);
  const float left = (area.left + 0.5F * area.width) / s - 0.5F * width;
  if (begin_panel(frame, "player", left, frame.size_px.y / s - bar_height_px - margin_px, width, bar_height_px, false)) {
    heading(track->name);
    scrub(frame, *track);
    buttons(frame, *track);
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

void animations_list(const Frame &frame) {
  const atlas::Figure &figure = *frame.context.figure;
  if (figure.animations.empty()) quiet("This model has no animations.");
  for (std::size_t n = 0; n < figure.animations.size(); ++n) {
    const atlas::FigureAnimation &animation = figure.animations[n];
    const double whole = static_cast<double>(animation.duration_s);
    if (list_row(frame, fmt::format("animation.{}", n + 1), animation.name, clock(whole, whole), frame.state->player.move == animation.name)) play_animation(frame, animation.name);
  }
}

} // namespace myo::app::ui
