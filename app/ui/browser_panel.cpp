// Finding things: by pattern, by muscle or bone, by name in English or Latin, synonym or FMA id, typing mistakes allowed.
#include "anatomy/pattern_groups.h"
#include "anatomy/search.h"
#include "frame/labels.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace myo::app::ui {
namespace {

heat::Sides side_now(const Frame &frame) { return heat::sides_of(frame.scene->document.heat); }

bool on_side(anatomy::Side side, heat::Sides wanted) {
  if (side == anatomy::Side::midline || wanted == heat::Sides::both) return true;
  return (side == anatomy::Side::left) == (wanted == heat::Sides::left);
}

// The parts that this body has of a muscle or bone, on the side in use.
using Parts = std::vector<const format::Structure *>;
template <class Match> Parts parts(const Frame &frame, heat::Sides sides, Match match) {
  Parts found;
  if (frame.context.body == nullptr) return found;
  for (const format::Structure &structure : frame.context.body->structures)
    if (match(structure) && on_side(structure.side, sides)) found.push_back(&structure);
  return found;
}

scene::Select select(const Parts &found, scene::Choose how) {
  scene::Select command{{}, how};
  for (const format::Structure *structure : found) command.ids.push_back(structure->id);
  return command;
}

bool selected(const Frame &frame, const Parts &found) {
  const auto &selection = frame.scene->document.selection;
  return !found.empty() && std::find(selection.begin(), selection.end(), found.front()->id) != selection.end();
}

// What this body has of a muscle, where that is not the dataset's own mesh.
std::string remark(const Parts &found) {
  if (found.empty()) return "  (" + say("no mesh in this body") + ")";
  for (const format::Structure *structure : found)
    if (const std::string_view mark = ::myo::frame::mark_of(*structure); !mark.empty()) return " \xC2\xB7 " + say(mark);
  return {};
}

void muscle_row(const Frame &frame, const anatomy::Muscle &muscle, anatomy::Side side) {
  const Parts found = parts(frame, heat::sides_of(side, side_now(frame)),
                            [&](const format::Structure &s) { return s.muscle == muscle.id; });
  const std::string second = muscle.latin + remark(found);
  if (!list_row(frame, "muscle." + muscle.id, muscle.name, second, selected(frame, found)) || found.empty()) return;
  frame.emit(select(found, ImGui::GetIO().KeyCtrl ? scene::Choose::toggle : scene::Choose::replace));
  frame.state->open_tab = "tab.structure";
}

void bone_row(const Frame &frame, const anatomy::Bone &bone, anatomy::Side side) {
  const Parts found = parts(frame, heat::sides_of(side, side_now(frame)),
                            [&](const format::Structure &s) { return s.bone == bone.id; });
  if (found.empty()) return;
  if (list_row(frame, "bone." + bone.id, bone.name, bone.latin, selected(frame, found)))
    frame.emit(select(found, scene::Choose::replace));
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
    for (const anatomy::PatternGroup &group : anatomy::pattern_groups(*frame.context.library)) {
      quiet(group.title);
      for (const anatomy::Pattern *pattern : group.patterns) pattern_row(frame, *pattern);
    }
    quiet("Ctrl+click lays several patterns over one another.");
    return;
  }
  const auto &hits = frame.state->kept.patterns.of(query, [&] { return anatomy::find_pattern(*frame.context.library, query); });
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
  const auto &muscles = frame.state->kept.muscles.of(query, [&] { return anatomy::find_muscle(library, query); });
  for (const auto &hit : muscles) muscle_row(frame, *hit.muscle, hit.side);
  const auto bones = anatomy::find_bone(library, query);
  for (const auto &hit : bones) bone_row(frame, *hit.bone, hit.side);
  if (muscles.empty() && bones.empty()) quiet("No muscle or bone is like that.");
}

// Dear ImGui gives the field the caret one frame after it was asked to, and lets go of what is typed until then. On a slow
// machine that is a word: it is kept, and given to the field once the caret is there.
void keep_early_letters(const Frame &frame) {
  State &state = *frame.state;
  const bool there = state.search_caret == State::Caret::elsewhere;
  if (there && state.early_letters.empty()) return;
  ImVector<ImWchar> &queue = ImGui::GetIO().InputQueueCharacters;
  state.early_letters.insert(state.early_letters.end(), queue.begin(), queue.end());
  queue.resize(0);
  if (!there) return;
  for (const unsigned letter : state.early_letters) queue.push_back(static_cast<ImWchar>(letter));
  state.early_letters.clear();
}

// What is typed replaces the search before. Dear ImGui selects all of it only as the field takes the focus, so where it
// has it already this is done here.
void search_box(const Frame &frame) {
  State &state = *frame.state;
  keep_early_letters(frame);
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_AutoSelectAll;
  const bool asked = state.search_caret == State::Caret::asked_for;
  if (asked) {
    ImGui::SetKeyboardFocusHere();
    flags |= ImGuiInputTextFlags_CallbackAlways;
  }
  const auto select_all = [](ImGuiInputTextCallbackData *field) { return field->SelectAll(), 0; };
  ImGui::SetNextItemWidth(-1);
  ImGui::InputTextWithHint("##search", say("Search: name, Latin, FMA id (Ctrl+F)").c_str(), &state.query, flags, select_all);
  if (asked)
    state.search_caret = State::Caret::on_its_way;
  else if (state.search_caret == State::Caret::on_its_way)
    state.search_caret = State::Caret::elsewhere; // it is there, or will not come
  frame.trace->item("search");
}

} // namespace

void browser_panel(const Frame &frame) {
  search_box(frame);
  tabs(frame, "browser_tabs", {{"Patterns", "tab.patterns", pattern_list},
                                {"Where it hurts", "tab.hurts", hurts_list},
                                {"Structures", "tab.structures", structure_list}});
}

} // namespace myo::app::ui
