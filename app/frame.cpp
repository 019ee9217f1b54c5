#include "frame.h"

#include "atlas/figure/body.h"
#include "base/log.h"
#include "base/resources.h"
#include "frame/compose.h"
#include "rig/figure_pose.h"

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

scene::Context FrameLine::context() const {
  scene::Context context = workbench_->context();
  context.body = &atlas().body();
  return context;
}

void FrameLine::follow_animation() {
  const atlas::Figure *figure = workbench_->figure.get();
  const std::pair<std::string, double> wanted{scene_.document.animation, scene_.document.animation_s};
  if (figure == nullptr || wanted == moment_of_) return;
  const atlas::FigureAnimation *animation = figure->animation(wanted.first);
  std::unique_ptr<const atlas::Atlas> next;
  if (animation != nullptr) next = std::make_unique<const atlas::Atlas>(atlas::at_moment(workbench_->atlas, rig::shape_of(*figure, animation, wanted.second)));
  moment_.swap(next); // the builder looks at the one before until it is told
  moment_of_ = wanted;
  builder_.turn_to(atlas(), context());
}

void FrameLine::follow() {
  const bool pose_moved = followed_.pose != scene_.versions.pose;
  if (pose_moved) {
    follow_animation();
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
    status = scene::apply(scene_, command, context());
    if (!status) break;
  }
  follow();
  return status;
}

std::vector<Error> FrameLine::obey_each(std::span<const scene::Command> commands) {
  std::vector<Error> refused;
  for (const scene::Command &command : commands)
    if (Status status = scene::apply(scene_, command, context()); !status) refused.push_back(status.error());
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
  Bounds bounds = frame::subject_bounds(view, context());
  if (workbench_->figure) { // so that the camera stands still while it moves
    if (view.document->isolated.empty() && view.document->selection.empty())
      bounds.add(rig::reach_of(*workbench_->figure, workbench_->figure->animation(view.document->animation)));
  } else if (view.document->isolated.empty()) bounds = frame::with_surroundings(bounds, workbench_->atlas.bounds());
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
  return frame::skin_under(view_of(size_px), context(), pixels);
}

std::optional<frame::Place> FrameLine::place_under(vec2 pixel, uvec2 size_px) const {
  return frame::place_under(view_of(size_px), context(), atlas(), pixel);
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
