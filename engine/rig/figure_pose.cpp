#include "rig/figure_pose.h"

#include <algorithm>
#include <cmath>

namespace myo::rig {

using atlas::Figure;
using atlas::FigureAnimation;
using atlas::FigurePart;
using atlas::FigurePlace;
using atlas::FigureShape;
using atlas::FigureTrack;

namespace {

constexpr float smallest_shown_m = 0.05F, largest_shown_m = 5;
constexpr int reach_samples = 24;

quat quat_of(vec4 xyzw) { return {xyzw.w, xyzw.x, xyzw.y, xyzw.z}; }
vec4 unit_turn(vec4 xyzw) {
  const float length = glm::length(xyzw);
  return length > 1e-9F ? xyzw / length : vec4(0, 0, 0, 1);
}

// glTF 2.0, appendix C: Hermite pieces between keys of (tangent in, value, tangent out).
vec4 cubic(const FigureTrack &track, std::size_t k, float share, float span) {
  const float t = share, t2 = t * t, t3 = t2 * t;
  const vec4 from = track.values[3 * k + 1], out = span * track.values[3 * k + 2];
  const vec4 in = span * track.values[3 * k + 3], to = track.values[3 * k + 4];
  return (2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * out + (3 * t2 - 2 * t3) * to + (t3 - t2) * in;
}

vec4 turned(vec4 from, vec4 to, float share) {
  const quat q = glm::slerp(quat_of(from), quat_of(to), share); // takes the shorter way
  return {q.x, q.y, q.z, q.w};
}

mat4 matrix_of(const FigurePlace &place) {
  return glm::translate(mat4(1), place.shift) * glm::mat4_cast(place.turn) * glm::scale(mat4(1), place.scale);
}

bool is_number(vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

// A place and a normal under a matrix. A normal turns with the inverse's transpose, mirrored ones stay outside.
struct Carrier {
  mat4 matrix{1};
  float unit = 1;
  void operator()(vec3 place, vec3 normal, vec3 &to_place, vec3 &to_normal) const {
    const vec3 moved = unit * vec3(matrix * vec4(place, 1));
    to_place = is_number(moved) ? moved : vec3(0);
    const mat3 m(matrix);
    const float sign = glm::dot(m[0], glm::cross(m[1], m[2])) < 0 ? -1.0F : 1.0F;
    const vec3 n = sign * (normal.x * glm::cross(m[1], m[2]) + normal.y * glm::cross(m[2], m[0]) + normal.z * glm::cross(m[0], m[1]));
    const float length = glm::length(n);
    to_normal = length > 0 && std::isfinite(length) ? n / length : vec3(0, 0, 1);
  }
};

FigureShape::Part part_shape(const Figure &figure, const FigurePart &part, const std::vector<mat4> &places) {
  const std::size_t vertices = part.positions.size();
  FigureShape::Part out{std::vector<vec3>(vertices), std::vector<vec3>(vertices)};
  if (part.skin == format::none) {
    const Carrier carry{places[part.node], figure.unit_m};
    for (std::size_t v = 0; v < vertices; ++v) carry(part.positions[v], part.normals[v], out.positions[v], out.normals[v]);
    return out;
  }
  const atlas::FigureSkin &skin = figure.skins[part.skin];
  std::vector<mat4> joints(skin.joints.size());
  for (std::size_t j = 0; j < joints.size(); ++j) joints[j] = places[skin.joints[j]] * skin.to_joint[j];
  for (std::size_t v = 0; v < vertices; ++v) {
    mat4 blend(0);
    for (std::uint32_t i = part.first[v]; i < part.first[v + 1]; ++i) blend += part.influences[i].weight * joints[part.influences[i].joint];
    Carrier{blend, figure.unit_m}(part.positions[v], part.normals[v], out.positions[v], out.normals[v]);
  }
  return out;
}

Bounds bounds_of_shape(const FigureShape &shape) {
  Bounds bounds;
  for (const FigureShape::Part &part : shape.parts)
    for (const vec3 p : part.positions) bounds.add(p);
  return bounds;
}

} // namespace

vec4 value_at(const FigureTrack &track, double time_s) {
  const bool turns = track.of == FigureTrack::Of::turn, spline = track.between == FigureTrack::Between::cubic;
  const auto key = [&](std::size_t k) { return track.values[spline ? 3 * k + 1 : k]; };
  const auto final = [&](vec4 value) { return turns ? unit_turn(value) : value; };
  const auto time = static_cast<float>(time_s);
  const auto after = std::upper_bound(track.times.begin(), track.times.end(), time);
  if (after == track.times.begin()) return final(key(0));
  if (after == track.times.end()) return final(key(track.times.size() - 1));
  const auto k = static_cast<std::size_t>(after - track.times.begin()) - 1;
  if (track.between == FigureTrack::Between::step) return final(key(k));
  const float span = track.times[k + 1] - track.times[k];
  const float share = (time - track.times[k]) / span; // the later one is greater than `time`, so there is a span
  if (spline) return final(cubic(track, k, share, span));
  return turns ? final(turned(unit_turn(key(k)), unit_turn(key(k + 1)), share)) : glm::mix(key(k), key(k + 1), share);
}

std::vector<mat4> node_places(const Figure &figure, const FigureAnimation *animation, double time_s) {
  std::vector<mat4> places(figure.nodes.size());
  std::vector<const FigureTrack *> tracks;
  std::vector<FigurePlace> moved;
  std::vector<std::uint32_t> slot(figure.nodes.size(), format::none); // in `moved`
  if (animation != nullptr)
    for (const FigureTrack &track : animation->tracks) {
      if (slot[track.node] == format::none) slot[track.node] = static_cast<std::uint32_t>(moved.size()), moved.push_back(figure.nodes[track.node].place);
      FigurePlace &place = moved[slot[track.node]];
      const vec4 value = value_at(track, time_s);
      if (track.of == FigureTrack::Of::shift) place.shift = vec3(value);
      else if (track.of == FigureTrack::Of::turn) place.turn = quat_of(value);
      else place.scale = vec3(value);
    }
  for (std::size_t n = 0; n < places.size(); ++n) {
    const atlas::FigureNode &node = figure.nodes[n];
    const mat4 local = slot[n] == format::none ? node.local : matrix_of(moved[slot[n]]);
    places[n] = node.parent == format::none ? local : places[node.parent] * local;
  }
  return places;
}

FigureShape shape_of(const Figure &figure, const FigureAnimation *animation, double time_s) {
  const std::vector<mat4> places = node_places(figure, animation, time_s);
  FigureShape shape;
  shape.parts.reserve(figure.parts.size());
  for (const FigurePart &part : figure.parts) shape.parts.push_back(part_shape(figure, part, places));
  return shape;
}

float fitting_unit(const Figure &figure) {
  const Bounds bounds = bounds_of_shape(shape_of(figure, nullptr, 0));
  if (bounds.empty()) return figure.unit_m;
  const vec3 size = bounds.size();
  float largest = std::max({size.x, size.y, size.z}), unit = figure.unit_m;
  if (!(largest > 0) || !std::isfinite(largest)) return unit;
  for (; largest > largest_shown_m; largest *= 0.1F) unit *= 0.1F;
  for (; largest < smallest_shown_m && unit < 1e30F; largest *= 10) unit *= 10;
  return unit;
}

Bounds reach_of(const Figure &figure, const FigureAnimation *animation) {
  Bounds bounds = bounds_of_shape(shape_of(figure, nullptr, 0));
  if (animation == nullptr) return bounds;
  bounds = {};
  for (int n = 0; n <= reach_samples; ++n)
    bounds.add(bounds_of_shape(shape_of(figure, animation, static_cast<double>(animation->duration_s) * n / reach_samples)));
  return bounds;
}

} // namespace myo::rig
