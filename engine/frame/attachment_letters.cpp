// The O and I letters on the attachments of the selected muscles.
#include "frame/lettering.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {
namespace {

// Points spread over a patch, posed, with their normals.
struct Sample { vec3 point, normal; };
std::vector<Sample> samples_of(const format::Patch &patch, const rig::Pose &pose) {
  constexpr std::size_t wanted = 12;
  std::vector<std::size_t> inside;
  for (std::size_t i = 0; i < patch.positions.size(); ++i)
    if (patch.edge_mm[i] < 0) inside.push_back(i);
  const mat4 motion = patch.joint < pose.matrices.size() ? pose.matrices[patch.joint] : mat4{1};
  const std::size_t step = 1 + inside.size() / wanted;
  std::vector<Sample> out;
  for (std::size_t i = step / 2; i < inside.size(); i += step)
    out.push_back({vec3{motion * vec4{patch.positions[inside[i]], 1}}, mat3{motion} * patch.normals[inside[i]]});
  return out;
}

// Where the letter of a patch may stand: on the middle of what is seen of it.
std::optional<Anchor> anchor_of(const View &view, const format::Patch &patch, vec3 centroid, const Sight &sight) {
  constexpr float least_share = 0.15F, away = -0.30F;
  const scene::Camera &camera = view.document->camera;
  const vec3 eye = scene::eye(camera);
  const auto seen = [&](const Sample &s) {
    return glm::dot(s.normal, glm::normalize(eye - s.point)) > away && sight.sees(s.point, patch.bone_structure, patch.muscle);
  };
  const std::vector<Sample> samples = samples_of(patch, *view.pose);
  std::vector<vec3> visible;
  for (const Sample &s : samples)
    if (seen(s)) visible.push_back(s.point);
  const bool enough = !visible.empty() && static_cast<float>(visible.size()) >= least_share * static_cast<float>(samples.size());
  vec3 at = centroid;
  if (enough && visible.size() < samples.size()) {
    vec3 middle{0};
    for (const vec3 p : visible) middle += p / static_cast<float>(visible.size());
    at = *std::ranges::min_element(visible, {}, [&](vec3 p) { return glm::distance(p, middle); });
  }
  const auto pixel = scene::project(camera, at, vec2{view.size_px});
  if (!pixel) return std::nullopt;
  return Anchor{*pixel, patch.role == format::Role::origin, enough, patch.area_mm2};
}

} // namespace

std::vector<Badge> attachment_badges(const View &view, const format::Body &body, const std::vector<std::uint32_t> &patches,
                                     const Sight &sight, const Measures &measures) {
  std::vector<Anchor> anchors;
  for (const std::uint32_t i : patches)
    if (const auto anchor = anchor_of(view, body.patches[i], view.pose->patch_centroids[i], sight)) anchors.push_back(*anchor);
  std::vector<vec2> crosses;
  if (view.heat->on)
    for (const std::uint32_t point : view.heat->trigger_points)
      if (const auto at = scene::project(view.document->camera, view.pose->trigger_points[point], vec2{view.size_px})) crosses.push_back(*at);
  return place_badges(anchors, crosses, badge_radius(measures), vec2{view.size_px});
}

float badge_radius(const Measures &measures) { return 0.52F * measures.base_px; }

void letter_attachments(Canvas &canvas, text::Typesetter &typesetter, const std::vector<Badge> &badges, const Theme &theme,
                        const Measures &measures) {
  const float radius = badge_radius(measures);
  for (const Badge &b : badges) {
    if (glm::distance(b.at_px, b.anchor_px) < radius) continue;
    const vec3 srgb = b.origin ? theme.origin : theme.insertion;
    canvas.line(b.anchor_px, b.at_px, 3.5F, colour(vec3{1}, 0.9F));
    canvas.line(b.anchor_px, b.at_px, 1.5F, colour(srgb));
    canvas.disc(b.anchor_px, 0.3F * radius, colour(vec3{1}));
    canvas.disc(b.anchor_px, 0.2F * radius, colour(srgb));
  }
  for (const Badge &b : badges)
    draw_badge(canvas, typesetter, glm::floor(b.at_px + 0.5F), radius, b.origin ? "O" : "I", b.origin ? theme.origin : theme.insertion, b.hollow);
}

// A capital letter in the middle of a disc, optically centred on its cap height; hollow: the disc is white.
void draw_badge(Canvas &canvas, text::Typesetter &typesetter, vec2 centre, float radius, const char *letter, vec3 srgb, bool hollow) {
  canvas.disc(centre, radius + std::max(1.0F, 0.14F * radius), colour(vec3{1}));
  canvas.disc(centre, radius, colour(srgb));
  if (hollow) canvas.disc(centre, 0.80F * radius, colour(vec3{1}));
  const text::Block block = typesetter.lay_out(letter, {text::Weight::semibold, (hollow ? 1.1F : 1.25F) * radius, 1.0F});
  canvas.write(block, {centre.x - 0.5F * block.width_px, centre.y + 0.5F * block.cap_px - block.ascent_px}, colour(hollow ? srgb : vec3{1}));
}

} // namespace myo::frame
