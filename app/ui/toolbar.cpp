// The strip at the top: views, what is drawn, history, and the picture.
#include "scene/views.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>

namespace myo::app::ui {
namespace {

// A strip has no room for "From the left"; the full name is the hint.
const char *short_name(const std::string &id) {
  if (id == "posterior") return "Back";
  if (id == "anterior") return "Front";
  if (id == "lateral_left") return "Left";
  if (id == "lateral_right") return "Right";
  if (id == "superior") return "Top";
  if (id == "three_quarter") return "3/4";
  return nullptr;
}

void view_buttons(const Frame &frame) {
  for (const scene::StandardView &view : scene::standard_views()) {
    const scene::Camera &camera = frame.scene->document.camera;
    const bool on = std::abs(camera.azimuth_deg - view.azimuth_deg) < 0.5F &&
                    std::abs(camera.elevation_deg - view.elevation_deg) < 0.5F;
    const char *text = short_name(view.id);
    if (toggle_button(frame, "view." + view.id, text != nullptr ? text : view.name, on, view.name.c_str()))
      frame.emit(scene::SetView{view.id});
    ImGui::SameLine();
  }
}

void separator(const Frame &frame) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  ImGui::GetWindowDrawList()->AddLine(ImVec2(at.x + 2 * frame.scale, at.y + 3 * frame.scale),
                                      ImVec2(at.x + 2 * frame.scale, at.y + height - 3 * frame.scale),
                                      ImGui::GetColorU32(ImGuiCol_Border));
  ImGui::Dummy(ImVec2(5 * frame.scale, height));
  ImGui::SameLine();
}

} // namespace

void toolbar(const Frame &frame) {
  const scene::Document &document = frame.scene->document;
  const float width = frame.size_px.x / frame.scale - 2 * (panel_width_px + 2 * margin_px);
  if (!begin_panel(frame, "toolbar", panel_width_px + 2 * margin_px, margin_px, width, toolbar_height_px)) {
    end_panel();
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(6 * frame.scale, 5 * frame.scale));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(5 * frame.scale, 7 * frame.scale));
  ImGui::SetCursorPosY(0.5F * (toolbar_height_px * frame.scale - ImGui::GetFrameHeight()));
  view_buttons(frame);
  separator(frame);
  if (toggle_button(frame, "xray", "X-ray", document.xray, "See through all but the selection (X)"))
    frame.emit(scene::XRay{});
  ImGui::SameLine();
  if (toggle_button(frame, "attachments", "O / I", document.attachments, "Origin red, insertion blue (A)"))
    frame.emit(scene::ShowAttachments{});
  ImGui::SameLine();
  if (button(frame, "show_all", "Show all", "Bring back all that is hidden (Shift+H)")) frame.emit(scene::ShowAll{});
  ImGui::SameLine();
  separator(frame);
  if (button(frame, "undo", "Undo", "Ctrl+Z")) frame.emit(scene::Undo{});
  ImGui::SameLine();
  if (button(frame, "redo", "Redo", "Ctrl+Shift+Z")) frame.emit(scene::Redo{});
  ImGui::SameLine();
  separator(frame);
  const bool dark = scene::is_dark(document.background);
  if (button(frame, "background", dark ? "Light" : "Dark", "Background (B)"))
    frame.emit(scene::SetBackground{dark ? scene::Background::studio_light : scene::Background::studio_dark});
  ImGui::SameLine();
  if (button(frame, "picture", "Picture", "Write the present picture (Ctrl+S)")) frame.state->export_dialog = true;
  ImGui::SameLine();
  if (button(frame, "about", "?", "About, keys, credit (F1)")) frame.state->about = true;
  ImGui::PopStyleVar(2);
  end_panel();
}

} // namespace myo::app::ui
