// The frame river: commands -> document -> pose -> heat -> packet -> picture. Window, still, test and recording call
// the same function with another source of commands and another sink.
#pragma once

#include "frame/frame_builder.h"
#include "frame/place_under.h"
#include "frame/skin_under.h"
#include "heat/heat.h"
#include "heat/paint.h"
#include "render/renderer.h"
#include "rig/pose.h"
#include "rig/swelling.h"
#include "scene/scene.h"
#include "workbench.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace myo::app {

struct FrameInput {
  std::span<const scene::Command> commands;    // obeyed in order; the first that is refused stops the rest
  uvec2 size_px{1280, 720};
  std::uint32_t samples = 4;
  atlas::Detail detail = atlas::Detail::full;
  std::optional<frame::Box> free_px;           // what panels leave free
  bool marks_hover = false;                    // what lies under the pointer is lighter
  packet::Ui ui;                               // the panels; empty without a window
  packet::Capture capture;
};

class FrameLine {
public:
  // The workbench outlives the line.
  [[nodiscard]] static Result<FrameLine> open(const Workbench &workbench, scene::Scene scene);

  [[nodiscard]] Result<packet::FrameAnswer> run(render::Renderer &renderer, FrameInput input);
  // A picture of another document of this body, beside the window's; reads `size_px`, `samples`, `detail` and `capture`.
  // `composes`: the camera is moved, along its direction, as `composed` does.
  [[nodiscard]] Result<packet::FrameAnswer> draw_apart(render::Renderer &renderer, const scene::Document &document,
                                                       const FrameInput &input, bool composes = false);
  // What the picture would be: obeys, and builds the packet where it has changed. Equal hashes: the same picture.
  [[nodiscard]] Result<std::uint64_t> prepare(const FrameInput &input);

  // Obeys without drawing; pose and heat follow at once.
  [[nodiscard]] Status obey(std::span<const scene::Command> commands);
  // The same where a refused command does not stop the others: what was refused.
  [[nodiscard]] std::vector<Error> obey_each(std::span<const scene::Command> commands);

  // The camera moved, along its direction, so that what the picture is about fills what words and panels leave free.
  [[nodiscard]] scene::Camera composed(uvec2 size_px, std::optional<frame::Box> free_px = {}) const;

  // The places of the skin under pixels of a picture of this size.
  [[nodiscard]] std::vector<std::optional<frame::SkinPlace>> skin_under(std::span<const vec2> pixels, uvec2 size_px) const;

  // What a hand that reaches into the picture there takes hold of.
  [[nodiscard]] std::optional<frame::Place> place_under(vec2 pixel, uvec2 size_px) const;

  [[nodiscard]] const scene::Scene &scene() const { return scene_; }
  [[nodiscard]] const rig::Pose &pose() const { return pose_; }
  [[nodiscard]] const heat::Heat &heat() const { return heat_; }
  // What is shown: of a foreign model as it is at this moment, else the workbench's.
  [[nodiscard]] const atlas::Atlas &atlas() const { return moment_ ? *moment_ : workbench_->atlas; }
  [[nodiscard]] scene::Context context() const;
  // Of the last frame that was run or prepared.
  [[nodiscard]] const packet::FramePacket &packet() const { return packet_; }
  // For a renderer that has seen nothing yet.
  void forget_uploads() { builder_.forget_uploads(), built_ = {}; }

private:
  FrameLine(const Workbench &workbench, scene::Scene scene, frame::FrameBuilder builder);
  [[nodiscard]] const anatomy::FeatureNames *features(); // read when labels first want them
  [[nodiscard]] frame::View view_of(uvec2 size_px) const;
  [[nodiscard]] scene::Camera composed(const frame::View &view) const;
  [[nodiscard]] std::vector<float> swelling_of(const rig::JointValues &values, const rig::Pose &pose);
  void follow();                               // pose and heat, where their versions have moved
  void follow_animation();                     // of a foreign model

  // What a packet was built from; the same again: the same packet.
  struct Built {
    scene::Versions versions{0, 0, 0, 0, 0};
    uvec2 size_px{0};
    std::uint32_t samples = 0;
    atlas::Detail detail = atlas::Detail::full;
    std::optional<frame::Box> free_px;
    bool marks_hover = false;
    friend bool operator==(const Built &, const Built &) = default;
  };

  const Workbench *workbench_;
  scene::Scene scene_;
  frame::FrameBuilder builder_;
  std::unique_ptr<const atlas::Atlas> moment_; // of a foreign model that is not at rest
  std::pair<std::string, double> moment_of_;   // the animation and its time
  rig::Pose pose_;
  heat::Paint paint_;
  std::optional<rig::Swelling> muscles_;       // measured when a pose first moves them
  std::vector<float> swelling_;                // of pose_
  heat::Heat heat_;
  scene::Versions followed_{0, 0, 0, 0, 0};
  Built built_;
  std::optional<anatomy::FeatureNames> features_;
  packet::FramePacket packet_;
};

} // namespace myo::app
