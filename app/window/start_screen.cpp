#include "window/start_screen.h"

#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

namespace myo::app {

void start_screen(const ui::Frame &frame, StartScreen &screen, const std::optional<Progress::State> &work) {
  const float width = 620;
  const float height = 330;
  const float x = 0.5F * (frame.size_px.x / frame.scale - width);
  const float y = 0.5F * (frame.size_px.y / frame.scale - height);
  if (!ui::begin_panel(frame, "start", x, y, width, height)) {
    ui::end_panel();
    return;
  }
  ImGui::PushFont(ui::fonts().title);
  ImGui::TextUnformatted("Myoscope");
  ImGui::PopFont();
  ui::quiet("Shows where muscle pain comes from. For education; it is not a diagnosis.");
  ImGui::Spacing();
  if (work) {
    ImGui::TextWrapped("%s", work->step.empty() ? "Starting" : work->step.c_str());
    ImGui::ProgressBar(work->fraction, ImVec2(-1, 0));
    if (ui::button(frame, "start.cancel", "Cancel")) frame.requests->cancel_import = true;
  } else {
    ImGui::TextWrapped("There is no body on this machine yet. Myoscope makes one from BodyParts3D, a human body that its "
                       "publisher gives away under CC BY 4.0. Download isa_BP3D_4.0_obj_99.zip and the two tables beside "
                       "it, then name the folder or the zip here (or drop it on this window). It takes about two minutes.");
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##path", "Folder or zip of BodyParts3D", &screen.path);
    frame.trace->item("start.path");
    if (ui::button(frame, "start.import", "Import") && !screen.path.empty()) frame.requests->import_path = screen.path;
    ui::quiet("The same without a window: myoscope atlas import bodyparts3d PATH --out FOLDER");
    if (!screen.fault.empty()) ImGui::TextWrapped("%s", screen.fault.c_str());
  }
  ui::end_panel();
}

} // namespace myo::app
