#include "frame.h"

#include "frame/compose.h"

namespace myo::app {

FrameLine::FrameLine(const Workbench &workbench, scene::Scene scene, frame::FrameBuilder builder)
    : workbench_(&workbench), scene_(std::move(scene)), builder_(std::move(builder)) {
  follow();
}

Result<FrameLine> FrameLine::open(const Workbench &workbench, scene::Scene scene) {
  auto builder = frame::FrameBuilder::create(workbench.atlas, workbench.context());
  MYO_TRY(builder);
  return FrameLine{workbench, std::move(scene), std::move(*builder)};
}

void FrameLine::follow() {
  const bool pose_moved = followed_.pose != scene_.versions.pose;
  if (pose_moved) pose_ = rig::evaluate(workbench_->rig, scene_.document.pose);
  if (pose_moved || followed_.heat != scene_.versions.heat)
    heat_ = heat::evaluate(workbench_->atlas.body(), workbench_->library, workbench_->rig, scene_.document.heat,
                           scene_.document.pose);
  followed_ = scene_.versions;
}

Status FrameLine::obey(std::span<const scene::Command> commands) {
  Status status;
  for (const scene::Command &command : commands) {
    status = scene::apply(scene_, command, workbench_->context());
    if (!status) break;
  }
  follow();
  return status;
}

scene::Camera FrameLine::composed(uvec2 size_px, std::optional<frame::Box> free_px) const {
  frame::View view;
  view.document = &scene_.document;
  view.pose = &pose_;
  view.heat = &heat_;
  view.size_px = size_px;
  view.free_px = free_px;
  const Bounds bounds =
      frame::with_surroundings(frame::subject_bounds(view, workbench_->context()), workbench_->atlas.bounds());
  return frame::compose(scene_.document.camera, bounds, frame::room_for_subject(view), size_px);
}

Result<packet::FrameAnswer> FrameLine::run(render::Renderer &renderer, FrameInput input) {
  MYO_CHECK(obey(input.commands));
  frame::View view;
  view.document = &scene_.document;
  view.pose = &pose_;
  view.heat = &heat_;
  view.size_px = input.size_px;
  view.samples = input.samples;
  view.detail = input.detail;
  view.free_px = input.free_px;
  view.capture = input.capture;
  packet::FramePacket packet = builder_.build(view);
  packet.ui = std::move(input.ui);
  return renderer.draw(packet);
}

} // namespace myo::app
