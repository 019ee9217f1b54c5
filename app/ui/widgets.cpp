#include "ui/widgets.h"

#include "ui/theme.h"

#include <algorithm>
#include <imgui.h>

namespace myo::app::ui {
namespace {
const anatomy::Library *speaker = nullptr; // Dear ImGui itself is one for all, too
}

void speak(const anatomy::Library *library) { speaker = library; }
std::string say(std::string_view english) { return speaker != nullptr ? speaker->say(english) : std::string(english); }

void heading(std::string_view english) {
  const std::string text = say(english);
  ImGui::PushFont(fonts().semibold);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopFont();
}

void small(std::string_view english) {
  const std::string text = say(english);
  ImGui::PushFont(fonts().small);
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

void quiet(std::string_view text) {
  ImGui::PushTextWrapPos(0);
  small(text);
  ImGui::PopTextWrapPos();
}

void plain(std::string_view english) {
  const std::string text = say(english);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopTextWrapPos();
}

void labelled(std::string_view label, std::string_view text) {
  if (text.empty()) return;
  heading(label);
  plain(text);
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

bool button(const Frame &frame, std::string_view id, std::string_view text, const char *why) {
  const std::string label = say(text) + "###" + std::string(id);
  const bool pressed = ImGui::Button(label.c_str());
  frame.trace->item(id);
  if (why != nullptr) hint(why);
  return pressed;
}

void hint(std::string_view english) {
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", say(english).c_str());
}

std::optional<heat::Sides> side_buttons(const Frame &frame, std::string_view prefix, heat::Sides now, const char *why) {
  struct Choice { heat::Sides sides; const char *text; };
  std::optional<heat::Sides> pressed;
  for (const Choice &choice : {Choice{heat::Sides::left, "Left"}, Choice{heat::Sides::right, "Right"}, Choice{heat::Sides::both, "Both"}}) {
    if (toggle_button(frame, fmt::format("{}.{}", prefix, heat::to_string(choice.sides)), choice.text, now == choice.sides, why)) pressed = choice.sides;
    ImGui::SameLine();
  }
  ImGui::NewLine();
  return pressed;
}

PatternPress pattern_choice(const Frame &frame, std::string_view id, std::string_view text, std::string_view second, bool on,
                            const std::string &pattern) {
  PatternPress press;
  press.pressed = list_row(frame, id, text, second, on);
  press.alone = press.pressed && !ImGui::GetIO().KeyShift;
  if (press.alone) frame.emit(scene::SetPattern{{pattern}});
  else if (press.pressed) frame.emit(scene::AddPattern{pattern});
  hint("Show this pattern; Shift+click adds it to the picture");
  return press;
}

const format::Structure *structure_of(const Frame &frame, std::string_view id) {
  if (id.empty() || frame.context.body == nullptr) return nullptr;
  const auto &structures = frame.context.body->structures;
  const auto found = std::ranges::find(structures, id, &format::Structure::id);
  return found == structures.end() ? nullptr : &*found;
}

const format::Structure *selected_structure(const Frame &frame) {
  const auto &selection = frame.scene->document.selection;
  return selection.empty() ? nullptr : structure_of(frame, selection.back());
}

bool section(const Frame &frame, std::string_view title, std::string_view id, bool open) {
  const std::string label = say(title) + "###" + std::string(id);
  const bool shown = ImGui::CollapsingHeader(label.c_str(), open ? ImGuiTreeNodeFlags_DefaultOpen : 0);
  frame.trace->item(id);
  return shown;
}

bool toggle_button(const Frame &frame, std::string_view id, std::string_view text, bool on, const char *why) {
  if (on) {
    const ImVec4 mark = ImGui::GetStyleColorVec4(ImGuiCol_SliderGrab);
    ImGui::PushStyleColor(ImGuiCol_Button, mark);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ImGui::GetStyleColorVec4(ImGuiCol_SliderGrabActive));
    ImGui::PushStyleColor(ImGuiCol_Text, ImVec4(1, 1, 1, 1));
  }
  const bool pressed = button(frame, id, text, nullptr);
  if (on) ImGui::PopStyleColor(3);
  if (why != nullptr) hint(why);
  return pressed;
}

bool list_row(const Frame &frame, std::string_view id, std::string_view text, std::string_view second, bool on) {
  ImGui::PushID(id.data(), id.data() + id.size());
  const float inset = 4 * frame.scale, wrap = std::max(1.0F, ImGui::GetContentRegionAvail().x - 2 * inset);
  ImFont *const small_font = fonts().small;
  const auto height_of = [&](ImFont *font, std::string_view words) {
    return words.empty() ? 0.0F : font->CalcTextSizeA(font->FontSize, 1e6F, wrap, words.data(), words.data() + words.size()).y;
  };
  const float first = height_of(ImGui::GetFont(), text);
  const float height = first + height_of(small_font, second) + (second.empty() ? 0.0F : frame.scale) + 2 * inset;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::Selectable("##row", on, ImGuiSelectableFlags_AllowDoubleClick, ImVec2(0, height));
  frame.trace->item(id);
  ImDrawList &draw = *ImGui::GetWindowDrawList();
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  draw.PushClipRect(low, high, true);
  draw.AddText(ImGui::GetFont(), ImGui::GetFontSize(), ImVec2(at.x + inset, at.y + inset), ImGui::GetColorU32(ImGuiCol_Text), text.data(),
               text.data() + text.size(), wrap);
  if (!second.empty())
    draw.AddText(small_font, small_font->FontSize, ImVec2(at.x + inset, at.y + inset + first + frame.scale),
                 ImGui::GetColorU32(ImGuiCol_TextDisabled), second.data(), second.data() + second.size(), wrap);
  draw.PopClipRect();
  ImGui::PopID();
  return pressed;
}

void tabs(const Frame &frame, const char *bar, std::initializer_list<Tab> list) {
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  const float side = (list.size() > 4 ? 4.0F : 7.0F) * frame.scale; // whole words in a narrow panel
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(side, padding.y));
  const bool shown = ImGui::BeginTabBar(bar);
  ImGui::PopStyleVar();
  if (!shown) return;
  for (const Tab &tab : list) {
    const bool wanted = frame.state->open_tab == tab.id;
    if (wanted) frame.state->open_tab.clear();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(side, padding.y));
    if (list.size() > 4) ImGui::PushFont(fonts().small);
    const bool open = ImGui::BeginTabItem((say(tab.name) + "###" + tab.id).c_str(), nullptr, wanted ? ImGuiTabItemFlags_SetSelected : 0);
    if (list.size() > 4) ImGui::PopFont();
    ImGui::PopStyleVar();
    frame.trace->item(tab.id);
    // Dear ImGui takes a click on a tab only where the pointer was on it in the frame before: a quick one during a slow frame counts, too.
    if (!open && ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax()))
      frame.state->open_tab = tab.id;
    if (!open) continue;
    ImGui::BeginChild(tab.id, ImVec2(0, 0), false);
    tab.draw(frame);
    ImGui::EndChild();
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

scene::Gesture item_gesture() {
  // Only one item is dragged at a time, so the moment of its press names the drag. Odd, so that it is never 0.
  return static_cast<scene::Gesture>(ImGui::GetIO().MouseClickedTime[0] * 1e6) << 1U | 1U;
}

bool begin_panel(const Frame &frame, const char *name, float x, float y, float width, float height, bool scrolls) {
  const float s = frame.scale;
  ImGui::SetNextWindowPos(ImVec2(x * s, y * s));
  ImGui::SetNextWindowSize(ImVec2(width * s, height * s));
  return ImGui::Begin(name, nullptr,
                      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                          ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                          ImGuiWindowFlags_NoBringToFrontOnFocus |
                          (scrolls ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse));
}

void end_panel() { ImGui::End(); }

} // namespace myo::app::ui
