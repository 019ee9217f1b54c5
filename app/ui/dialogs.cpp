// The about box with credit and keys, the picture box, and the line at the bottom.
#include "ui/export_sizes.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <algorithm>
#include <array>
#include <imgui.h>
#include <imgui_stdlib.h>

namespace myo::app::ui {
namespace {

bool begin_dialog(const Frame &frame, const char *name, bool &open, float width) {
  const std::string title = say(name) + "###" + name;
  if (open && !ImGui::IsPopupOpen(title.c_str())) ImGui::OpenPopup(title.c_str());
  ImGui::SetNextWindowPos(ImVec2(0.5F * frame.size_px.x, 0.5F * frame.size_px.y), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
  ImGui::SetNextWindowSize(ImVec2(width * frame.scale, 0));
  return ImGui::BeginPopupModal(title.c_str(), &open, ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
}

void key_table() {
  constexpr std::array<std::array<const char *, 2>, 19> keys{{{"Left drag", "turn"},
                                                              {"Right or middle drag", "move"},
                                                              {"Wheel", "zoom to the pointer"},
                                                              {"Click", "select; Ctrl+click adds"},
                                                              {"H / Shift+H", "hide the selection / show all"},
                                                              {"I", "isolate the selection"},
                                                              {"X", "x-ray"},
                                                              {"A", "origins and insertions"},
                                                              {"L", "labels"},
                                                              {"S", "side of the pattern"},
                                                              {"P", "pose by hand: a drag pulls at a limb"},
                                                              {"Space", "play or pause"},
                                                              {"F", "frame the selection"},
                                                              {"1 ... 6", "standard views"},
                                                              {"B", "light or dark background"},
                                                              {"Ctrl+F", "search"},
                                                              {"Ctrl+Z, Ctrl+Shift+Z", "undo, redo"},
                                                              {"Ctrl+S", "write the picture"},
                                                              {"Tab / F11", "hide panels / full screen"}}};
  if (!ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingFixedFit)) return;
  for (const auto &[key, meaning] : keys) {
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(say(key).c_str());
    ImGui::TableNextColumn();
    ImGui::TextDisabled("%s", say(meaning).c_str());
  }
  ImGui::EndTable();
}

} // namespace

void about_box(const Frame &frame) {
  if (!frame.state->about) return;
  if (!begin_dialog(frame, "About Myoscope", frame.state->about, 520)) return;
  plain("Myoscope shows where muscle pain comes from.");
  quiet("For education. It is not a diagnosis. Trigger-point maps are clinical tradition, and their evidence is contested.");
  ImGui::Spacing();
  key_table();
  ImGui::Spacing();
  if (frame.context.body != nullptr) {
    heading("Data and credit");
    for (const format::Credit &credit : frame.context.body->credits) {
      ImGui::TextWrapped("%s", credit.text.c_str());
      quiet(credit.licence + (credit.url.empty() ? "" : "  " + credit.url));
    }
  }
  if (button(frame, "about.close", "Close")) {
    frame.state->about = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void export_box(const Frame &frame) {
  State &state = *frame.state;
  if (!state.export_dialog) return;
  if (!begin_dialog(frame, "Write the picture", state.export_dialog, 380)) return;
  for (std::size_t n = 0; n < export_sizes.size(); ++n) {
    ImGui::RadioButton((say(export_sizes[n].name) + "###size" + std::to_string(n)).c_str(), &state.export_size, static_cast<int>(n));
    frame.trace->item(fmt::format("export.size.{}", n));
  }
  ImGui::Checkbox((say("Transparent background") + "###transparent").c_str(), &state.export_transparent);
  frame.trace->item("export.transparent");
  ImGui::Checkbox((say("Legend, side and caption") + "###text").c_str(), &state.export_text);
  frame.trace->item("export.text");
  quiet("Folder");
  ImGui::SetNextItemWidth(-1);
  ImGui::InputText("##folder", &state.export_folder);
  frame.trace->item("export.folder");
  quiet("Takes the next free name and covers no picture. The credit of the data stays in the file's description either way.");
  if (button(frame, "export.write", "Write")) {
    frame.requests->save_picture = true;
    state.export_dialog = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::SameLine();
  if (button(frame, "export.cancel", "Cancel")) {
    state.export_dialog = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void status_line(const Frame &frame, const FreeArea &area) {
  const std::string &notice = frame.state->notice;
  if (notice.empty() || frame.seconds > frame.state->notice_until) return;
  const float padding = 2 * ImGui::GetStyle().WindowPadding.x, widest = area.width - 2 * margin_px * frame.scale;
  const float text = std::min(ImGui::CalcTextSize(notice.c_str()).x + 1, std::max(1.0F, widest - padding));
  ImGui::SetNextWindowPos(ImVec2(area.left + 0.5F * area.width, area.top + area.height - 2 * margin_px * frame.scale),
                          ImGuiCond_Always, ImVec2(0.5F, 1.0F));
  ImGui::SetNextWindowSize(ImVec2(text + padding, 0));
  if (ImGui::Begin("status", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                          ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoFocusOnAppearing))
    ImGui::TextWrapped("%s", notice.c_str());
  end_panel();
}

} // namespace myo::app::ui
