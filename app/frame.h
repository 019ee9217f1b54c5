// The frame river: commands -> document -> pose -> heat -> packet -> picture. Window, still, test and recording call
// the same function with another source of commands and another sink.
#pragma once

#include "frame/frame_builder.h"
#include "heat/heat.h"
#include "render/renderer.h"
#include "rig/pose.h"
#include "scene/scene.h"
#include "workbench.h"

#include <optional>
#include <span>

namespace myo::app {

struct FrameInput {
  std::span<const scene::Command> commands;    // obeyed in order; the first that is refused stops the rest
  uvec2 size_px{1280, 720};
  std::uint32_t samples = 4;
  atlas::Detail detail = atlas::Detail::full;
  std::optional<frame::Box> free_px;           // what panels leave free
  packet::Ui ui;                               // the panels; empty without a window
  packet::Capture capture;
};

class FrameLine {
public:
  // The workbench outlives the line.
  [[nodiscard]] static Result<FrameLine> open(const Workbench &workbench, scene::Scene scene);

  [[nodiscard]] Result<packet::FrameAnswer> run(render::Renderer &renderer, FrameInput input);

  // Obeys without drawing; pose and heat follow at once.
  [[nodiscard]] Status obey(std::span<const scene::Command> commands);

  // The camera moved, along its direction, so that what the picture is about fills what words and panels leave free.
  [[nodiscard]] scene::Camera composed(uvec2 size_px, std::optional<frame::Box> free_px = {}) const;

  [[nodiscard]] const scene::Scene &scene() const { return scene_; }
  [[nodiscard]] const rig::Pose &pose() const { return pose_; }
  [[nodiscard]] const heat::Heat &heat() const { return heat_; }
  // For a renderer that has seen nothing yet.
  void forget_uploads() { builder_.forget_uploads(); }

private:
  FrameLine(const Workbench &workbench, scene::Scene scene, frame::FrameBuilder builder);
  void follow();                               // pose and heat, where their versions have moved

  const Workbench *workbench_;
  scene::Scene scene_;
  frame::FrameBuilder builder_;
  rig::Pose pose_;
  heat::Heat heat_;
  scene::Versions followed_{0, 0, 0, 0, 0};
};

} // namespace myo::app
