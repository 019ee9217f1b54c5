// From the skin to the bone: each layer hidden, ghosted or shown.
#include "scene/layers.h"
#include "ui/widgets.h"

#include <imgui.h>

namespace myo::app::ui {
namespace {

scene::LayerState state_of(const Frame &frame, const std::string &layer) {
  const auto &layers = frame.scene->document.layers;
  const auto found = layers.find(layer);
  return found == layers.end() ? scene::default_state(layer) : found->second;
}

void layer_row(const Frame &frame, const std::string &layer) {
  struct Choice { scene::LayerState state; const char *text; const char *hint; };
  constexpr Choice choices[] = {{scene::LayerState::hidden, "Off", "Hidden"},
                                {scene::LayerState::ghost, "Ghost", "See-through"},
                                {scene::LayerState::shown, "On", "Shown"}};
  const scene::LayerState now = state_of(frame, layer);
  ImGui::PushID(layer.c_str());
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(say(scene::layer_name(layer)).c_str());
  float widths = 0;
  for (const Choice &choice : choices)
    widths += ImGui::CalcTextSize(say(choice.text).c_str()).x + 2 * ImGui::GetStyle().FramePadding.x + 2 * frame.scale;
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - widths);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(2 * frame.scale, ImGui::GetStyle().ItemSpacing.y));
  for (const Choice &choice : choices) {
    const std::string id = "layer." + layer + "." + std::string(scene::to_string(choice.state));
    if (toggle_button(frame, id, choice.text, now == choice.state, choice.hint))
      frame.emit(scene::SetLayer{layer, choice.state});
    ImGui::SameLine();
  }
  ImGui::PopStyleVar();
  ImGui::NewLine();
  ImGui::PopID();
}

} // namespace

void layers_panel(const Frame &frame) {
  if (frame.context.body == nullptr) return;
  for (const std::string &layer : scene::layers_of(*frame.context.body, *frame.context.library)) layer_row(frame, layer);
  lengths_box(frame);
  const std::size_t hidden = frame.scene->document.hidden.size();
  const std::size_t isolated = frame.scene->document.isolated.size();
  if (hidden + isolated == 0) return;
  quiet(isolated > 0 ? fmt::format(fmt::runtime(say("{} isolated")), isolated) : fmt::format(fmt::runtime(say("{} hidden one by one")), hidden));
  if (button(frame, "layers.show_all", "Show all again")) frame.emit(scene::ShowAll{});
}

} // namespace myo::app::ui
