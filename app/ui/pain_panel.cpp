// The patterns that are shown: side, strength, colours, what tells them apart from their look-alikes.
#include "frame/zone_letters.h"
#include "heat/heat.h"
#include "scene/compared.h"
#include "ui/compare_table.h"
#include "ui/pattern_page.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>

namespace myo::app::ui {
namespace {

void legend_rows(const Frame &frame) {
  for (const heat::LegendRow &row : frame.heat->legend.rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = ImGui::GetTextLineHeight();
    const ImU32 colour = ImGui::GetColorU32(ImVec4(row.srgb.x, row.srgb.y, row.srgb.z, 1));
    ImGui::GetWindowDrawList()->AddRectFilled(at, ImVec2(at.x + 1.5F * side, at.y + side), colour, 3 * frame.scale);
    if (!row.letter.empty()) { // as on the zones in the picture
      const vec3 ink = frame::letter_ink(row.srgb);
      const float width = ImGui::CalcTextSize(row.letter.c_str()).x;
      ImGui::GetWindowDrawList()->AddText(ImVec2(at.x + 0.5F * (1.5F * side - width), at.y), ImGui::GetColorU32(ImVec4(ink.x, ink.y, ink.z, 1)), row.letter.c_str());
    }
    ImGui::Dummy(ImVec2(1.5F * side, side));
    ImGui::SameLine();
    ImGui::TextUnformatted(row.words.c_str());
  }
}

void strength_slider(const Frame &frame) {
  if (frame.scene->document.heat.active.empty()) return;
  float strength = frame.scene->document.heat.active.front().strength;
  quiet(fmt::format(fmt::runtime(say("Strength {:.2f}: 1 is as the sources draw it")), strength));
  ImGui::SetNextItemWidth(-1);
  if (ImGui::SliderFloat("##strength", &strength, 0.2F, heat::strength_high, ""))
    frame.emit(scene::SetStrength{strength, item_gesture()});
  frame.trace->item("strength");
}

void ramp_buttons(const Frame &frame) {
  struct Choice { heat::Ramp ramp; const char *text; };
  for (const Choice &choice : {Choice{heat::Ramp::reds, "Reds"}, Choice{heat::Ramp::cividis, "Cividis"},
                               Choice{heat::Ramp::inferno, "Inferno"}}) {
    const std::string id = "ramp." + std::string(heat::to_string(choice.ramp));
    if (toggle_button(frame, id, choice.text, frame.scene->document.heat.ramp == choice.ramp))
      frame.emit(scene::SetRamp{choice.ramp});
    ImGui::SameLine();
  }
  ImGui::NewLine();
}

void appearance(const Frame &frame) {
  if (!section(frame, "Strength and colours", "pain.appearance")) return;
  const heat::Settings &settings = frame.scene->document.heat;
  strength_slider(frame);
  ramp_buttons(frame);
  bool on = settings.on;
  if (ImGui::Checkbox((say("Paint the zones") + "###on").c_str(), &on)) frame.emit(scene::ShowHeat{on ? scene::Set::on : scene::Set::off});
  frame.trace->item("heat.on");
  bool provoke = settings.provoke;
  if (ImGui::Checkbox((say("Posture raises it") + "###provoke").c_str(), &provoke))
    frame.emit(scene::SetProvoke{provoke ? scene::Set::on : scene::Set::off});
  frame.trace->item("heat.provoke");
}

void several(const Frame &frame) {
  const auto &active = frame.scene->document.heat.active;
  if (active.size() < 2) return;
  if (scene::comparable(active.size())) {
    const bool apart = frame.scene->document.heat.side_by_side;
    if (toggle_button(frame, "pain.overlaid", "Overlaid", !apart, "All on one body: how many reach where")) frame.emit(scene::ShowSideBySide{scene::Set::off});
    ImGui::SameLine();
    if (toggle_button(frame, "pain.side_by_side", "Side by side", apart, "Each on a body of its own; they turn and move together"))
      show_side_by_side(frame, item_gesture());
  }
  for (const heat::Active &one : active) {
    const anatomy::Pattern *pattern = frame.context.library->pattern(one.pattern);
    ImGui::TextWrapped("%s", pattern != nullptr ? pattern->title.c_str() : one.pattern.c_str());
    if (button(frame, "side." + one.pattern, heat::phrase_of(one.sides), "Change the side of this point"))
      frame.emit(scene::SetSides{heat::next(one.sides), one.pattern});
    ImGui::SameLine();
    if (button(frame, "remove." + one.pattern, "Remove")) frame.emit(scene::RemovePattern{one.pattern});
  }
}

} // namespace

void pain_panel(const Frame &frame) {
  const heat::Settings &settings = frame.scene->document.heat;
  const bool marks = settings.show_marks && heat::any_marked(settings);
  if (settings.active.empty() && !marks) {
    quiet("Choose a pattern on the left to paint where it is felt, or tick where it hurts.");
    return;
  }
  if (marks && !settings.active.empty() && button(frame, "pain.show_pattern", "Show the pattern again"))
    frame.emit(scene::ShowMarks{scene::Set::off});
  const bool apart = settings.side_by_side && !marks;
  ImGui::PushFont(fonts().title);
  ImGui::TextWrapped("%s", apart ? say("Side by side").c_str() : frame.heat->legend.title.c_str());
  ImGui::PopFont();
  if (!frame.heat->legend.subtitle.empty()) quiet(frame.heat->legend.subtitle);
  if (!apart) legend_rows(frame); // each body has its own
  if (!frame.heat->legend.provocation.empty()) {
    ImGui::PushTextWrapPos(0);
    heading(frame.heat->legend.provocation);
    ImGui::PopTextWrapPos();
  }
  for (const std::string &note : frame.heat->notes) quiet(capital(note) + "."); // what this body cannot show of it
  if (marks) return quiet("The ranking is on the left.");
  if (const auto sides = side_buttons(frame, "side", heat::sides_of(settings), "Side of the trigger point: the body's own"))
    frame.emit(scene::SetSides{*sides});
  several(frame);
  appearance(frame);
  if (const anatomy::Pattern *pattern = frame.context.library->pattern(settings.active.front().pattern)) pattern_page(frame, *pattern);
}

} // namespace myo::app::ui
