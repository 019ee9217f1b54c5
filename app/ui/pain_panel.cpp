// The patterns that are shown: side, strength, colours, what tells them apart from their look-alikes.
#include "heat/heat.h"
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
    ImGui::Dummy(ImVec2(1.5F * side, side));
    ImGui::SameLine();
    ImGui::TextUnformatted(row.words.c_str());
  }
}

void side_buttons(const Frame &frame) {
  const auto &active = frame.scene->document.heat.active;
  const heat::Sides now = active.empty() ? heat::Sides::right : active.front().sides;
  struct Choice { heat::Sides sides; const char *text; };
  for (const Choice &choice : {Choice{heat::Sides::left, "Left"}, Choice{heat::Sides::right, "Right"},
                               Choice{heat::Sides::both, "Both"}}) {
    const std::string id = "side." + std::string(heat::to_string(choice.sides));
    if (toggle_button(frame, id, choice.text, now == choice.sides, "Side of the trigger point: the body's own"))
      frame.emit(scene::SetSides{choice.sides});
    ImGui::SameLine();
  }
  ImGui::NewLine();
}

void strength_slider(const Frame &frame) {
  float strength = frame.scene->document.heat.active.front().strength;
  quiet(fmt::format("Strength {:.2f}: 1 is as the sources draw it", strength));
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

void look_alikes(const Frame &frame, const anatomy::Pattern &pattern) {
  if (pattern.compare_with.empty()) return;
  ImGui::Spacing();
  quiet("Similar patterns");
  for (const std::string &id : pattern.compare_with)
    if (const anatomy::Pattern *other = frame.context.library->pattern(id)) {
      if (list_row(frame, "compare." + id, other->title, {}, false)) {
        if (ImGui::GetIO().KeyShift) frame.emit(scene::AddPattern{id});
        else frame.emit(scene::SetPattern{{id}});
      }
      if (ImGui::IsItemHovered()) ImGui::SetTooltip("Show this pattern; Shift+click adds it to the picture");
    }
}

void joined(std::string_view label, const std::vector<std::string> &lines) {
  if (lines.empty()) return;
  quiet(label);
  for (const std::string &line : lines) {
    ImGui::Bullet();
    ImGui::TextWrapped("%s", line.c_str());
  }
}

void pattern_words(const Frame &frame, const anatomy::Pattern &pattern) {
  if (!ImGui::CollapsingHeader("How people describe it")) return;
  joined("Also felt", pattern.symptoms);
  joined("Set off by", pattern.sets_off);
  joined("Made worse by", pattern.intensifies);
  if (!pattern.sources.empty()) {
    quiet("Sources");
    for (const std::string &source : pattern.sources) quiet(source);
  }
  frame.trace->item("pattern.words");
}

} // namespace

void pain_panel(const Frame &frame) {
  const heat::Settings &settings = frame.scene->document.heat;
  if (settings.active.empty()) {
    quiet("Choose a pattern on the left to paint where it is felt.");
    return;
  }
  const anatomy::Pattern *pattern = frame.context.library->pattern(settings.active.front().pattern);
  ImGui::PushFont(fonts().title);
  ImGui::TextWrapped("%s", frame.heat->legend.title.c_str());
  ImGui::PopFont();
  quiet(frame.heat->legend.subtitle);
  legend_rows(frame);
  if (!frame.heat->legend.provocation.empty()) heading(frame.heat->legend.provocation);
  side_buttons(frame);
  strength_slider(frame);
  ramp_buttons(frame);
  bool on = settings.on;
  if (ImGui::Checkbox("Paint the zones", &on)) frame.emit(scene::ShowHeat{on ? scene::Set::on : scene::Set::off});
  frame.trace->item("heat.on");
  bool provoke = settings.provoke;
  if (ImGui::Checkbox("Posture raises it", &provoke))
    frame.emit(scene::SetProvoke{provoke ? scene::Set::on : scene::Set::off});
  frame.trace->item("heat.provoke");
  if (settings.active.size() > 1)
    for (const heat::Active &active : settings.active) {
      const anatomy::Pattern *one = frame.context.library->pattern(active.pattern);
      if (button(frame, "remove." + active.pattern, "Remove")) frame.emit(scene::RemovePattern{active.pattern});
      ImGui::SameLine();
      ImGui::TextWrapped("%s", one != nullptr ? one->title.c_str() : active.pattern.c_str());
    }
  if (pattern == nullptr) return;
  look_alikes(frame, *pattern);
  pattern_words(frame, *pattern);
  quiet(frame.heat->legend.evidence);
}

} // namespace myo::app::ui
