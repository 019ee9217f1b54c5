// The name of what lies under the pointer, beside it.
#include "frame/labels.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>


namespace myo::app::ui {
void hover_name(const Frame &frame) {
  const format::Structure *structure = structure_of(frame, frame.scene->document.hover);
  if (structure == nullptr) return;
  const std::string name = ::myo::frame::spoken_name(*structure, *frame.context.library);
  std::string second = structure->latin == name ? std::string{} : structure->latin;
  if (structure->side != anatomy::Side::midline) {
    if (!second.empty()) second += " \xC2\xB7 ";
    second += say(structure->side == anatomy::Side::left ? "left" : "right");
  }
  if (const std::string_view mark = ::myo::frame::mark_of(*structure); !mark.empty())
    second += (second.empty() ? "" : " \xC2\xB7 ") + say(mark);
  ImGui::BeginTooltip();
  heading(name);
  if (!second.empty()) small(second);
  frame.trace->widget("hover_name", {ImGui::GetWindowPos().x, ImGui::GetWindowPos().y},
                      {ImGui::GetWindowPos().x + ImGui::GetWindowSize().x, ImGui::GetWindowPos().y + ImGui::GetWindowSize().y});
  ImGui::EndTooltip();
}

} // namespace myo::app::ui
