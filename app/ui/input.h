// Mouse and keys over the picture, as commands and requests. Reads Dear ImGui's input state, so that what a panel takes
// is not taken twice.
#pragma once

#include "ui/panel.h"

#include <functional>
#include <optional>

namespace myo::app::ui {

struct PickRequest {
  uvec2 pixel{0};                       // of the viewport
  std::size_t cell = 0;
  scene::Choose choose = scene::Choose::replace;
};

// Remembers a press until its release.
struct Pointer {
  bool down[3] = {false, false, false}; // left, right, middle; begun over the picture
  bool moved = false;
  bool marks = false;                   // this stroke marks where it hurts
  vec2 pressed_px{0};
  scene::Gesture gesture = 0;
  scene::Gesture next_gesture = 1;
};

// A stroke over the body while it is being marked: where the pointer is.
struct MarkRequest {
  vec2 pixel{0};
  scene::Gesture gesture = 0;
};

// What the pointer asks of the picture itself, beside the commands that it emits.
struct PointerRequests {
  std::optional<PickRequest> pick;
  std::optional<MarkRequest> mark;
};

// Call once a frame after the panels are drawn. `body_under`: does the body lie under this pixel? A stroke that begins
// beside it moves the view.
[[nodiscard]] PointerRequests read_pointer(const Frame &frame, Pointer &pointer, const std::function<bool(vec2)> &body_under);
void read_keys(const Frame &frame);

} // namespace myo::app::ui
