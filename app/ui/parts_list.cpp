// The parts of a foreign model by name: chosen by a click, hidden and brought back; and what its file leaves to be said.
#include "ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace myo::app::ui {
namespace {

bool holds_letters(std::string_view text, std::string_view query) {
  const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c - 'A' + 'a') : c; };
  return std::search(text.begin(), text.end(), query.begin(), query.end(), [&](char a, char b) { return lower(static_cast<unsigned char>(a)) == lower(static_cast<unsigned char>(b)); }) !=
         text.end();
}

void part_row(const Frame &frame, const format::Structure &part) {
  const scene::Document &document = frame.scene->document;
  const bool chosen = std::find(document.selection.begin(), document.selection.end(), part.id) != document.selection.end();
  const bool away = document.hidden.contains(part.id) || (!document.isolated.empty() && !document.isolated.contains(part.id));
  if (!list_row(frame, "part." + part.id, part.name, away ? say("hidden") : "", chosen)) return;
  if (away) frame.emit(scene::Show{{part.id}});
  frame.emit(scene::Select{{part.id}, ImGui::GetIO().KeyCtrl ? scene::Choose::toggle : scene::Choose::replace});
  frame.state->open_tab = "tab.structure";
}

} // namespace

void parts_list(const Frame &frame) {
  State &state = *frame.state;
  if (state.search_caret == State::Caret::asked_for) ImGui::SetKeyboardFocusHere();
  state.search_caret = State::Caret::elsewhere;
  ImGui::SetNextItemWidth(-1);
  ImGui::InputTextWithHint("##search", say("Search a part").c_str(), &state.query, ImGuiInputTextFlags_AutoSelectAll);
  frame.trace->item("search");
  for (const format::Structure &part : frame.context.body->structures)
    if (holds_letters(part.name, state.query)) part_row(frame, part);
  for (const std::string &note : frame.context.figure->notes) quiet(capital(note) + ".");
}

} // namespace myo::app::ui
