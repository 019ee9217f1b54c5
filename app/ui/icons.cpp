#include "ui/icons.h"

#include "ui/theme.h"

#include <imgui.h>

#include <cmath>
#include <numbers>
#include <string>

namespace myo::app::ui {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

// An arrow that turns back to where it came from; `sign` -1 mirrors it.
void draw_turn(ImDrawList &draw, ImVec2 centre, float size, float sign, ImU32 colour, float width) {
  const auto at = [&](float x, float y) { return ImVec2(centre.x + sign * x * size, centre.y + y * size); };
  draw.PathLineTo(at(-0.30F, -0.12F));
  draw.PathLineTo(at(0.08F, -0.12F));
  for (int n = 0; n <= 12; ++n) {
    const float angle = -0.5F * pi + pi * static_cast<float>(n) / 12;
    draw.PathLineTo(at(0.08F + 0.19F * std::cos(angle), 0.07F + 0.19F * std::sin(angle)));
  }
  draw.PathLineTo(at(-0.12F, 0.26F));
  draw.PathStroke(colour, 0, width);
  draw.PathLineTo(at(-0.15F, -0.28F));
  draw.PathLineTo(at(-0.31F, -0.12F));
  draw.PathLineTo(at(-0.15F, 0.04F));
  draw.PathStroke(colour, 0, width);
}

void draw_contrast(ImDrawList &draw, ImVec2 centre, float size, ImU32 colour, float width) {
  const float radius = 0.29F * size;
  draw.AddCircle(centre, radius, colour, 32, width);
  draw.PathArcTo(centre, radius, -0.5F * pi, 0.5F * pi, 20);
  draw.PathFillConvex(colour);
}

void draw_question(ImDrawList &draw, ImVec2 centre, ImU32 colour) {
  ImFont *font = fonts().semibold;
  const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e6F, 0, "?");
  draw.AddText(font, font->FontSize, ImVec2(centre.x - 0.5F * size.x, centre.y - 0.5F * size.y), colour, "?");
}

} // namespace

bool icon_button(const Frame &frame, std::string_view id, Icon icon, const char *hint, bool able) {
  const float size = ImGui::GetFrameHeight();
  ImGui::BeginDisabled(!able);
  const bool pressed = ImGui::Button(("##" + std::string(id)).c_str(), ImVec2(size, size));
  frame.trace->item(id);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 centre(low.x + 0.5F * size, low.y + 0.5F * size);
  const ImU32 colour = ImGui::GetColorU32(ImGuiCol_Text);
  const float width = 1.5F * frame.scale;
  ImDrawList &draw = *ImGui::GetWindowDrawList();
  switch (icon) {
  case Icon::undo: draw_turn(draw, centre, size, 1, colour, width); break;
  case Icon::redo: draw_turn(draw, centre, size, -1, colour, width); break;
  case Icon::contrast: draw_contrast(draw, centre, size, colour, width); break;
  case Icon::question: draw_question(draw, centre, colour); break;
  }
  ImGui::EndDisabled();
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) ImGui::SetTooltip("%s", say(hint).c_str());
  return pressed;
}

} // namespace myo::app::ui
