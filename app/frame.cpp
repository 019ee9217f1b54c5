#include "frame.h"

#include "base/log.h"
#include "base/resources.h"
#include "frame/compose.h"

namespace myo::app {

FrameLine::FrameLine(const Workbench &workbench, scene::Scene scene, frame::FrameBuilder builder)
    : workbench_(&workbench), scene_(std::move(scene)), builder_(std::move(builder)), paint_(workbench.atlas.body()) {
  follow();
}

Result<FrameLine> FrameLine::open(const Workbench &workbench, scene::Scene scene) {
  auto builder = frame::FrameBuilder::create(workbench.atlas, workbench.context());
  MYO_TRY(builder);
  return FrameLine{workbench, std::move(scene), std::move(*builder)};
}

std::vector<float> FrameLine::swelling_of(const rig::JointValues &values, const rig::Pose &pose) {
  if (values.empty()) return {};
  if (!muscles_) muscles_.emplace(workbench_->atlas);
  return muscles_->of(pose);
}

void FrameLine::follow() {
  const bool pose_moved = followed_.pose != scene_.versions.pose;
  if (pose_moved) {
    pose_ = rig::evaluate(workbench_->rig, scene_.document.pose);
    swelling_ = swelling_of(scene_.document.pose, pose_);
  }
  if (pose_moved || followed_.heat != scene_.versions.heat)
    heat_ = heat::evaluate(workbench_->atlas.body(), workbench_->library, workbench_->rig, scene_.document.heat,
                           scene_.document.pose, paint_.of(scene_.document.heat.dabs));
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

std::vector<Error> FrameLine::obey_each(std::span<const scene::Command> commands) {
  std::vector<Error> refused;
  for (const scene::Command &command : commands)
    if (Status status = scene::apply(scene_, command, workbench_->context()); !status) refused.push_back(status.error());
  follow();
  return refused;
}

frame::View FrameLine::view_of(uvec2 size_px) const {
  frame::View view;
  view.document = &scene_.document;
  view.pose = &pose_;
  view.swelling = swelling_;
  view.heat = &heat_;
  view.size_px = size_px;
  return view;
}

scene::Camera FrameLine::composed(const frame::View &view) const {
  Bounds bounds = frame::subject_bounds(view, workbench_->context());
  if (view.document->isolated.empty()) bounds = frame::with_surroundings(bounds, workbench_->atlas.bounds());
  return frame::compose(view.document->camera, bounds, frame::room_for_subject(view), view.size_px);
}

scene::Camera FrameLine::composed(uvec2 size_px, std::optional<frame::Box> free_px) const {
  frame::View view = view_of(size_px);
  view.free_px = free_px;
  return composed(view);
}

Result<packet::FrameAnswer> FrameLine::draw_apart(render::Renderer &renderer, const scene::Document &document, const FrameInput &input,
                                                  bool composes) {
  scene::Document shown = document;
  const bool same_pose = shown.pose == scene_.document.pose;
  const rig::Pose pose = same_pose ? rig::Pose{} : rig::evaluate(workbench_->rig, shown.pose);
  const auto painted = shown.heat.show_marks ? paint_.of(shown.heat.dabs) : nullptr;
  const heat::Heat heat = heat::evaluate(workbench_->atlas.body(), workbench_->library, workbench_->rig, shown.heat, shown.pose, painted);
  const std::vector<float> swelling = same_pose ? swelling_ : swelling_of(shown.pose, pose);
  frame::View view;
  view.document = &shown;
  view.pose = same_pose ? &pose_ : &pose;
  view.swelling = swelling;
  view.heat = &heat;
  view.size_px = input.size_px;
  view.samples = input.samples;
  view.detail = input.detail;
  view.features = shown.labels ? features() : nullptr;
  if (composes) shown.camera = composed(view);
  packet::FramePacket packet = builder_.build(view);
  built_ = {}; // the builder's spans are this packet's now
  packet.capture = input.capture;
  return renderer.draw_apart(packet);
}

std::vector<std::optional<frame::SkinPlace>> FrameLine::skin_under(std::span<const vec2> pixels, uvec2 size_px) const {
  return frame::skin_under(view_of(size_px), workbench_->context(), pixels);
}

const anatomy::FeatureNames *FrameLine::features() {
  if (!scene_.document.labels) return nullptr;
  if (features_) return &*features_;
  features_.emplace();
  const auto folder = find_resource("assets/anatomy");
  const auto sheets = folder ? anatomy::read_sheets(*folder, workbench_->library) : Result<std::vector<anatomy::BoneSheet>>(fail(folder.error()));
  if (sheets) features_ = anatomy::feature_names(*sheets, workbench_->library.feature_words);
  else log::warning("bones stay without the names of their features: {}", sheets.error().line());
  return &*features_;
}

Result<std::uint64_t> FrameLine::prepare(const FrameInput &input) {
  MYO_CHECK(obey(input.commands));
  const Built wanted{scene_.versions, input.size_px, input.samples, input.detail, input.free_px, input.marks_hover};
  if (wanted == built_) return packet_.hash;
  frame::View view = view_of(input.size_px);
  view.samples = input.samples;
  view.detail = input.detail;
  view.free_px = input.free_px;
  view.features = features();
  view.marks_hover = input.marks_hover;
  packet_ = builder_.build(view);
  built_ = wanted;
  return packet_.hash;
}

Result<packet::FrameAnswer> FrameLine::run(render::Renderer &renderer, FrameInput input) {
  MYO_CHECK(prepare(input));
  packet_.capture = input.capture;
  packet_.ui = std::move(input.ui);
  return renderer.draw(packet_);
}

} // namespace myo::app
