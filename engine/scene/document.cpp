#include "scene/document.h"

#include "base/hash.h"

#include <array>

namespace myo::scene {

namespace {
constexpr std::array backgrounds = {Background::studio_light, Background::studio_dark, Background::white, Background::black,
                                    Background::transparent};
}

std::string_view to_string(Background background) {
  switch (background) {
  case Background::studio_light: return "studio_light";
  case Background::studio_dark: return "studio_dark";
  case Background::white: return "white";
  case Background::black: return "black";
  case Background::transparent: break;
  }
  return "transparent";
}

std::optional<Background> background_from(std::string_view text) {
  for (const Background background : backgrounds)
    if (to_string(background) == text) return background;
  return std::nullopt;
}

bool is_dark(Background background) { return background == Background::studio_dark || background == Background::black; }

std::uint64_t state_hash(const Document &d) {
  std::string text = "view\n";
  const auto list = [&](std::string_view name, const auto &ids) {
    text += name;
    for (const std::string &id : ids) text += fmt::format(" {}:{}", id.size(), id);
    text += '\n';
  };
  for (const auto &[layer, state] : d.layers) text += fmt::format("layer {} {}\n", layer, to_string(state));
  list("hidden", d.hidden), list("isolated", d.isolated), list("selection", d.selection);
  text += fmt::format("xray {} attachments {} labels {}\n", d.xray, d.attachments, d.labels);
  if (d.length_colours) text += "lengths are shown\n"; // nothing for nothing: states of before keep their hashes
  text += fmt::format("pose {} {}\n", d.pose.hash(), d.pose_name);
  if (!d.animation.empty()) text += fmt::format("animation {}:{} {:a}\n", d.animation.size(), d.animation, d.animation_s);
  text += fmt::format("heat {} {} {}\n", d.heat.on, to_string(d.heat.ramp), d.heat.provoke);
  for (const heat::Active &a : d.heat.active) text += fmt::format("pattern {} {} {:a}\n", a.pattern, to_string(a.sides), a.strength);
  for (const heat::Mark &m : d.heat.marks) text += fmt::format("mark {} {} {} {:a}\n", m.region, to_string(m.where), m.felt, m.share);
  static_assert(sizeof(heat::Dab) == 5 * sizeof(float)); // without gaps: hashed as bytes
  if (!d.heat.dabs.empty()) text += fmt::format("dabs {}\n", hash_span(std::span<const heat::Dab>(d.heat.dabs)));
  if (!d.heat.cues.empty()) list("cues", d.heat.cues);
  if (d.heat.show_marks) text += "marks are shown\n";
  const Camera &c = d.camera;
  text += fmt::format("camera {:a} {:a} {:a} {:a} {:a} {:a} {:a}\n", c.target.x, c.target.y, c.target.z, c.azimuth_deg,
                      c.elevation_deg, c.distance, c.fov_deg);
  const PictureOptions &p = d.picture;
  text += fmt::format("picture {} {} {} {} {}\n", to_string(d.background), p.legend, p.side_marker, p.credit, p.caption);
  return hash_text(text);
}

} // namespace myo::scene
