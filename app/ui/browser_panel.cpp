// Finding things: by pattern, by muscle or bone, by name in English or Latin, synonym or FMA id, typing mistakes allowed.
#include "anatomy/search.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace myo::app::ui {
namespace {

heat::Sides side_now(const Frame &frame) {
  const auto &active = frame.scene->document.heat.active;
  return active.empty() ? heat::Sides::right : active.front().sides;
}

bool on_side(anatomy::Side side, heat::Sides wanted) {
  if (side == anatomy::Side::midline || wanted == heat::Sides::both) return true;
  return (side == anatomy::Side::left) == (wanted == heat::Sides::left);
}

// The parts that this body has of a muscle or bone, on the side in use.
template <class Match> std::vector<std::string> parts(const Frame &frame, heat::Sides sides, Match match) {
  std::vector<std::string> ids;
  if (frame.context.body == nullptr) return ids;
  for (const format::Structure &structure : frame.context.body->structures)
    if (match(structure) && on_side(structure.side, sides)) ids.push_back(structure.id);
  return ids;
}

heat::Sides sides_of(anatomy::Side side, heat::Sides fallback) {
  if (side == anatomy::Side::left) return heat::Sides::left;
  if (side == anatomy::Side::right) return heat::Sides::right;
  return fallback;
}

bool selected(const Frame &frame, const std::vector<std::string> &ids) {
  const auto &selection = frame.scene->document.selection;
  return !ids.empty() && std::find(selection.begin(), selection.end(), ids.front()) != selection.end();
}

void muscle_row(const Frame &frame, const anatomy::Muscle &muscle, anatomy::Side side) {
  const auto ids = parts(frame, sides_of(side, side_now(frame)),
                         [&](const format::Structure &s) { return s.muscle == muscle.id; });
  const std::string second = ids.empty() ? muscle.latin + "  (no mesh in this body)" : muscle.latin;
  if (!list_row(frame, "muscle." + muscle.id, muscle.name, second, selected(frame, ids)) || ids.empty()) return;
  frame.emit(scene::Select{ids, ImGui::GetIO().KeyCtrl ? scene::Choose::toggle : scene::Choose::replace});
  frame.state->open_tab = "tab.structure";
}

void bone_row(const Frame &frame, const anatomy::Bone &bone, anatomy::Side side) {
  const auto ids = parts(frame, sides_of(side, side_now(frame)),
                         [&](const format::Structure &s) { return s.bone == bone.id; });
  if (ids.empty()) return;
  if (list_row(frame, "bone." + bone.id, bone.name, bone.latin, selected(frame, ids))) frame.emit(scene::Select{ids});
}

void pattern_row(const Frame &frame, const anatomy::Pattern &pattern) {
  const auto &active = frame.scene->document.heat.active;
  const bool on = std::any_of(active.begin(), active.end(), [&](const auto &a) { return a.pattern == pattern.id; });
  std::string muscles;
  for (const std::string &id : pattern.muscles)
    if (const anatomy::Muscle *muscle = frame.context.library->muscle(id))
      muscles += (muscles.empty() ? "" : ", ") + muscle->name;
  if (!list_row(frame, "pattern." + pattern.id, pattern.title, muscles, on)) return;
  frame.state->open_tab = "tab.pain";
  const ImGuiIO &io = ImGui::GetIO();
  if (!io.KeyCtrl && !io.KeyShift)
    frame.emit(scene::SetPattern{{pattern.id}});
  else if (on)
    frame.emit(scene::RemovePattern{pattern.id});
  else
    frame.emit(scene::AddPattern{pattern.id});
}

void pattern_list(const Frame &frame) {
  const std::string &query = frame.state->query;
  if (query.empty()) {
    for (const anatomy::Pattern &pattern : frame.context.library->patterns) pattern_row(frame, pattern);
    quiet("Ctrl+click lays several patterns over one another.");
    return;
  }
  const auto hits = anatomy::find_pattern(*frame.context.library, query);
  for (const anatomy::Pattern *pattern : hits) pattern_row(frame, *pattern);
  if (hits.empty()) quiet("No pattern is like that. Try the Structures tab.");
}

void structure_list(const Frame &frame) {
  const anatomy::Library &library = *frame.context.library;
  const std::string &query = frame.state->query;
  if (query.empty()) {
    for (const anatomy::Muscle &muscle : library.muscles) muscle_row(frame, muscle, anatomy::Side::midline);
    return;
  }
  const auto muscles = anatomy::find_muscle(library, query);
  for (const auto &hit : muscles) muscle_row(frame, *hit.muscle, hit.side);
  const auto bones = anatomy::find_bone(library, query);
  for (const auto &hit : bones) bone_row(frame, *hit.bone, hit.side);
  if (muscles.empty() && bones.empty()) quiet("No muscle or bone is like that.");
}

} // namespace

void browser_panel(const Frame &frame) {
  State &state = *frame.state;
  if (state.focus_search) ImGui::SetKeyboardFocusHere();
  state.focus_search = false;
  ImGui::SetNextItemWidth(-1);
  ImGui::InputTextWithHint("##search", "Search: name, Latin, FMA id (Ctrl+F)", &state.query);
  frame.trace->item("search");
  tabs(frame, "browser_tabs", {{"Pain patterns", "tab.patterns", pattern_list}, {"Structures", "tab.structures", structure_list}});
}

} // namespace myo::app::ui
