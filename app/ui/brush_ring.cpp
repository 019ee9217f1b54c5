// How large the brush is, around the pointer.
#include "ui/panel.h"

#include <imgui.h>

#include <algorithm>

namespace myo::app::ui {

void brush_ring(const Frame &frame) {
  const ImGuiIO &io = ImGui::GetIO();
  if (!frame.state->painting || io.WantCaptureMouse || !ImGui::IsMousePosValid() || frame.state->about || frame.state->export_dialog) return;
  const scene::Camera &camera = frame.scene->document.camera;
  const float radius = std::max(2.0F, frame.state->brush_mm * millimetre / scene::metres_per_pixel(camera, frame.view.size.y));
  ImDrawList &draw = *ImGui::GetForegroundDrawList();
  // Dark around light: seen on skin, on paint and on any ground.
  draw.AddCircle(io.MousePos, radius, IM_COL32(0, 0, 0, 150), 64, 3.0F * frame.scale);
  draw.AddCircle(io.MousePos, radius, IM_COL32(255, 255, 255, 230), 64, 1.25F * frame.scale);
  frame.trace->widget("brush", {io.MousePos.x - radius, io.MousePos.y - radius}, {io.MousePos.x + radius, io.MousePos.y + radius});
}

} // namespace myo::app::ui
