#include "ui/compare_table.h"

#include "scene/compared.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>

namespace myo::app::ui {
namespace {

constexpr float table_share = 0.30F; // of the window's height
constexpr float table_least_px = 170, table_most_px = 340;

std::vector<const anatomy::Pattern *> patterns_of(const Frame &frame) {
  std::vector<const anatomy::Pattern *> out;
  for (const heat::Active &active : frame.scene->document.heat.active)
    if (const anatomy::Pattern *pattern = frame.context.library->pattern(active.pattern)) out.push_back(pattern);
  return out;
}

const std::vector<heat::ContrastRow> &rows_of(const Frame &frame, const std::vector<const anatomy::Pattern *> &patterns) {
  std::vector<std::string> ids;
  ids.reserve(patterns.size());
  for (const anatomy::Pattern *pattern : patterns) ids.push_back(pattern->id);
  return frame.state->kept.contrast.of(ids, [&] { return heat::contrast(*frame.context.library, patterns); });
}

void column_head(const Frame &frame, const anatomy::Pattern &pattern) {
  ImGui::TableNextColumn();
  ImGui::PushTextWrapPos(0);
  heading(pattern.title);
  ImGui::PopTextWrapPos();
  if (button(frame, "table.alone." + pattern.id, "Alone", "Show this pattern alone")) frame.emit(scene::SetPattern{{pattern.id}});
  ImGui::SameLine();
  if (button(frame, "table.remove." + pattern.id, "Remove")) frame.emit(scene::RemovePattern{pattern.id});
}

// What all of them share steps back: it tells nothing apart.
void entry(const heat::ContrastEntry &entry) {
  ImGui::Bullet();
  if (entry.shared) ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  ImGui::TextWrapped("%s", capital(entry.text).c_str());
  if (entry.shared) ImGui::PopStyleColor();
}

void row(const heat::ContrastRow &row) {
  ImGui::TableNextRow();
  for (const auto &column : row.columns) {
    ImGui::TableNextColumn();
    small(capital(row.name));
    for (const heat::ContrastEntry &e : column) entry(e);
    if (column.empty()) quiet("-");
  }
}

} // namespace

void show_side_by_side(const Frame &frame, scene::Gesture gesture) {
  frame.emit(scene::ShowSideBySide{scene::Set::on, gesture});
  frame.requests->compose = gesture;
}

void compare_table(const Frame &frame, FreeArea &area) {
  if (!scene::compares(frame.scene->document.heat)) return;
  const std::vector<const anatomy::Pattern *> patterns = patterns_of(frame);
  const float s = frame.scale;
  const float height = std::clamp(table_share * frame.size_px.y / s, table_least_px, table_most_px);
  const float bottom = (area.top + area.height) / s - margin_px;
  if (begin_panel(frame, "compare", area.left / s + margin_px, bottom - height, area.width / s - 2 * margin_px, height)) {
    constexpr ImGuiTableFlags flags = ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_ScrollY;
    if (ImGui::BeginTable("contrast", static_cast<int>(patterns.size()), flags)) {
      ImGui::TableSetupScrollFreeze(0, 1);
      ImGui::TableNextRow();
      for (const anatomy::Pattern *pattern : patterns) column_head(frame, *pattern);
      for (const heat::ContrastRow &r : rows_of(frame, patterns)) row(r);
      ImGui::EndTable();
    }
  }
  end_panel();
  frame.trace->widget("compare_table", {area.left + margin_px * s, (bottom - height) * s}, {area.left + area.width - margin_px * s, bottom * s});
  area.height = std::max(64.0F, area.height - (height + margin_px) * s);
}

} // namespace myo::app::ui
