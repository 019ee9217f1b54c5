#include "ui/pattern_page.h"

#include "ui/compare_table.h"
#include "ui/player.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace myo::app::ui {
namespace {

constexpr float small_width_px = 92, small_height_px = 100;

void lines(std::string_view label, const std::vector<std::string> &texts) {
  if (texts.empty()) return;
  if (!label.empty()) quiet(label);
  for (const std::string &text : texts) {
    ImGui::Bullet();
    ImGui::TextWrapped("%s", capital(text).c_str());
  }
}

void described(const Frame &frame, const anatomy::Pattern &pattern) {
  if (!section(frame, "How people describe it", "page.described", true)) return;
  if (!pattern.described.empty()) plain(pattern.described);
  lines("Also felt", pattern.symptoms);
}

void set_off(const Frame &frame, const anatomy::Pattern &pattern) {
  if (!section(frame, "What sets it off", "page.sets_off")) return;
  lines("It often begins with", pattern.sets_off);
  lines("It gets worse with", pattern.intensifies);
}

heat::Sides side_of(const Frame &frame) { return heat::sides_of(frame.scene->document.heat); }

void select_muscle(const Frame &frame, const std::string &muscle) {
  std::vector<std::string> parts = scene::muscle_parts(frame.context, muscle, side_of(frame));
  if (!parts.empty()) frame.emit(scene::Select{std::move(parts)});
}

// The bones that the muscle begins or ends on, and the muscle itself.
void select_ends(const Frame &frame, const std::string &muscle, anatomy::Role role) {
  const format::Body &body = *frame.context.body;
  std::vector<std::string> ids, parts = scene::muscle_parts(frame.context, muscle, side_of(frame));
  for (const format::Patch &patch : body.patches) {
    if (patch.role != role || patch.muscle != muscle || patch.bone_structure >= body.structures.size()) continue;
    if (patch.muscle_structure >= body.structures.size() || std::find(parts.begin(), parts.end(), body.structures[patch.muscle_structure].id) == parts.end()) continue;
    const std::string &bone = body.structures[patch.bone_structure].id;
    if (std::find(ids.begin(), ids.end(), bone) == ids.end()) ids.push_back(bone);
  }
  ids.insert(ids.end(), parts.begin(), parts.end()); // the card speaks of what was selected last
  if (!ids.empty()) frame.emit(scene::Select{std::move(ids)});
}

// What the muscle does, as a move that it makes; nullptr when there is none.
const anatomy::Move *move_by(const Frame &frame, const std::string &muscle) {
  for (const anatomy::Move &move : frame.context.library->moves)
    if (move.kind == "action" && std::find(move.muscles.begin(), move.muscles.end(), muscle) != move.muscles.end()) return &move;
  return nullptr;
}

// A text that shows on the body what it speaks of.
bool linked(const Frame &frame, const std::string &id, std::string_view label, const std::string &text, const char *why) {
  if (text.empty()) return false;
  heading(label);
  const bool pressed = list_row(frame, id, capital(text), {}, false);
  hint(why);
  return pressed;
}

void muscle_behind(const Frame &frame, const anatomy::Muscle &muscle) {
  if (list_row(frame, "page.muscle." + muscle.id, muscle.name, muscle.latin, false)) select_muscle(frame, muscle.id);
  hint("Show its origin and insertion");
  if (linked(frame, "page.origin." + muscle.id, "Origin", muscle.origin_text, "Show the bones that it begins on"))
    select_ends(frame, muscle.id, anatomy::Role::origin);
  if (linked(frame, "page.insertion." + muscle.id, "Insertion", muscle.insertion_text, "Show the bones that it ends on"))
    select_ends(frame, muscle.id, anatomy::Role::insertion);
  if (const anatomy::Move *move = move_by(frame, muscle.id)) {
    if (linked(frame, "page.function." + muscle.id, "Function", muscle.function, "Show it at work")) play_move(frame, move->id, side_of(frame));
  } else labelled("Function", muscle.function);
  labelled("Nerve", capital(muscle.nerve));
  labelled("Worth knowing", muscle.considerations);
  labelled("Variations", capital(muscle.variations));
}

void anatomy_behind(const Frame &frame, const anatomy::Pattern &pattern) {
  if (!section(frame, "The anatomy behind it", "page.anatomy")) return;
  if (linked(frame, "page.point", "Trigger point", pattern.place, "Go near to it")) {
    std::vector<std::string> parts = scene::pattern_parts(frame.context, pattern, side_of(frame));
    if (!parts.empty()) {
      frame.emit(scene::Select{std::move(parts)});
      frame.emit(scene::FrameSelection{frame.view.size.x / std::max(1.0F, frame.view.size.y)});
    }
  }
  for (const std::string &id : pattern.muscles)
    if (const anatomy::Muscle *muscle = frame.context.library->muscle(id)) muscle_behind(frame, *muscle);
}

void relief(const Frame &frame, const anatomy::Pattern &pattern) {
  if (pattern.relief.empty() || !section(frame, "Getting relief", "page.relief")) return;
  for (std::size_t i = 0; i < pattern.relief.size(); ++i) {
    const anatomy::Relief &r = pattern.relief[i];
    ImGui::Bullet();
    ImGui::TextWrapped("%s", r.text.c_str());
    std::string dose = r.hold_s > 0 ? fmt::format(fmt::runtime(say("Hold {:g} s")), r.hold_s) : "";
    if (!r.times.empty()) dose += (dose.empty() ? "" : ", ") + r.times + (std::isdigit(static_cast<unsigned char>(r.times.back())) != 0 ? " " + say("times") : "");
    if (!dose.empty()) quiet(dose);
    if (frame.context.library->move(r.move) != nullptr) {
      if (button(frame, fmt::format("page.move.{}", i), "Show the move", "Plays it on the body")) play_move(frame, r.move, side_of(frame));
    }
  }
  quiet("Gently, never into sharp pain. Stop when it gets worse.");
}

// A small picture of the pattern as it is now, or its place until it has been drawn.
void small_picture(const Frame &frame, const std::string &pattern) {
  const ImVec2 size(std::round(small_width_px * frame.scale), std::round(small_height_px * frame.scale));
  const std::uint32_t texture = frame.small_picture(pattern, uvec2(vec2(size.x, size.y)));
  if (texture != 0) ImGui::Image(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), size);
  else ImGui::Dummy(size);
  ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), ImGui::GetColorU32(ImGuiCol_Border));
  if (texture != 0) frame.trace->item("small." + pattern);
}

void look_alikes(const Frame &frame, const anatomy::Pattern &pattern) {
  if (pattern.compare_with.empty() || !section(frame, "Similar patterns", "page.similar", true)) return;
  for (const std::string &id : pattern.compare_with) {
    const anatomy::Pattern *other = frame.context.library->pattern(id);
    if (other == nullptr) continue;
    const auto apart = std::find_if(pattern.apart.begin(), pattern.apart.end(), [&](const anatomy::Apart &a) { return a.pattern == id; });
    small_picture(frame, id);
    ImGui::SameLine();
    ImGui::BeginGroup();
    pattern_choice(frame, "compare." + id, other->title, {}, false, id);
    if (button(frame, "page.compare." + id, "Side by side", "Both bodies beside each other, with what tells them apart")) {
      const scene::Gesture gesture = item_gesture();
      frame.emit(scene::SetPattern{{pattern.id, id}, gesture});
      show_side_by_side(frame, gesture);
    }
    ImGui::EndGroup();
    if (apart != pattern.apart.end()) quiet(apart->text);
  }
}

void doctor(const Frame &frame, const anatomy::Pattern &pattern) {
  if (pattern.red_flags.empty() || !section(frame, "See a doctor first if ...", "page.red_flags")) return;
  for (const std::string &id : pattern.red_flags)
    if (const anatomy::RedFlag *flag = frame.context.library->red_flag(id)) {
      ImGui::Bullet();
      ImGui::TextWrapped("%s", flag->sign.c_str());
      quiet(flag->action == "emergency" ? "At once: an emergency." : flag->action == "urgent" ? "Within a day." : "Soon.");
    }
}

void evidence(const Frame &frame, const anatomy::Pattern &pattern) {
  if (!section(frame, "Evidence and sources", "page.evidence")) return;
  plain(pattern.evidence);
  plain("The map shows how often pain is reported where, as clinicians have drawn it: an order, not a probability and not a "
        "strength. Whether trigger points explain it is contested. It is no diagnosis.");
  for (const std::string &source : pattern.sources) quiet(source);
}

} // namespace

void pattern_page(const Frame &frame, const anatomy::Pattern &pattern) {
  ImGui::Spacing();
  described(frame, pattern);
  look_alikes(frame, pattern);
  set_off(frame, pattern);
  anatomy_behind(frame, pattern);
  relief(frame, pattern);
  if (!pattern.notes.empty() && section(frame, "For massage and bodywork", "page.notes")) lines({}, pattern.notes);
  doctor(frame, pattern);
  evidence(frame, pattern);
  quiet("Clinical tradition with contested evidence: not a diagnosis.");
}

} // namespace myo::app::ui
