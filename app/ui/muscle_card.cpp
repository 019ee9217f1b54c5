// What is known of the selected structure.
#include "anatomy/action_words.h"
#include "frame/labels.h"
#include "frame/theme.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <algorithm>
#include <imgui.h>

namespace myo::app::ui {
namespace {

// The same disc with a letter as in the picture.
void letter(const Frame &frame, const char *text, vec3 srgb) {
  const float size = ImGui::GetTextLineHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 centre(at.x + 0.5F * size, at.y + 0.5F * size);
  ImDrawList &draw = *ImGui::GetWindowDrawList();
  draw.AddCircleFilled(centre, 0.5F * size, ImGui::GetColorU32(ImVec4(srgb.r, srgb.g, srgb.b, 1)));
  ImFont *font = fonts().semibold;
  const float points = 0.78F * size;
  const ImVec2 extent = font->CalcTextSizeA(points, 1e6F, 0, text);
  draw.AddText(font, points, ImVec2(centre.x - 0.5F * extent.x, centre.y - 0.5F * extent.y), IM_COL32_WHITE, text);
  ImGui::Dummy(ImVec2(size + frame.scale, size));
}

std::string side_words(anatomy::Side side) {
  return say(side == anatomy::Side::midline ? "midline" : heat::phrase_of(heat::sides_of(side, heat::Sides::both)));
}

// Of one end: the letter that it has in the picture, the words, and the bones on which it is drawn.
void attachment(const Frame &frame, const format::Structure &structure, anatomy::Role role, const std::string &words) {
  const bool origin = role == anatomy::Role::origin;
  const auto theme = ::myo::frame::theme_of(frame.scene->document.background);
  letter(frame, origin ? "O" : "I", origin ? theme.origin : theme.insertion);
  ImGui::SameLine();
  heading(origin ? "Origin" : "Insertion");
  plain(capital(words));
  std::string bones;
  const format::Body &body = *frame.context.body;
  for (const format::Patch &patch : body.patches) {
    if (patch.role != role || patch.muscle != structure.muscle || patch.side != structure.side) continue;
    if (patch.bone_structure >= body.structures.size()) continue;
    const std::string name = ::myo::frame::spoken_name(body.structures[patch.bone_structure], *frame.context.library);
    if (bones.find(name) != std::string::npos) continue;
    bones += (bones.empty() ? "" : ", ") + name + (patch.how == format::Found::generated ? " (" + say("generated") + ")" : "");
  }
  if (!bones.empty()) quiet(fmt::format(fmt::runtime(say("Shown on: {}")), bones));
}

void muscle_facts(const Frame &frame, const anatomy::Muscle &muscle, const format::Structure &structure) {
  attachment(frame, structure, anatomy::Role::origin, muscle.origin_text);
  attachment(frame, structure, anatomy::Role::insertion, muscle.insertion_text);
  labelled("Function", muscle.function);
  if (!muscle.actions.empty() || !muscle.other_actions.empty()) {
    heading("Actions");
    for (const std::string &line : anatomy::action_words(muscle.actions, *frame.context.library)) plain(line);
    for (const std::string &line : muscle.other_actions) plain(capital(line)); // what no joint's motion says
  }
  labelled("Nerve", capital(muscle.nerve));
  labelled("Worth knowing", muscle.considerations);
  labelled("Variations", capital(muscle.variations));
  if (!muscle.patterns.empty()) {
    heading("Trigger points");
    for (const std::string &id : muscle.patterns)
      if (const anatomy::Pattern *pattern = frame.context.library->pattern(id))
        if (list_row(frame, "card.pattern." + id, pattern->title, {}, false)) frame.emit(scene::SetPattern{{id}});
  }
  if (!muscle.sources.empty() && section(frame, "Sources", "card.sources"))
    for (const std::string &source : muscle.sources) quiet(source);
}

// A bone's muscles, each once, clickable.
void muscles_on(const Frame &frame, std::uint32_t bone, anatomy::Role role, const char *label) {
  const format::Body &body = *frame.context.body;
  std::vector<std::uint32_t> shown;
  for (const format::Patch &patch : body.patches) {
    if (patch.bone_structure != bone || patch.role != role || patch.muscle_structure >= body.structures.size()) continue;
    if (std::find(shown.begin(), shown.end(), patch.muscle_structure) != shown.end()) continue;
    if (shown.empty()) heading(label);
    shown.push_back(patch.muscle_structure);
    const format::Structure &muscle = body.structures[patch.muscle_structure];
    if (list_row(frame, std::string("card.") + std::string(anatomy::to_string(role)) + "." + muscle.id, ::myo::frame::spoken_name(muscle, *frame.context.library),
                 ::myo::frame::mark_of(muscle), false))
      frame.emit(scene::Select{{muscle.id}});
  }
}

} // namespace

void muscle_card(const Frame &frame) {
  const format::Structure *structure = selected_structure(frame);
  if (structure == nullptr) {
    quiet("Click a muscle or a bone in the picture, or search for one.");
    return;
  }
  ImGui::PushFont(fonts().title);
  const std::string name = ::myo::frame::spoken_name(*structure, *frame.context.library);
  ImGui::TextWrapped("%s", name.c_str());
  ImGui::PopFont();
  frame.trace->item("card.name");
  std::string second = structure->latin == name ? std::string{} : structure->latin;
  if (!second.empty()) second += " \xC2\xB7 ";
  second += side_words(structure->side);
  if (!structure->fma.empty()) second += " \xC2\xB7 " + structure->fma;
  quiet(second);
  if (const std::string_view mark = ::myo::frame::mark_of(*structure); !mark.empty())
    quiet(capital(std::string(mark)) + ": made by Myoscope between its attachments; the dataset has no mesh of it.");
  else if (structure->generated)
    quiet("Made by Myoscope; the dataset has no mesh of it.");
  if (button(frame, "card.hide", "Hide", "H")) frame.emit(scene::Hide{});
  ImGui::SameLine();
  if (button(frame, "card.isolate", "Isolate", "I")) frame.emit(scene::Isolate{});
  ImGui::SameLine();
  if (button(frame, "card.frame", "Frame", "F"))
    frame.emit(scene::FrameSelection{frame.size_px.x / std::max(1.0F, frame.size_px.y)});
  ImGui::SameLine();
  if (button(frame, "card.none", "Deselect", "Esc")) frame.emit(scene::Select{});
  if (const anatomy::Muscle *muscle = frame.context.library->muscle(structure->muscle))
    muscle_facts(frame, *muscle, *structure);
  const auto index = static_cast<std::uint32_t>(structure - frame.context.body->structures.data());
  muscles_on(frame, index, anatomy::Role::origin, "Muscles that begin here");
  muscles_on(frame, index, anatomy::Role::insertion, "Muscles that end here");
}

} // namespace myo::app::ui
