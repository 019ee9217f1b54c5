// Where the panels stand: a browser on the left, what is chosen on the right, a strip at the top.
#include "ui/compare_table.h"
#include "ui/panel.h"
#include "ui/player.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <algorithm>
#include <imgui.h>

namespace myo::app::ui {
namespace {

constexpr float panel_share = 0.205F;          // of the window's width

void left_side(const Frame &frame, float height) {
  if (begin_panel(frame, "browser", margin_px, margin_px, panel_width(frame), height)) {
    if (frame.context.figure != nullptr) tabs(frame, "browser_tabs", {{"Parts", "tab.parts", parts_list}});
    else browser_panel(frame);
  }
  end_panel();
}

// A foreign model has no pain to tell and no joints that we know; it has its animations.
void about_figure(const Frame &frame) {
  tabs(frame, "figure_tabs", {{"Structure", "tab.structure", muscle_card}, {"Animations", "tab.moves", animations_list}, {"Layers", "tab.layers", layers_panel}});
}

void right_side(const Frame &frame, float x, float height) {
  if (begin_panel(frame, "chosen", x, margin_px, panel_width(frame), height)) {
    if (frame.context.figure != nullptr) about_figure(frame);
    else tabs(frame, "chosen_tabs", {{"Pain", "tab.pain", pain_panel},
                                {"Structure", "tab.structure", muscle_card},
                                {"Pose", "tab.pose", joints_panel},
                                {"Moves", "tab.moves", moves_list},
                                {"Layers", "tab.layers", layers_panel}});
  }
  end_panel();
}

} // namespace

float panel_width(const Frame &frame) {
  return std::clamp(panel_share * frame.size_px.x / frame.scale, panel_least_px, panel_most_px);
}

FreeArea draw_panels(const Frame &frame) {
  speak(frame.context.library);
  const float s = frame.scale;
  FreeArea area{0, 0, frame.size_px.x, frame.size_px.y};
  if (frame.state->visible) {
    const float height = frame.size_px.y / s - 2 * margin_px;
    const float right_x = frame.size_px.x / s - panel_width(frame) - margin_px;
    left_side(frame, height);
    right_side(frame, right_x, height);
    toolbar(frame);
    area.left = (panel_width(frame) + margin_px) * s;
    area.top = (toolbar_height(frame) + margin_px) * s;
    area.width = std::max(64.0F, frame.size_px.x - 2 * area.left);
    area.height = std::max(64.0F, frame.size_px.y - area.top);
  }
  if (frame.state->painting) frame.state->posing = false; // one hand does one thing
  advance_player(frame);
  if (frame.state->visible) player_bar(frame, area);
  if (frame.state->visible) compare_table(frame, area);
  status_line(frame, area);
  hover_name(frame);
  about_box(frame);
  export_box(frame);
  return area;
}

} // namespace myo::app::ui
