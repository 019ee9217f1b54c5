// Mouse and keys over the picture, as commands and requests. Reads Dear ImGui's input state, so that what a panel takes
// is not taken twice.
#pragma once

#include "ui/panel.h"

#include <optional>

namespace myo::app::ui {

struct PickRequest {
  uvec2 pixel{0};
  scene::Choose choose = scene::Choose::replace;
};

// Remembers a press until its release.
struct Pointer {
  bool down[3] = {false, false, false}; // left, right, middle; begun over the picture
  bool moved = false;
  vec2 pressed_px{0};
  scene::Gesture gesture = 0;
  scene::Gesture next_gesture = 1;
};

// Call once a frame after the panels are drawn.
[[nodiscard]] std::optional<PickRequest> read_pointer(const Frame &frame, Pointer &pointer);
void read_keys(const Frame &frame);

} // namespace myo::app::ui
