// What one frame shows: everything that decides its picture, borrowed from the owners.
#pragma once

#include "anatomy/features.h"
#include "atlas/atlas.h"
#include "frame/canvas.h"
#include "heat/heat.h"
#include "rig/pose.h"
#include "scene/scene.h"
#include "scene/visibility.h"

#include <optional>
#include <span>

namespace myo::frame {

struct View {
  const scene::Document *document = nullptr;
  const rig::Pose *pose = nullptr;
  std::span<const float> swelling;             // of the pose, one value a structure; empty: nothing swells
  const heat::Heat *heat = nullptr;
  uvec2 size_px{1280, 720};
  std::uint32_t samples = 4;
  atlas::Detail detail = atlas::Detail::full;
  std::optional<Box> free_px;                  // what panels leave free; lettering keeps inside. Nothing: all of it
  const anatomy::FeatureNames *features = nullptr; // of bones, for labels; nothing: none have any
  bool marks_hover = false;                    // what lies under the pointer is lighter; never in a still picture
  packet::Capture capture;
};

// What panels leave of the picture, in pixels; all of it without panels.
[[nodiscard]] inline uvec2 free_size_px(const View &view) {
  return view.free_px ? uvec2(glm::max(view.free_px->size(), vec2(1))) : view.size_px;
}

// Pick ids: 0 is nothing, a structure's index + 1 is that structure.
[[nodiscard]] constexpr std::uint32_t pick_id(std::uint32_t structure) { return structure + 1; }
[[nodiscard]] constexpr std::uint32_t picked_structure(std::uint32_t id) { return id == 0 ? format::none : id - 1; }

} // namespace myo::frame
