#include "render/renderer.h"

#include "gpu/swapchain.h"
#include "render/check.h"
#include "render/heat_charts.h"
#include "render/passes/ids.h"
#include "render/passes/pass.h"
#include "render/passes/ui.h"
#include "render/readback.h"

#include <algorithm>
#include <cstring>

namespace myo::render {

struct Renderer::State {
  DeviceDescription description;
  std::shared_ptr<gpu::Validation> messages;
  std::unique_ptr<gpu::Device> device;    // outlives everything below
  std::unique_ptr<gpu::FrameRing> ring;
  gpu::Sampler linear, nearest;
  Geometry geometry;
  HeatCharts heat;
  Targets targets;
  std::vector<Targets> apart;             // of pictures beside the window's; the one drawn last comes first
  std::vector<std::unique_ptr<Pass>> passes;
  IdPass id_pass;
  UiPass ui_pass;
  Readback colour, ids;
  std::unique_ptr<gpu::Swapchain> swapchain; // only with a window
  std::uint64_t drawn_hash = 0, pictures = 0;
  bool shown = false;

  Status record(gpu::Frame &frame, const packet::FramePacket &packet, Targets &into, bool anew, bool shows);
  Status record_picture(Context &context);
  Status record_stage(Context &context, Stage stage);
  Status record_ids(Context &context);
  Status record_shown(Context &context);
  Status fit_targets(const packet::FramePacket &packet);
  Result<Targets *> targets_apart(const packet::FramePacket &packet);
  Status check(const packet::FramePacket &packet);
  void read_answer(const packet::FramePacket &packet, packet::FrameAnswer &answer);
};

namespace {

// The order of a frame.
std::vector<std::unique_ptr<Pass>> make_passes() {
  std::vector<std::unique_ptr<Pass>> out;
  out.push_back(make_skin_pass());
  out.push_back(make_heat_bake_pass());
  out.push_back(make_opaque_pass());
  out.push_back(make_patch_pass());
  out.push_back(make_occlusion_pass());
  out.push_back(make_occlusion_apply_pass());
  out.push_back(make_ghost_pass(false));
  out.push_back(make_deep_heat_pass(true));
  out.push_back(make_ghost_pass(true));
  out.push_back(make_deep_heat_pass(false));
  out.push_back(make_mask_pass());
  out.push_back(make_tonemap_pass());
  out.push_back(make_outline_pass());
  out.push_back(make_overlay_pass());
  out.push_back(make_marker_pass());
  return out;
}

shared::FrameConstants frame_constants_of(const packet::FramePacket &packet) {
  shared::FrameConstants out{};
  out.view = packet.camera.view;
  out.projection = packet.camera.projection;
  out.view_projection = packet.camera.projection * packet.camera.view;
  out.inverse_projection = glm::inverse(packet.camera.projection);
  const vec2 size(packet.size);
  out.size_px = vec4(size, 1.0F / size);
  out.eye = packet.camera.eye;
  out.perspective = packet.camera.projection[3][3] == 0.0F ? 1.0F : 0.0F;
  out.background_top = packet.background.top;
  out.background_bottom = packet.background.bottom;
  out.transparent = packet.background.transparent ? 1.0F : 0.0F;
  out.heat_soft_mm = packet.heat.soft_edge_mm;
  out.heat_levels = static_cast<std::uint32_t>(std::min(packet.heat.levels.size(), std::size(out.heat_level)));
  for (std::uint32_t k = 0; k < out.heat_levels; ++k) out.heat_level[k] = vec4(packet.heat.levels[k].srgb, packet.heat.levels[k].opacity);
  out.heat_counts = packet.heat.count_overlay ? 1 : 0;
  out.heat_on = packet.heat.on ? 1 : 0;
  return out;
}

// The picture is kept premultiplied; files want straight alpha.
void straighten(std::vector<std::uint8_t> &rgba) {
  for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) {
    const unsigned alpha = rgba[i + 3];
    if (alpha == 0 || alpha == 255) continue;
    for (std::size_t c = 0; c < 3; ++c) rgba[i + c] = static_cast<std::uint8_t>(std::min(255U, (rgba[i + c] * 255U + alpha / 2) / alpha));
  }
}

} // namespace

Status Renderer::State::fit_targets(const packet::FramePacket &packet) {
  if (targets.fits(packet.size.x, packet.size.y, packet.samples)) return {};
  targets = {}; // first, so that two sets need not fit into memory
  drawn_hash = 0;
  auto made = Targets::create(*device, packet.size.x, packet.size.y, packet.samples);
  MYO_TRY(made);
  targets = std::move(*made);
  return {};
}

// The few sizes in use are kept: thumbnails and the bodies of a comparison are drawn in turn.
Result<Targets *> Renderer::State::targets_apart(const packet::FramePacket &packet) {
  constexpr std::size_t most_kept = 2;
  auto place = std::ranges::find_if(apart, [&](const Targets &t) { return t.fits(packet.size.x, packet.size.y, packet.samples); });
  if (place == apart.end()) {
    if (apart.size() >= most_kept) apart.pop_back();
    auto made = Targets::create(*device, packet.size.x, packet.size.y, packet.samples);
    MYO_TRY(made);
    place = apart.insert(apart.end(), std::move(*made));
  }
  std::rotate(apart.begin(), place, place + 1);
  return &apart.front();
}

Status Renderer::State::check(const packet::FramePacket &packet) {
  MYO_CHECK(check_packet(packet, description.largest_side_px));
  MYO_CHECK(geometry.check(*device, packet));
  return heat.check(packet);
}

Status Renderer::State::record_stage(Context &context, Stage stage) {
  for (const auto &pass : passes) {
    if (pass->stage() != stage || !pass->wanted(context)) continue;
    context.frame.start_timing(pass->name());
    MYO_CHECK(pass->record(context));
    context.frame.stop_timing();
  }
  return {};
}

Status Renderer::State::record_picture(Context &context) {
  using gpu::Use;
  Targets &t = context.targets;
  VkCommandBuffer commands = context.commands;
  for (const auto &pass : passes)
    if (pass->wanted(context)) MYO_CHECK(pass->prepare(context));
  MYO_CHECK(record_stage(context, Stage::compute));

  gpu::Image &light = t.multisampled() ? t.light_samples : t.light;
  gpu::Image &depth = t.multisampled() ? t.depth_samples : t.depth;
  light.become(commands, Use::colour_target, true);
  depth.become(commands, Use::depth_target, true);
  if (t.multisampled()) t.depth.become(commands, Use::depth_target, true);
  {
    const DrawScope scope(commands, {.colour = &light, .depth = &depth, .depth_resolve = t.multisampled() ? &t.depth : nullptr});
    MYO_CHECK(record_stage(context, Stage::opaque));
  }
  MYO_CHECK(record_stage(context, Stage::alone));

  light.become(commands, Use::colour_target);
  depth.become(commands, Use::depth_target);
  if (t.multisampled()) t.light.become(commands, Use::colour_target, true);
  {
    const DrawScope scope(commands, {.colour = &light, .colour_resolve = t.multisampled() ? &t.light : nullptr, .depth = &depth,
                                     .clear = false, .keep_depth = false});
    MYO_CHECK(record_stage(context, Stage::blend));
  }

  t.light.become(commands, Use::sampled);
  t.picture.become(commands, Use::colour_target, true);
  const DrawScope scope(commands, {.colour = &t.picture});
  return record_stage(context, Stage::picture);
}

Status Renderer::State::record(gpu::Frame &frame, const packet::FramePacket &packet, Targets &into, bool anew, bool shows) {
  const shared::FrameConstants values = frame_constants_of(packet);
  const auto constants = frame.store(std::span(&values, 1));
  MYO_TRY(constants);
  Context context{*device, frame, frame.commands(), packet, into, geometry, heat, *constants, linear.handle(), nearest.handle()};
  if (anew) {
    MYO_CHECK(geometry.update(*device, frame, packet));
    MYO_CHECK(heat.update(*device, frame, packet));
    MYO_CHECK(record_picture(context));
  }
  if (packet.capture.colour) MYO_CHECK(colour.record(*device, frame.commands(), into.picture, {{0, 0}, into.picture.extent()}));
  if (packet.capture.ids || packet.capture.pick) MYO_CHECK(record_ids(context));
  return shows ? record_shown(context) : Status{};
}

Status Renderer::State::record_ids(Context &context) {
  const packet::Capture &capture = context.packet.capture;
  VkRect2D area{{0, 0}, context.targets.picture.extent()};
  if (!capture.ids) area = {{static_cast<std::int32_t>(capture.pick_px.x), static_cast<std::int32_t>(capture.pick_px.y)}, {1, 1}};
  context.frame.start_timing("ids");
  MYO_CHECK(id_pass.record(context, area));
  context.frame.stop_timing();
  return ids.record(*device, context.commands, context.targets.ids, area);
}

// The picture stays as it is, so that panels can be drawn anew without it.
Status Renderer::State::record_shown(Context &context) {
  MYO_CHECK(targets.need_shown(*device));
  targets.picture.become(context.commands, gpu::Use::copy_from);
  targets.shown.become(context.commands, gpu::Use::copy_to, true);
  const VkImageSubresourceLayers layers{VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
  const VkImageCopy copy{layers, {}, layers, {}, {targets.width, targets.height, 1}};
  vkCmdCopyImage(context.commands, targets.picture.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, targets.shown.handle(),
                 VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &copy);
  context.frame.start_timing("ui");
  MYO_CHECK(ui_pass.record(context, targets.shown));
  context.frame.stop_timing();
  return {};
}

void Renderer::State::read_answer(const packet::FramePacket &packet, packet::FrameAnswer &answer) {
  if (const auto bytes = colour.take(); !bytes.empty()) {
    answer.colour.resize(bytes.size());
    std::memcpy(answer.colour.data(), bytes.data(), bytes.size());
    if (packet.background.transparent) straighten(answer.colour);
  }
  if (const auto bytes = ids.take(); !bytes.empty()) {
    std::vector<std::uint32_t> values(bytes.size() / 4);
    std::memcpy(values.data(), bytes.data(), bytes.size());
    answer.has_pick = packet.capture.pick;
    const std::size_t at = packet.capture.ids ? std::size_t{packet.capture.pick_px.y} * packet.size.x + packet.capture.pick_px.x : 0;
    if (answer.has_pick) answer.picked = values[at];
    if (packet.capture.ids) answer.ids = std::move(values);
  }
}

Renderer::Renderer() : state_(std::make_unique<State>()) {}
Renderer::~Renderer() { (void)finish(); }

Result<std::unique_ptr<Renderer>> Renderer::create(const RendererOptions &options) {
  std::unique_ptr<Renderer> self(new Renderer);
  State &state = *self->state_;
  state.messages = options.messages ? options.messages : std::make_shared<gpu::Validation>();
  gpu::DeviceOptions wanted{options.device, options.validation, state.messages, {}, false};
  if (options.window) wanted.surface = gpu::SurfaceRequest{options.window->instance_extensions, options.window->create_surface};
  auto device = gpu::Device::create(wanted);
  MYO_TRY(device);
  state.device = std::move(*device);
  const gpu::DeviceFacts &facts = state.device->facts();
  state.description = {facts.name, std::string(gpu::to_string(facts.type)), facts.driver, facts.largest_side};
  auto ring = gpu::FrameRing::create(*state.device);
  MYO_TRY(ring);
  state.ring = std::move(*ring);
  auto linear = gpu::Sampler::create(*state.device, VK_FILTER_LINEAR);
  MYO_TRY(linear);
  state.linear = std::move(*linear);
  auto nearest = gpu::Sampler::create(*state.device, VK_FILTER_NEAREST);
  MYO_TRY(nearest);
  state.nearest = std::move(*nearest);
  state.passes = make_passes();
  if (options.window) {
    auto swapchain = gpu::Swapchain::create(*state.device, options.window->vertical_sync);
    MYO_TRY(swapchain);
    state.swapchain = std::move(*swapchain);
  }
  return self;
}

Result<packet::FrameAnswer> Renderer::draw(const packet::FramePacket &packet) {
  State &state = *state_;
  MYO_CHECK(state.check(packet));
  const auto begun = state.ring->begin();
  MYO_TRY(begun);
  gpu::Frame &frame = **begun;
  Status status = state.fit_targets(packet);
  const bool anew = packet.hash == 0 || packet.hash != state.drawn_hash;
  if (status) status = state.record(frame, packet, state.targets, anew, state.swapchain != nullptr);
  state.pictures += status && anew;
  state.drawn_hash = status ? packet.hash : 0;
  // Handed over even after a failure: uploads and layouts recorded so far must not be lost.
  const VkExtent2D size{packet.size.x, packet.size.y};
  bool shows = false;
  state.shown = false;
  if (state.swapchain && status) {
    const auto acquired = state.swapchain->acquire(frame.number(), size);
    if (acquired) shows = *acquired;
    else status = fail(acquired.error());
  }
  if (shows) {
    state.swapchain->record_copy(frame.commands(), state.targets.shown);
    MYO_CHECK(state.ring->submit(frame, state.swapchain->acquired(), state.swapchain->drawn()));
    const auto presented = state.swapchain->present(size);
    MYO_TRY(presented);
    state.shown = *presented;
  } else {
    MYO_CHECK(state.ring->submit(frame));
  }
  MYO_CHECK(status);

  packet::FrameAnswer answer;
  const bool waits = packet.capture.colour || packet.capture.ids || packet.capture.pick;
  if (waits) {
    MYO_CHECK(state.ring->wait(frame.number()));
    state.read_answer(packet, answer);
  }
  const std::vector<gpu::PassTime> times = waits ? state.ring->times(frame) : state.ring->last_times();
  for (const gpu::PassTime &time : times) answer.timings.push_back({time.pass, time.milliseconds});
  return answer;
}

Result<packet::FrameAnswer> Renderer::draw_apart(const packet::FramePacket &packet) {
  State &state = *state_;
  MYO_CHECK(state.check(packet));
  const auto begun = state.ring->begin();
  MYO_TRY(begun);
  gpu::Frame &frame = **begun;
  const auto targets = state.targets_apart(packet);
  const Status status = targets ? state.record(frame, packet, **targets, true, false) : Status(fail(targets.error()));
  MYO_CHECK(state.ring->submit(frame)); // even after a failure, as in draw()
  MYO_CHECK(status);
  MYO_CHECK(state.ring->wait(frame.number()));
  packet::FrameAnswer answer;
  state.read_answer(packet, answer);
  for (const gpu::PassTime &time : state.ring->times(frame)) answer.timings.push_back({time.pass, time.milliseconds});
  return answer;
}

Status Renderer::finish() { return state_->ring ? state_->ring->finish() : Status{}; }
const DeviceDescription &Renderer::device() const { return state_->description; }
std::uint64_t Renderer::validation_messages() const { return state_->messages->count(); }
bool Renderer::shown() const { return state_->shown; }
std::uint64_t Renderer::pictures_drawn() const { return state_->pictures; }

} // namespace myo::render
