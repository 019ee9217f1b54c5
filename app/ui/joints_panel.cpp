// Named poses, and a slider for every motion this body has, in anatomical words and with its limits.
#include "anatomy/action_words.h"
#include "ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <map>

namespace myo::app::ui {
namespace {

void pose_buttons(const Frame &frame) {
  const std::string &now = frame.scene->document.pose_name;
  const float right_edge = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const auto flow = [&](const std::string &text) {
    const float width = ImGui::CalcTextSize(text.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
    if (ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width < right_edge) ImGui::SameLine();
  };
  constexpr std::size_t at_hand = 8; // the others take room that the sliders need
  const auto &poses = frame.context.library->poses;
  const auto show = [&](std::size_t n, bool first) {
    if (!first) flow(poses[n].name);
    if (toggle_button(frame, "pose." + poses[n].id, poses[n].name, now == poses[n].id)) frame.emit(scene::SetPose{poses[n].id});
  };
  if (toggle_button(frame, "pose.rest", "Rest", frame.scene->document.pose.empty())) frame.emit(scene::SetPose{""});
  for (std::size_t n = 0; n < std::min(at_hand, poses.size()); ++n) show(n, false);
  if (poses.size() > at_hand && section(frame, "More postures", "poses.more"))
    for (std::size_t n = at_hand; n < poses.size(); ++n) show(n, n == at_hand);
}

// `list`: which of the panel's lists it stands in; a motion may stand in two.
void slider(const Frame &frame, const rig::Coordinate &coordinate, const std::string &list = "joint") {
  const std::string id = coordinate.id.text();
  const double to_shown = coordinate.unit == "mm" ? 1000.0 : 1.0 / static_cast<double>(degree);
  auto value = static_cast<float>(frame.scene->document.pose.get(coordinate.id) * to_shown);
  const auto low = static_cast<float>(coordinate.low * to_shown);
  const auto high = static_cast<float>(coordinate.high * to_shown);
  // The motion's own name and a positive number: "Extension 12", never "Flexion -12".
  const std::string shown = fmt::format("{} {:.0f}{}", capital(anatomy::motion_name(value < 0 ? coordinate.minus : coordinate.plus, *frame.context.library)), std::abs(value),
                                        coordinate.unit == "mm" ? " mm" : "\xC2\xB0");
  ImGui::SetNextItemWidth(-1);
  if (ImGui::SliderFloat(("##" + list + id).c_str(), &value, low, high, shown.c_str(), ImGuiSliderFlags_AlwaysClamp))
    frame.emit(scene::SetJoint{coordinate.id, static_cast<double>(value) / to_shown, item_gesture()});
  frame.trace->item(list + "." + id);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0))
    frame.emit(scene::SetJoint{coordinate.id, 0, 0});
}

std::string joint_title(const Frame &frame, const rig::CoordinateId &id) {
  const anatomy::JointDefinition *joint = frame.context.library->joint(id.joint);
  std::string title = joint != nullptr ? joint->name : capital(anatomy::spaced(id.joint));
  if (id.side != anatomy::Side::midline) title += ", " + say(id.side == anatomy::Side::left ? "left" : "right");
  return title;
}

// A switch, for a drag on the body turns the view else; under it the motions of the limb that was pulled last, so that nobody has
// to look for them.
void by_hand(const Frame &frame) {
  State &state = *frame.state;
  if (toggle_button(frame, "posing", "Pose by hand", state.posing, "P")) state.posing = !state.posing, state.painting = false;
  if (!state.posing) return;
  quiet("Drag a hand, a foot, the head: the limb follows as far as its joints go.");
  frame.trace->item("posing.on");
  if (state.pulled.empty()) return;
  std::string group;
  for (const rig::CoordinateId &id : state.pulled)
    if (const rig::Coordinate *coordinate = frame.context.rig->coordinate(id)) {
      if (const std::string title = joint_title(frame, id); title != group) quiet(group = title);
      slider(frame, *coordinate, "by_hand");
    }
  ImGui::Spacing();
}

// Which patterns this posture provokes.
void provoked_rows(const Frame &frame) {
  const rig::JointValues &pose = frame.scene->document.pose;
  const std::vector<heat::Provoked> &provoked =
      frame.state->kept.provoked.of(pose, [&] { return heat::provoked_by(*frame.context.library, *frame.context.rig, pose); });
  if (provoked.empty()) return;
  if (!section(frame, fmt::format(fmt::runtime(say("Patterns that this posture provokes: {}")), provoked.size()), "provoked")) return;
  for (const heat::Provoked &p : provoked) {
    const std::string how = p.kind.empty() ? "" : say(p.kind) + ", ";
    const std::string second = fmt::format("{}{:.1f} {}, {}", how, p.factor, say("times"), say(heat::phrase_of(p.sides)));
    if (!list_row(frame, "provoked." + p.pattern->id, p.pattern->title, second, false)) continue;
    frame.emit(scene::SetPattern{{p.pattern->id}});
    if (p.sides != heat::Sides::both) frame.emit(scene::SetSides{p.sides});
  }
}

} // namespace

void joints_panel(const Frame &frame) {
  if (frame.context.rig == nullptr) return;
  by_hand(frame);
  pose_buttons(frame);
  provoked_rows(frame);
  stretch_list(frame, false);
  quiet("Drag a motion; double-click puts it back to rest.");
  // Grouped by joint and side, in the vocabulary's order.
  std::string open_group;
  bool open = false;
  for (const rig::Coordinate &coordinate : frame.context.rig->coordinates()) {
    const std::string group = fmt::format("{}.{}", coordinate.id.joint, anatomy::to_string(coordinate.id.side));
    if (group != open_group) {
      open_group = group;
      const bool first = coordinate.id.joint == "cervical";
      const std::string title = joint_title(frame, coordinate.id) + "###" + group;
      open = ImGui::CollapsingHeader(title.c_str(), first ? ImGuiTreeNodeFlags_DefaultOpen : 0);
      frame.trace->item("joint_group." + group);
    }
    if (open) slider(frame, coordinate);
  }
}

} // namespace myo::app::ui
