#include "atlas/figure/figure.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace myo::atlas {
namespace {

template <class V> bool all_finite(const V &v) {
  const float *at = glm::value_ptr(v);
  return std::all_of(at, at + sizeof(V) / sizeof(float), [](float x) { return std::isfinite(x); });
}

Status check_nodes(const Figure &figure) {
  for (std::size_t n = 0; n < figure.nodes.size(); ++n) {
    const FigureNode &node = figure.nodes[n];
    const std::string where = fmt::format("node {} ({})", n, node.name);
    if (node.parent != format::none && node.parent >= n) return bad_input("its parent does not come before it", where);
    if (!all_finite(node.local) || !all_finite(node.place.shift) || !all_finite(node.place.turn) || !all_finite(node.place.scale))
      return bad_input("its place is not a number", where);
  }
  for (std::size_t s = 0; s < figure.skins.size(); ++s) {
    const FigureSkin &skin = figure.skins[s];
    const std::string where = fmt::format("skin {}", s);
    if (skin.joints.empty() || skin.joints.size() != skin.to_joint.size()) return bad_input("its joints and bind matrices differ in number", where);
    for (std::size_t j = 0; j < skin.joints.size(); ++j) {
      if (skin.joints[j] >= figure.nodes.size()) return bad_input("it names a joint that is not there", where);
      if (!all_finite(skin.to_joint[j])) return bad_input("a bind matrix is not a number", where);
    }
  }
  return {};
}

Status check_influences(const Figure &figure, const FigurePart &part, const std::string &where) {
  if (part.skin == format::none) return {};
  if (part.skin >= figure.skins.size()) return bad_input("its skin is not there", where);
  const std::size_t vertices = part.positions.size(), joints = figure.skins[part.skin].joints.size();
  if (part.first.size() != vertices + 1 || part.first.front() != 0 || part.first.back() != part.influences.size())
    return bad_input("its weights are not one list a vertex", where);
  for (std::size_t v = 0; v < vertices; ++v) {
    if (part.first[v] > part.first[v + 1] || part.first[v + 1] > part.influences.size()) return bad_input("its weights are not one list a vertex", where);
    float sum = 0;
    for (std::uint32_t i = part.first[v]; i < part.first[v + 1]; ++i) {
      const FigureInfluence &influence = part.influences[i];
      if (influence.joint >= joints) return bad_input(fmt::format("vertex {}: joint {} of {}", v, influence.joint, joints), where);
      if (!(influence.weight >= 0) || !std::isfinite(influence.weight)) return bad_input(fmt::format("vertex {}: a weight is not a share", v), where);
      sum += influence.weight;
    }
    if (!(std::abs(sum - 1) < 1e-3F)) return bad_input(fmt::format("vertex {}: its weights sum to {}, not to 1", v, sum), where);
  }
  return {};
}

Status check_part(const Figure &figure, const FigurePart &part, const std::string &where) {
  const std::size_t vertices = part.positions.size();
  if (vertices == 0 || part.indices.empty() || part.indices.size() % 3 != 0) return bad_input("it has no triangles", where);
  if (part.normals.size() != vertices) return bad_input("places and normals differ in number", where);
  if (part.node >= figure.nodes.size()) return bad_input("it hangs on a node that is not there", where);
  if (!all_finite(part.colour)) return bad_input("its colour is not a number", where);
  for (const std::uint32_t index : part.indices)
    if (index >= vertices) return bad_input(fmt::format("a triangle names vertex {} of {}", index, vertices), where);
  for (std::size_t v = 0; v < vertices; ++v)
    if (!all_finite(part.positions[v]) || !all_finite(part.normals[v])) return bad_input(fmt::format("vertex {} is not a number", v), where);
  return check_influences(figure, part, where);
}

Status check_track(const Figure &figure, const FigureTrack &track, const std::string &where) {
  if (track.node >= figure.nodes.size()) return bad_input("it moves a node that is not there", where);
  if (track.of > FigureTrack::Of::scale || track.between > FigureTrack::Between::cubic) return bad_input("it moves nothing that is known", where);
  const std::size_t a_time = track.between == FigureTrack::Between::cubic ? 3 : 1;
  if (track.times.empty() || track.values.size() != a_time * track.times.size()) return bad_input("its times and values differ in number", where);
  for (std::size_t k = 0; k < track.times.size(); ++k)
    if (!std::isfinite(track.times[k]) || (k > 0 && track.times[k] < track.times[k - 1])) return bad_input("its times do not ascend", where);
  for (const vec4 value : track.values)
    if (!all_finite(value)) return bad_input("a value is not a number", where);
  return {};
}

} // namespace

const FigureAnimation *Figure::animation(std::string_view wanted) const {
  const auto found = std::find_if(animations.begin(), animations.end(), [&](const FigureAnimation &a) { return a.name == wanted; });
  return found == animations.end() ? nullptr : &*found;
}

Status check_figure(const Figure &figure) {
  if (figure.parts.empty()) return bad_input("holds no surface to show");
  if (!(figure.unit_m > 0) || !std::isfinite(figure.unit_m)) return bad_input("its unit is no length");
  MYO_CHECK(check_nodes(figure));
  std::set<std::string_view> names;
  std::size_t vertices = 0;
  for (const FigurePart &part : figure.parts) {
    if (part.name.empty() || !names.insert(part.name).second) return bad_input(fmt::format("two parts are called \"{}\"", part.name));
    MYO_CHECK(check_part(figure, part, fmt::format("part \"{}\"", part.name)));
    vertices += part.positions.size();
  }
  if (vertices > most_figure_vertices) return bad_input(fmt::format("has {} vertices, more than {}", vertices, most_figure_vertices));
  names.clear();
  for (const FigureAnimation &animation : figure.animations) {
    const std::string where = fmt::format("animation \"{}\"", animation.name);
    if (animation.name.empty() || !names.insert(animation.name).second) return bad_input("two animations have this name", where);
    if (!std::isfinite(animation.duration_s) || animation.duration_s < 0) return bad_input("its length is no time", where);
    for (const FigureTrack &track : animation.tracks) MYO_CHECK(check_track(figure, track, where));
  }
  return {};
}

} // namespace myo::atlas
