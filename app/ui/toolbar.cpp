// The strip at the top: views, what is drawn, history, and the picture. It takes as many lines as the window makes it.
#include "scene/views.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

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

// Puts buttons side by side, with a line between groups, and begins another line where one would not fit.
class Strip {
public:
  explicit Strip(const Frame &frame)
      : frame_(&frame), right_(ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x) {}

  void group() { gap_ = !first_; }
  // Call before each item with its width.
  void next(float width) {
    const float gap = gap_ ? 9 * frame_->scale : 0.0F;
    const float from = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + gap;
    if (!first_ && from + width <= right_ + 0.5F) {
      ImGui::SameLine(0, ImGui::GetStyle().ItemSpacing.x + gap);
      if (gap_) line(from - 0.5F * (gap + ImGui::GetStyle().ItemSpacing.x));
    } else if (!first_) {
      ++rows_;
    }
    first_ = gap_ = false;
  }
  void text(std::string_view english) {
    const std::string words = say(english);
    next(ImGui::CalcTextSize(words.data(), words.data() + words.size()).x + 2 * ImGui::GetStyle().FramePadding.x);
  }
  void icon() { next(ImGui::GetFrameHeight()); }
  [[nodiscard]] int rows() const { return rows_; }

private:
  void line(float x) const {
    const float y = ImGui::GetCursorScreenPos().y, height = ImGui::GetFrameHeight();
    ImGui::GetWindowDrawList()->AddLine(ImVec2(x, y + 3 * frame_->scale), ImVec2(x, y + height - 3 * frame_->scale),
                                        ImGui::GetColorU32(ImGuiCol_Border));
  }
  const Frame *frame_;
  float right_;
  bool first_ = true, gap_ = false;
  int rows_ = 1;
};

void view_buttons(const Frame &frame, Strip &strip) {
  for (const scene::StandardView &view : scene::standard_views()) {
    const scene::Camera &camera = frame.scene->document.camera;
    const bool on = std::abs(camera.azimuth_deg - view.azimuth_deg) < 0.5F &&
                    std::abs(camera.elevation_deg - view.elevation_deg) < 0.5F;
    const char *text = short_name(view.id);
    strip.text(text != nullptr ? text : view.name);
    if (toggle_button(frame, "view." + view.id, text != nullptr ? text : view.name, on, view.name.c_str()))
      frame.emit(scene::SetView{view.id});
  }
}

void shown_buttons(const Frame &frame, Strip &strip) {
  const scene::Document &document = frame.scene->document;
  strip.group();
  strip.text("X-ray");
  if (toggle_button(frame, "xray", "X-ray", document.xray, "See through all but the selection (X)")) frame.emit(scene::XRay{});
  strip.text("O / I");
  if (toggle_button(frame, "attachments", "O / I", document.attachments, "Origin red, insertion blue (A)"))
    frame.emit(scene::ShowAttachments{});
  strip.text("Labels");
  if (toggle_button(frame, "labels", "Labels", document.labels, "Names beside what is chosen; of a bone, its features (L)"))
    frame.emit(scene::ShowLabels{});
  strip.text("Show all");
  if (button(frame, "show_all", "Show all", "Bring back all that is hidden (Shift+H)")) frame.emit(scene::ShowAll{});
}

void history_buttons(const Frame &frame, Strip &strip) {
  strip.group();
  strip.icon();
  if (icon_button(frame, "undo", Icon::undo, "Undo (Ctrl+Z)", !frame.scene->undo.empty())) frame.emit(scene::Undo{});
  strip.icon();
  if (icon_button(frame, "redo", Icon::redo, "Redo (Ctrl+Shift+Z)", !frame.scene->redo.empty())) frame.emit(scene::Redo{});
}

void picture_buttons(const Frame &frame, Strip &strip) {
  strip.group();
  strip.icon();
  const bool dark = scene::is_dark(frame.scene->document.background);
  if (icon_button(frame, "background", Icon::contrast, dark ? "Light background (B)" : "Dark background (B)"))
    frame.emit(scene::SetBackground{dark ? scene::Background::studio_light : scene::Background::studio_dark});
  strip.text("Picture");
  if (button(frame, "picture", "Picture", "Write the present picture (Ctrl+S)")) frame.state->export_dialog = true;
  if (const auto &all = frame.state->languages; all.size() > 1) { // the next one, by its own name
    const auto now = std::find(all.begin(), all.end(), frame.context.library->language);
    const std::string next = now == all.end() || now + 1 == all.end() ? all.front() : *(now + 1);
    const std::string name = next == "en" ? "English" : next == "es" ? "Espa\xC3\xB1ol" : next;
    strip.text(name);
    if (button(frame, "language", name)) frame.requests->language = next;
  }
  strip.icon();
  if (icon_button(frame, "about", Icon::question, "Keys, data and credit (F1)")) frame.state->about = true;
}

} // namespace

float toolbar_height(const Frame &frame) {
  return toolbar_height_px + static_cast<float>(frame.state->toolbar_rows - 1) * toolbar_row_px;
}

void toolbar(const Frame &frame) {
  const float left = panel_width(frame) + 2 * margin_px;
  if (begin_panel(frame, "toolbar", left, margin_px, frame.size_px.x / frame.scale - 2 * left, toolbar_height(frame), false)) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(6 * frame.scale, 5 * frame.scale));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(5 * frame.scale, toolbar_row_px * frame.scale - ImGui::GetFrameHeight()));
    ImGui::SetCursorPosY(0.5F * (toolbar_height_px * frame.scale - ImGui::GetFrameHeight()));
    Strip strip(frame);
    view_buttons(frame, strip);
    shown_buttons(frame, strip);
    history_buttons(frame, strip);
    picture_buttons(frame, strip);
    frame.state->toolbar_rows = strip.rows(); // the next frame makes room
    ImGui::PopStyleVar(2);
  }
  end_panel();
}

} // namespace myo::app::ui
