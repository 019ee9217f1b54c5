// The hand that poses: where it holds the limb, and where it wants it.
#include "ui/panel.h"

#include <imgui.h>

namespace myo::app::ui {

void pull_mark(const Frame &frame, std::optional<vec2> held_px) {
  const ImGuiIO &io = ImGui::GetIO();
  if (!frame.state->posing || frame.state->painting || io.WantCaptureMouse || !ImGui::IsMousePosValid()) return;
  if (!held_px && frame.scene->document.hover.empty()) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!held_px) return;
  const ImVec2 held(held_px->x, held_px->y);
  ImDrawList &draw = *ImGui::GetForegroundDrawList();
  // Dark around light: seen on flesh and bone and on any ground.
  draw.AddLine(held, io.MousePos, IM_COL32(0, 0, 0, 140), 3.5F * frame.scale);
  draw.AddLine(held, io.MousePos, IM_COL32(255, 255, 255, 230), 1.5F * frame.scale);
  draw.AddCircleFilled(held, 5 * frame.scale, IM_COL32(0, 0, 0, 150), 24);
  draw.AddCircleFilled(held, 3.5F * frame.scale, IM_COL32(255, 255, 255, 240), 24);
  frame.trace->widget("held", {held.x - 5, held.y - 5}, {held.x + 5, held.y + 5});
}

} // namespace myo::app::ui
