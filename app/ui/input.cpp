#include "ui/input.h"

#include "scene/views.h"
#include "ui/player.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace myo::app::ui {
namespace {

constexpr float orbit_deg_per_pixel = 0.35F;
constexpr float click_slop_px = 4.0F;
constexpr float zoom_per_notch = 0.88F;
constexpr float brush_step = 1.25F;            // of a press of [ or ]

vec2 to_vec(ImVec2 v) { return {v.x, v.y}; }

void drag(const Frame &frame, Pointer &pointer, vec2 delta) {
  const bool pans = pointer.down[1] || pointer.down[2] || (pointer.down[0] && ImGui::GetIO().KeyShift);
  if (pans)
    frame.emit(scene::Pan{delta, frame.view.size, pointer.gesture});
  else if (pointer.down[0])
    frame.emit(scene::Orbit{-delta.x * orbit_deg_per_pixel / frame.scale, delta.y * orbit_deg_per_pixel / frame.scale,
                            pointer.gesture});
}

// What a text field does with the control key itself.
bool edits_text(int key) {
  constexpr int keys[] = {GLFW_KEY_A, GLFW_KEY_C, GLFW_KEY_V, GLFW_KEY_X, GLFW_KEY_Y, GLFW_KEY_Z};
  return std::ranges::find(keys, key) != std::end(keys);
}

void control_key(const Frame &frame, const KeyPress &press) {
  switch (press.key) {
  case GLFW_KEY_Z:
    if (press.shift)
      frame.emit(scene::Redo{});
    else
      frame.emit(scene::Undo{});
    break;
  case GLFW_KEY_Y: frame.emit(scene::Redo{}); break;
  case GLFW_KEY_S: frame.state->export_dialog = true; break;
  case GLFW_KEY_Q: frame.requests->quit = true; break;
  default: break;
  }
}

void resize_brush(const Frame &frame, float factor) {
  float &size = frame.state->brush_mm;
  if (frame.state->painting) size = std::clamp(std::round(size * factor), heat::brush_low_mm, heat::brush_high_mm);
}

void plain_key(const Frame &frame, const KeyPress &press) {
  switch (press.key) {
  case GLFW_KEY_H:
    if (press.shift)
      frame.emit(scene::ShowAll{});
    else
      frame.emit(scene::Hide{});
    break;
  case GLFW_KEY_I: frame.emit(scene::Isolate{}); break;
  case GLFW_KEY_X: frame.emit(scene::XRay{}); break;
  case GLFW_KEY_A: frame.emit(scene::ShowAttachments{}); break;
  case GLFW_KEY_L: frame.emit(scene::ShowLabels{}); break;
  case GLFW_KEY_S: frame.emit(scene::ToggleSide{}); break;
  case GLFW_KEY_F: frame.emit(scene::FrameSelection{frame.view.size.x / std::max(1.0F, frame.view.size.y)}); break;
  case GLFW_KEY_B:
    frame.emit(scene::SetBackground{scene::is_dark(frame.scene->document.background) ? scene::Background::studio_light
                                                                                     : scene::Background::studio_dark});
    break;
  case GLFW_KEY_LEFT_BRACKET: resize_brush(frame, 1 / brush_step); break;
  case GLFW_KEY_RIGHT_BRACKET: resize_brush(frame, brush_step); break;
  case GLFW_KEY_SPACE: toggle_playing(frame); break;
  case GLFW_KEY_P:
    frame.state->posing = !frame.state->posing && frame.context.figure == nullptr;
    if (frame.state->posing) frame.state->painting = false;
    break;
  case GLFW_KEY_ESCAPE: frame.emit(scene::Select{}); break;
  default: {
    const auto &views = scene::standard_views();
    const auto n = static_cast<std::size_t>(press.key - GLFW_KEY_1);
    if (press.key >= GLFW_KEY_1 && n < views.size()) frame.emit(scene::SetView{views[n].id});
  }
  }
}

void read_key(const Frame &frame, const KeyPress &press) {
  State &state = *frame.state;
  if (press.key == GLFW_KEY_F11) frame.requests->toggle_full_screen = true;
  if (press.key == GLFW_KEY_F1) state.about = !state.about;
  if (press.control && press.key == GLFW_KEY_F) state.visible = true, state.search_caret = State::Caret::asked_for;
  if (state.about || state.export_dialog) return;
  const bool typing = ImGui::GetIO().WantTextInput || state.search_caret != State::Caret::elsewhere;
  if (press.control && !(typing && edits_text(press.key))) return control_key(frame, press);
  if (typing) return;
  if (press.key == GLFW_KEY_TAB) state.visible = !state.visible;
  plain_key(frame, press);
}

} // namespace

PointerRequests read_pointer(const Frame &frame, Pointer &pointer, const std::function<bool(vec2)> &body_under) {
  const ImGuiIO &io = ImGui::GetIO();
  PointerRequests requests;
  const vec2 at = to_vec(io.MousePos);
  const auto go_on = [&](bool begins) { // the way of the brush since the frame before
    StrokeRequest stroke{{pointer.last_px - frame.view.at}, begins, pointer.gesture};
    for (const vec2 point : frame.way.points) { // not where the pointer is by now: a slow frame sees it long after the button was let go
      if (point != pointer.last_px) stroke.way_px.push_back(point - frame.view.at);
      pointer.last_px = point;
    }
    if (begins || stroke.way_px.size() > 1) requests.stroke = std::move(stroke);
  };
  if (pointer.paints && (frame.view.at != pointer.seen.at || frame.view.size != pointer.seen.size)) // another picture under the brush
    pointer.paints = pointer.down[0] = false, requests.stroke_ended = pointer.gesture;
  const auto dragging = [&] {
    const bool held = pointer.down[0] || pointer.down[1] || pointer.down[2];
    if (held && glm::distance(at, pointer.pressed_px) > click_slop_px * frame.scale) pointer.moved = true;
    return held;
  };
  (void)dragging(); // before the release is looked at: a drag that went and ended during a slow frame is no click
  for (int button = 0; button < 3; ++button) {
    if (io.MouseClicked[button] && !io.WantCaptureMouse) {
      pointer.down[button] = true;
      pointer.moved = false;
      pointer.pressed_px = at;
      pointer.gesture = pointer.next_gesture++;
      if (button == 0 && frame.state->painting && !io.KeyShift) {
        pointer.last_px = frame.way.pressed.value_or(at), pointer.seen = frame.view;
        pointer.paints = body_under(pointer.last_px - frame.view.at);
        if (pointer.paints) go_on(true);
      } else if (button == 0 && frame.state->posing && !io.KeyShift) {
        pointer.pressed_px = frame.way.pressed.value_or(at), pointer.seen = frame.view;
        pointer.pulls = body_under(pointer.pressed_px - frame.view.at);
      }
    }
    if (!io.MouseDown[button] && pointer.down[button]) {
      pointer.down[button] = false;
      if (button == 0 && !pointer.moved && !pointer.paints)
        requests.pick = PickRequest{uvec2(glm::max(pointer.pressed_px - frame.view.at, vec2(0))), frame.view.cell,
                                    io.KeyCtrl ? scene::Choose::toggle : scene::Choose::replace};
      if (button == 0 && pointer.paints) {
        if (!requests.stroke) go_on(false);
        pointer.paints = false, requests.stroke_ended = pointer.gesture;
      }
      if (button == 0 && pointer.pulls && pointer.moved) // to where it is let go, however few frames there were
        requests.pull = PullRequest{pointer.pressed_px - pointer.seen.at, at - pointer.seen.at, pointer.gesture};
      if (button == 0) pointer.pulls = false;
    }
  }
  const bool drags = dragging();
  if (pointer.down[0] && pointer.paints) {
    if (!requests.stroke) go_on(false);
  } else if (pointer.down[0] && pointer.pulls) {
    if (pointer.moved && at != pointer.last_px) requests.pull = PullRequest{pointer.pressed_px - pointer.seen.at, at - pointer.seen.at, pointer.gesture};
    pointer.last_px = at;
  } else if (drags && pointer.moved && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) drag(frame, pointer, to_vec(io.MouseDelta));
  if (io.MouseWheel != 0 && !io.WantCaptureMouse)
    frame.emit(scene::ZoomTo{std::pow(zoom_per_notch, io.MouseWheel), at - frame.view.at, frame.view.size, 0});
  return requests;
}

void read_keys(const Frame &frame) {
  for (const KeyPress &press : frame.keys) read_key(frame, press);
}

} // namespace myo::app::ui
