#include "frame/frame_builder.h"

#include "frame/draw_list.h"
#include "frame/length_colours.h"
#include "frame/lettering.h"
#include "frame/packet_hash.h"
#include "frame/theme.h"
#include "frame/zone_letters.h"

#include <algorithm>

namespace myo::frame {
namespace {

constexpr std::uint32_t least_side_for_words_px = 96; // thumbnails carry none

bool has_words(const scene::Document &document, uvec2 size_px) {
  const scene::PictureOptions &picture = document.picture;
  if (std::min(size_px.x, size_px.y) < least_side_for_words_px) return false;
  return document.labels || picture.legend || picture.side_marker || picture.credit || picture.caption;
}

packet::Camera camera_of(const scene::Camera &camera, uvec2 size_px) {
  const float aspect = static_cast<float>(size_px.x) / static_cast<float>(std::max(size_px.y, 1U));
  return {scene::view_matrix(camera), scene::projection_matrix(camera, aspect), scene::eye(camera)};
}

// Parts of a foreign model have colours of their own.
std::vector<vec4> paints_of(const View &view, const scene::Context &context) {
  if (context.figure == nullptr) return length_paints(view, context);
  std::vector<vec4> paints;
  for (const atlas::FigurePart &part : context.figure->parts) paints.emplace_back(part.colour, 1);
  return paints;
}

} // namespace

Result<FrameBuilder> FrameBuilder::create(const atlas::Atlas &atlas, const scene::Context &context) {
  auto typesetter = text::Typesetter::open();
  MYO_TRY(typesetter);
  return FrameBuilder{atlas, context, std::move(*typesetter)};
}

void FrameBuilder::forget_uploads() { uploads_.forget(); }

void FrameBuilder::turn_to(const atlas::Atlas &atlas, const scene::Context &context) {
  atlas_ = &atlas;
  context_ = context;
  uploads_ = Uploads(atlas);
  blocks_ = Blocks(atlas);
  cover_ = DeepCover(atlas);
  felt_zones_ = {};
}

packet::FramePacket FrameBuilder::build(const View &view) {
  uploads_.begin();
  const scene::Document &document = *view.document;
  const Theme theme = theme_of(document.background);
  const Measures measures = measures_of(free_size_px(view));
  std::vector<scene::Visible> visible = scene::visibility(document, context_);
  if (!view.marks_hover)
    for (scene::Visible &v : visible) v.hovered = false;

  packet::FramePacket packet;
  packet.size = view.size_px;
  packet.samples = view.samples;
  packet.capture = view.capture;
  packet.camera = camera_of(document.camera, view.size_px);
  packet.background = ground_of(document.background);
  packet.pose_version = view.pose->hash;
  packet.joints.reserve(view.pose->motions.size());
  for (const rig::DualQuaternion &motion : view.pose->motions) packet.joints.push_back({motion.real, motion.dual});
  for (const rig::Fold &f : view.pose->folds) packet.folds.push_back({f.centre, f.bone_m, f.normal, f.slope, f.inward, f.strength, f.shift});
  packet.fold_sides = view.pose->fold_sides;

  draw_structures(packet, uploads_, cover_, view, *atlas_, visible, paints_of(view, context_));
  const std::vector<std::uint32_t> patches = shown_patches(view, *atlas_, visible);
  draw_patches(packet, uploads_, *atlas_, theme, patches);
  draw_heat(packet, uploads_, view, *atlas_, theme, measures);

  if (has_words(document, view.size_px)) {
    typesetter_.trim();
    Canvas canvas{typesetter_};
    const Sight sight{blocks_, view, *atlas_, visible};
    std::vector<Badge> badges;
    if (!patches.empty()) badges = attachment_badges(view, atlas_->body(), patches, sight, measures);
    letter_attachments(canvas, typesetter_, badges, theme, measures);
    if (document.picture.side_marker) letter_sides(canvas, typesetter_, view, *context_.library, theme, measures);
    Wording wording = wording_of(view, context_, theme, patches);
    mark_hidden(wording, badges, *context_.library);
    const Precious precious = precious_points(view, context_, visible);
    const std::vector<Box> taken = letter_words(canvas, typesetter_, view, wording, precious, theme, measures);
    if (document.picture.legend) letter_zones(canvas, typesetter_, zone_letters(view, context_, visible, badges, taken, measures, felt_zones_));
    if (document.labels)
      letter_labels(canvas, typesetter_, view, labels_of(view, context_, *atlas_, visible, sight), taken, precious, theme, measures);
    canvas.finish(packet.overlay, packet.overlay_indices);
  }
  const text::GlyphAtlas &glyphs = typesetter_.atlas();
  packet.glyphs = {glyphs.version, glyphs.width, glyphs.height, glyphs.coverage};
  packet.hash = packet_hash(packet, atlas_->hash());
  return packet;
}

} // namespace myo::frame
