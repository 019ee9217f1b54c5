// Where does it hurt: regions ticked in a list or painted on the body, and the patterns that may be behind it.
#include "anatomy/region_groups.h"
#include "anatomy/search.h"
#include "heat/match.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace myo::app::ui {
namespace {

constexpr std::size_t shown_matches = 8;

const char *felt_word(int felt) { return felt >= 3 ? "most" : felt == 2 ? "medium" : felt == 1 ? "a little" : "erase"; }

void brush(const Frame &frame) {
  State &state = *frame.state;
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(fmt::format(fmt::runtime(say("Brush: {:.0f} mm")), 2 * state.brush_mm).c_str());
  ImGui::SameLine();
  ImGui::SetNextItemWidth(-1);
  if (ImGui::SliderFloat("##brush", &state.brush_mm, heat::brush_low_mm, heat::brush_high_mm, "", ImGuiSliderFlags_AlwaysClamp))
    state.brush_mm = std::round(state.brush_mm);
  frame.trace->item("hurts.size");
  hint("How wide the brush is; the keys [ and ] change it, too");
  ImGui::Checkbox((say("Paint both sides alike") + "###mirror").c_str(), &state.brush_mirrors);
  frame.trace->item("hurts.mirror");
  quiet("Click or drag over the body. Drag beside it, or with the right button, to move the view.");
}

// How strongly the next ticks and strokes are meant, and on which side the ticks.
void pencil(const Frame &frame) {
  State &state = *frame.state;
  if (const auto sides = side_buttons(frame, "hurts.side", state.mark_sides, "Side of what is ticked in the list: the body's own"))
    state.mark_sides = *sides;
  for (const int felt : {3, 2, 1, 0}) {
    if (toggle_button(frame, fmt::format("hurts.felt.{}", felt), capital(felt_word(felt)), state.mark_felt == felt, "How much it hurts there"))
      state.mark_felt = felt;
    if (felt > 0) ImGui::SameLine();
  }
  ImGui::Checkbox((say("Paint on the body") + "###touch").c_str(), &state.painting);
  frame.trace->item("hurts.touch");
  if (state.painting) brush(frame);
}

bool on_side(const heat::Mark &mark, heat::Sides sides) {
  if (mark.where == heat::Where::any || sides == heat::Sides::both) return true;
  return (mark.where == heat::Where::left) == (sides == heat::Sides::left);
}

const heat::Mark *mark_of(const Frame &frame, const anatomy::Region &region) {
  for (const heat::Mark &mark : frame.scene->document.heat.marks)
    if (mark.region == region.id && on_side(mark, frame.state->mark_sides)) return &mark;
  return nullptr;
}

// A tick sets what the pencil says; the same again takes it away.
void tick(const Frame &frame, const anatomy::Region &region) {
  const heat::Mark *mark = mark_of(frame, region);
  const int felt = mark != nullptr && mark->felt == frame.state->mark_felt ? 0 : frame.state->mark_felt;
  frame.emit(scene::MarkRegion{region.id, frame.state->mark_sides, felt, 0});
}

void region_row(const Frame &frame, const anatomy::Region &region) {
  const heat::Mark *mark = mark_of(frame, region);
  const std::string second = mark != nullptr ? say(felt_word(mark->felt)) : region.bone_surface ? say("felt deep inside") : "";
  if (list_row(frame, "region." + region.id, capital(region.name), second, mark != nullptr)) tick(frame, region);
}

// Of what is painted; none where nothing is.
const std::vector<heat::Mark> &painted_marks(const Frame &frame) {
  static const std::vector<heat::Mark> none;
  return frame.heat->painted ? frame.heat->painted->marks : none;
}

std::string place_words(const Frame &frame, const heat::Mark &mark) {
  const anatomy::Region *region = frame.context.library->region(mark.region);
  const std::string name = region != nullptr ? region->name : mark.region;
  const bool sided = mark.where == heat::Where::left || mark.where == heat::Where::right;
  return sided ? fmt::format("{}, {}", capital(name), say(to_string(mark.where))) : capital(name);
}

bool nothing_said(const heat::Settings &heat) { return !heat::any_marked(heat) && heat.cues.empty(); }

// What the paint lies on, the region that it covers most of first.
void paint_row(const Frame &frame) {
  constexpr std::size_t named = 3;
  if (frame.scene->document.heat.dabs.empty()) return;
  std::vector<std::string> names;
  for (const heat::Mark &mark : painted_marks(frame))
    if (names.size() < named) names.push_back(place_words(frame, mark));
  plain(names.empty() ? say("Painted where no region has a name") : fmt::format(fmt::runtime(say("Painted: {}")), fmt::join(names, "; ")));
  if (button(frame, "hurts.clear_paint", "Clear the paint")) frame.emit(scene::ClearPaint{});
}

void marks_list(const Frame &frame) {
  const heat::Settings &heat = frame.scene->document.heat;
  if (nothing_said(heat)) return;
  heading("It hurts");
  for (const heat::Mark &mark : heat.marks) {
    const std::string id = fmt::format("hurts.{}.{}", mark.region, to_string(mark.where));
    if (list_row(frame, id, place_words(frame, mark), say(felt_word(mark.felt)), false))
      frame.emit(scene::MarkRegion{mark.region, heat::sides_of(mark.where, heat::Sides::right), 0, 0});
    hint("Click to take it off");
  }
  paint_row(frame);
  if (button(frame, "hurts.clear", "Clear")) frame.emit(scene::ClearMarks{});
  if (!heat::any_marked(heat)) return;
  ImGui::SameLine();
  if (toggle_button(frame, "hurts.show", "Show it on the body", heat.show_marks, "Off: the chosen pattern"))
    frame.emit(scene::ShowMarks{});
}

// What was ticked and what was painted. A region that is both counts once, by the larger share.
std::vector<heat::Mark> all_marks(const Frame &frame) {
  std::vector<heat::Mark> marks = frame.scene->document.heat.marks;
  const auto &painted = painted_marks(frame);
  marks.insert(marks.end(), painted.begin(), painted.end());
  return marks;
}

// The ranking, worked out anew only when something was marked.
const std::vector<heat::Match> &ranking(const Frame &frame) {
  const std::vector<heat::Mark> marks = all_marks(frame);
  const std::vector<std::string> &cues = frame.scene->document.heat.cues;
  return frame.state->kept.matches.of({marks, cues}, [&] { return heat::Matcher(*frame.context.library).match(marks, cues, shown_matches); });
}

void match_row(const Frame &frame, const heat::Match &match, std::size_t place) {
  const auto &active = frame.scene->document.heat.active;
  const bool on = !frame.scene->document.heat.show_marks &&
                  std::any_of(active.begin(), active.end(), [&](const heat::Active &a) { return a.pattern == match.pattern->id; });
  const std::string text = fmt::format("{}. {}", place + 1, match.pattern->title);
  const heat::Sides sides = heat::sides_of(match.where, heat::sides_of(frame.scene->document.heat));
  std::string why = match.where == heat::Where::any ? "" : capital(say(heat::phrase_of(sides))) + ". ";
  why += fmt::format("{}", fmt::join(match.why, "; "));
  const PatternPress press = pattern_choice(frame, fmt::format("match.{}", place), text, why, on, match.pattern->id);
  frame.trace->item(fmt::format("ranked.{}.{}", place, match.pattern->id));
  if (press.alone && match.where != heat::Where::any) frame.emit(scene::SetSides{sides});
  if (press.pressed) frame.state->open_tab = "tab.pain";
}

void red_flags(const Frame &frame, const std::vector<heat::Match> &matches) {
  std::vector<const anatomy::RedFlag *> flags;
  for (const heat::Match &match : matches)
    for (const std::string &id : match.pattern->red_flags)
      if (const anatomy::RedFlag *flag = frame.context.library->red_flag(id); flag != nullptr && std::find(flags.begin(), flags.end(), flag) == flags.end())
        flags.push_back(flag);
  if (flags.empty() || !section(frame, "See a doctor first if ...", "hurts.red_flags")) return;
  for (const anatomy::RedFlag *flag : flags) {
    ImGui::Bullet();
    ImGui::TextWrapped("%s%s", flag->sign.c_str(), flag->action == "emergency" ? (" (" + say("emergency") + ")").c_str() : "");
  }
}

// Not only muscles: joints of the neck that are felt in a place that was marked.
void joints_felt_there(const Frame &frame) {
  std::vector<std::string> levels;
  for (const heat::Mark &mark : all_marks(frame))
    for (const anatomy::JointPain &pain : frame.context.library->joint_pain)
      if (pain.region == mark.region)
        for (const std::string &level : pain.levels)
          if (std::find(levels.begin(), levels.end(), level) == levels.end()) levels.push_back(level);
  if (levels.empty() || !section(frame, "Joints of the neck felt there", "hurts.joints")) return;
  plain(fmt::format("{}", fmt::join(levels, ", ")));
  quiet("C2/3 stands for a joint, C3 for a nerve branch. From a study of 61 patients; such maps vary from one to the next.");
  quiet(frame.context.library->joint_pain_source);
}

void matches_list(const Frame &frame) {
  if (nothing_said(frame.scene->document.heat)) return;
  ImGui::Spacing();
  const std::vector<heat::Match> &matches = ranking(frame);
  heading(matches.empty() ? "No known pattern reaches there" : "What may be behind it");
  for (std::size_t i = 0; i < matches.size(); ++i) match_row(frame, matches[i], i);
  joints_felt_there(frame);
  red_flags(frame, matches);
  quiet("Maps of clinical tradition with contested evidence: a hint, not a diagnosis.");
  ImGui::Spacing();
}

void cue_rows(const Frame &frame, const std::vector<const anatomy::Cue *> &cues) {
  const auto &chosen = frame.scene->document.heat.cues;
  for (const anatomy::Cue *cue : cues)
    if (list_row(frame, "cue." + cue->id, cue->name, {}, std::find(chosen.begin(), chosen.end(), cue->id) != chosen.end()))
      frame.emit(scene::SetCue{cue->id, scene::Set::toggle});
}

// Regions and cues that are like what is typed: arrows choose one, Enter ticks it.
void found_rows(const Frame &frame) {
  State &state = *frame.state;
  const auto regions = anatomy::find_region(*frame.context.library, state.query);
  const auto cues = anatomy::find_cue(*frame.context.library, state.query);
  const int count = static_cast<int>(regions.size() + cues.size());
  if (count == 0) return quiet("No place and no complaint is like that.");
  if (state.chosen_for != state.query) state.chosen_for = state.query, state.chosen_row = 0;
  for (const KeyPress &press : frame.keys) {
    if (press.key == GLFW_KEY_DOWN) ++state.chosen_row;
    if (press.key == GLFW_KEY_UP) --state.chosen_row;
    state.chosen_row = std::clamp(state.chosen_row, 0, count - 1);
    if (press.key != GLFW_KEY_ENTER && press.key != GLFW_KEY_KP_ENTER) continue;
    const auto row = static_cast<std::size_t>(state.chosen_row);
    if (row < regions.size()) tick(frame, *regions[row]);
    else frame.emit(scene::SetCue{cues[row - regions.size()]->id, scene::Set::toggle});
  }
  quiet("Enter ticks the marked one, arrows choose.");
  const auto marked = [&](std::size_t row) {
    if (static_cast<int>(row) == state.chosen_row) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(at.x - 5 * frame.scale, at.y + 3 * frame.scale),
                                                ImVec2(at.x - 2 * frame.scale, at.y + 22 * frame.scale),
                                                ImGui::GetColorU32(ImGuiCol_SliderGrab));
    }
  };
  for (std::size_t i = 0; i < regions.size(); ++i) marked(i), region_row(frame, *regions[i]);
  for (std::size_t i = 0; i < cues.size(); ++i) marked(regions.size() + i), cue_rows(frame, {cues[i]});
}

} // namespace

void hurts_list(const Frame &frame) {
  if (frame.context.library == nullptr) return;
  pencil(frame);
  if (!frame.state->query.empty()) found_rows(frame);
  marks_list(frame);
  matches_list(frame);
  if (!frame.state->query.empty()) return;
  for (const anatomy::RegionGroup &group : anatomy::region_groups(*frame.context.library)) {
    if (!section(frame, group.title, "regions." + group.regions.front()->id)) continue;
    for (const anatomy::Region *region : group.regions) region_row(frame, *region);
  }
  if (section(frame, "What else?", "hurts.cues")) {
    std::vector<const anatomy::Cue *> all;
    for (const anatomy::Cue &cue : frame.context.library->cues) all.push_back(&cue);
    cue_rows(frame, all);
  }
}

} // namespace myo::app::ui
