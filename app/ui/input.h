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
  bool paints = false;                  // this stroke paints where it hurts
  bool pulls = false;                   // this drag pulls at a limb
  vec2 pressed_px{0}, last_px{0};       // where it began, and where the brush has come to
  Viewport seen;                        // what the brush paints on
  scene::Gesture gesture = 0;
  scene::Gesture next_gesture = 1;
};

// A piece of a stroke of the brush: the way of the pointer since the frame before, from where it was then or was put down. In
// the pixels of the frame's view.
struct StrokeRequest {
  std::vector<vec2> way_px;
  bool begins = false;
  scene::Gesture gesture = 0;
};

// A limb is pulled by hand: where the pointer has taken hold of it, and where it is now. In the pixels of the frame's view.
struct PullRequest {
  vec2 from_px{0}, to_px{0};
  scene::Gesture gesture = 0;
};

// What the pointer asks of the picture itself, beside the commands that it emits.
struct PointerRequests {
  std::optional<PickRequest> pick;
  std::optional<StrokeRequest> stroke;
  std::optional<scene::Gesture> stroke_ended;
  std::optional<PullRequest> pull;
};

// Call once a frame after the panels are drawn. `body_under`: does the body lie under this pixel, so that it can be painted or
// pulled at? A stroke or a pull that begins beside it moves the view.
[[nodiscard]] PointerRequests read_pointer(const Frame &frame, Pointer &pointer, const std::function<bool(vec2)> &body_under);
void read_keys(const Frame &frame);

} // namespace myo::app::ui
