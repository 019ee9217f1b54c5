#include "assemble/region_shape.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace myo::assemble {
namespace {

using anatomy::Library;
using anatomy::Region;

constexpr float outside_mm = 500; // certainly outside
constexpr float zone_reach = 140; // mm, beyond which a disc's or strip's distance is not followed

std::optional<std::vector<vec3>> all_points(const std::vector<anatomy::PointForm> &forms, const RegionPoints &points,
                                            std::string &why) {
  std::vector<vec3> out;
  for (const auto &form : forms) {
    const auto p = points(form, why);
    if (!p) return std::nullopt;
    out.push_back(*p);
  }
  return out;
}

// The axis through a segment with its angles: 0 towards `zero`, 90 lateral (radial), mm and lps.
struct Axis {
  vec3 a, b, along;
  float length;
  vec3 zero_a, side_a, zero_b, side_b;

  struct Place {
    float level, angle, radius;
  }; // angle in radians
  [[nodiscard]] Place at(vec3 p) const {
    const float level = glm::dot(p - a, along) / length, t = glm::clamp(level, 0.0F, 1.0F);
    const vec3 zero = glm::mix(zero_a, zero_b, t), side = glm::mix(side_a, side_b, t),
               d = p - a - level * length * along;
    const float x = glm::dot(d, glm::normalize(zero)), y = glm::dot(d, glm::normalize(side));
    return {level, std::atan2(y, x), std::sqrt(x * x + y * y)};
  }
};

std::optional<Axis> axis_of(const std::string &id, const Library &library, const RegionPoints &points,
                            std::string &why) {
  const auto found = std::find_if(library.segments.begin(), library.segments.end(),
                                  [&](const anatomy::Segment &s) { return s.id == id; });
  if (found == library.segments.end()) {
    why = "segment " + id + " is unknown";
    return std::nullopt;
  }
  const auto a = points(found->a, why), b = points(found->b, why);
  if (!a || !b) return std::nullopt;
  Axis x{*a, *b, glm::normalize(*b - *a), glm::distance(*a, *b), {}, {}, {}, {}};
  const auto directions = [&](const std::vector<std::string> &reference, vec3 &zero, vec3 &side) {
    vec3 across(1, 0, 0);
    if (found->reference != "lateral") {
      if (reference.size() != 2) return false;
      const auto from = points.landmark(reference[0], why), to = points.landmark(reference[1], why);
      if (!from || !to) return false;
      across = *to - *from;
    }
    side = glm::normalize(across - glm::dot(across, x.along) * x.along);
    zero = glm::cross(x.along, side);
    // Anterior and palmar are in front (palms look forward at rest); a foot's back looks up.
    const vec3 towards = found->zero == "dorsal" ? vec3(0, 0, 1) : vec3(0, -1, 0);
    if (glm::dot(zero, towards) < 0) zero = -zero;
    return true;
  };
  if (!directions(found->reference_points, x.zero_a, x.side_a)) return std::nullopt;
  if (!directions(found->reference_end.size() == 2 ? found->reference_end : found->reference_points, x.zero_b,
                  x.side_b))
    return std::nullopt;
  return x;
}

using Flatten = std::function<std::optional<vec2>(vec3)>; // lps mm -> chart mm

std::optional<Flatten> chart_of(const Region &r, const std::vector<vec3> &corners, const Library &library,
                                const RegionPoints &points, std::optional<vec3> &facing, std::string &why) {
  std::string_view chart = r.chart;
  if (r.chart_direction || chart.starts_with("plane:")) {
    facing = r.chart_direction ? glm::normalize(*r.chart_direction) : view_direction(chart.substr(6));
    if (!facing) {
      why = "unknown view " + std::string(chart);
      return std::nullopt;
    }
    const vec3 d = *facing, u = glm::normalize(glm::cross(std::abs(d.z) > 0.9F ? vec3(1, 0, 0) : vec3(0, 0, 1), d)),
               v = glm::cross(d, u);
    return [u, v](vec3 p) { return std::optional(vec2(glm::dot(p, u), glm::dot(p, v))); };
  }
  if (chart.starts_with("sphere:")) {
    const auto centre = points.landmark(std::string(chart.substr(7)), why);
    if (!centre) return std::nullopt;
    vec3 mean(0);
    float radius = 0;
    for (const vec3 &c : corners) {
      mean += glm::normalize(c - *centre);
      radius += glm::distance(c, *centre) / static_cast<float>(corners.size());
    }
    const vec3 d = glm::normalize(mean),
               u = glm::normalize(glm::cross(std::abs(d.z) > 0.9F ? vec3(1, 0, 0) : vec3(0, 0, 1), d));
    const vec3 v = glm::cross(d, u);
    return [c = *centre, d, u, v, radius](vec3 p) -> std::optional<vec2> { // gnomonic: great circles are straight lines
      const vec3 q = glm::normalize(p - c);
      const float h = glm::dot(q, d);
      if (h < 0.12F) return std::nullopt;
      return radius / h * vec2(glm::dot(q, u), glm::dot(q, v));
    };
  }
  if (chart.starts_with("cyl:")) {
    const auto axis = axis_of(std::string(chart.substr(4)), library, points, why);
    if (!axis) return std::nullopt;
    float x = 0, y = 0, radius = 0;
    for (const vec3 &c : corners) {
      const Axis::Place p = axis->at(c);
      x += std::cos(p.angle), y += std::sin(p.angle), radius += p.radius / static_cast<float>(corners.size());
    }
    return [axis = *axis, middle = std::atan2(y, x), radius](vec3 p) {
      const Axis::Place at = axis.at(p);
      return std::optional(
          vec2(radius * std::remainder(at.angle - middle, 2 * glm::pi<float>()), at.level * axis.length));
    };
  }
  why = "unknown chart " + r.chart;
  return std::nullopt;
}

// The midline's own cut decides there, not the chart's edge: an edge along the midline is carried over to the other
// side, and the edges that meet it cross the midline exactly at its ends.
std::vector<vec3> across_midline(const std::vector<vec3> &corners) {
  constexpr float over = 6;
  const auto on_it = [](vec3 c) { return std::abs(c.x) < 0.5F; };
  std::vector<vec3> out;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const vec3 c = corners[i], before = corners[(i + corners.size() - 1) % corners.size()],
               after = corners[(i + 1) % corners.size()];
    if (on_it(c) && on_it(before)) out.emplace_back(-over, c.y, c.z);
    out.push_back(c);
    if (on_it(c) && on_it(after)) out.emplace_back(-over, c.y, c.z);
  }
  return out;
}

std::optional<std::vector<float>> polygon(const Region &r, const Library &library, const RegionPoints &points,
                                          const RegionCarrier &carrier, std::string &why) {
  auto corners = all_points(r.points, points, why);
  if (!corners) return std::nullopt;
  *corners = across_midline(*corners);
  std::optional<vec3> facing;
  const auto flatten = chart_of(r, *corners, library, points, facing, why);
  if (!flatten) return std::nullopt;
  std::vector<vec2> flat;
  for (const vec3 &c : *corners) {
    const auto p = (*flatten)(c);
    if (!p) {
      why = "a corner lies behind its chart";
      return std::nullopt;
    }
    flat.push_back(*p);
  }
  std::vector<float> out(carrier.lps.size(), outside_mm);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto p = (*flatten)(carrier.lps[i]);
    if (!p) continue;
    out[i] = polygon_distance(flat, *p);
    if (facing) out[i] = std::max(out[i], 40 * (static_cast<float>(r.facing) - glm::dot(carrier.normals[i], *facing)));
  }
  return out;
}

SurfacePoint project(const Region &r, vec3 lps, const RegionPoints &points, const RegionCarrier &carrier) {
  const vec3 p = points.frame().world(lps);
  if (const auto d = view_direction(r.project)) return carrier.ground.along(p, points.frame().direction_world(*d));
  return carrier.ground.nearest(p);
}

std::optional<std::vector<float>> disc(const Region &r, const RegionPoints &points, const RegionCarrier &carrier,
                                       std::string &why) {
  const auto centre = points(r.at, why);
  if (!centre) return std::nullopt;
  const SurfacePoint s = project(r, *centre, points, carrier);
  std::vector<float> out = carrier.geodesic.distance(std::span(&s, 1), zone_reach);
  for (float &d : out) d -= static_cast<float>(r.radius_mm) * points.scale();
  return out;
}

std::optional<std::vector<float>> strip(const Region &r, const RegionPoints &points, const RegionCarrier &carrier,
                                        std::string &why) {
  const auto line = all_points(r.points, points, why);
  if (!line) return std::nullopt;
  if (line->size() < 2) {
    why = "a strip needs two points";
    return std::nullopt;
  }
  // Where the line's own points meet the surface, and the surface's way between them.
  std::vector<vec3> path;
  for (std::size_t k = 0; k + 1 < line->size(); ++k) {
    const vec3 a = (*line)[k], b = (*line)[k + 1];
    const int n = std::max(1, static_cast<int>(std::ceil(glm::distance(a, b) / 5)));
    for (int i = k == 0 ? 0 : 1; i <= n; ++i)
      path.push_back(carrier.ground.at(
          project(r, glm::mix(a, b, static_cast<float>(i) / static_cast<float>(n)), points, carrier)));
  }
  std::vector<SurfacePoint> sources;
  for (std::size_t k = 0; k + 1 < path.size(); ++k)
    for (int i = 0; i < 4; ++i)
      sources.push_back(carrier.ground.nearest(glm::mix(path[k], path[k + 1], static_cast<float>(i) / 4)));
  sources.push_back(carrier.ground.nearest(path.back()));
  std::vector<float> out = carrier.geodesic.distance(sources, zone_reach);
  for (float &d : out) d -= static_cast<float>(r.half_width_mm) * points.scale();
  if (!r.round_caps) {
    const auto cap = [&](vec3 end, vec3 before) {
      const vec3 e = points.frame().lps(end), t = glm::normalize(e - points.frame().lps(before));
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(out[i], glm::dot(carrier.lps[i] - e, t));
    };
    const std::size_t n = path.size(), step = std::min<std::size_t>(5, n - 1);
    cap(path[0], path[step]);
    cap(path[n - 1], path[n - 1 - step]);
  }
  return out;
}

std::optional<std::vector<float>> band(const Region &r, const Library &library, const RegionPoints &points,
                                       const RegionCarrier &carrier, std::string &why) {
  const auto axis = axis_of(r.segment, library, points, why), from = axis_of(r.from.segment, library, points, why);
  const auto to = axis_of(r.to.segment, library, points, why);
  if (!axis || !from || !to) return std::nullopt;
  const float low = static_cast<float>(r.sector_low) * degree, high = static_cast<float>(r.sector_high) * degree;
  const bool all_round = r.sector_high - r.sector_low >= 359.9;
  struct Line {
    vec2 a, n;
    vec3 u, v;
  };
  std::vector<Line> clips;
  for (const anatomy::RegionClip &c : r.clip) {
    const auto d = view_direction(c.view);
    const auto a = points(c.a, why), b = points(c.b, why), keep = points(c.keep, why);
    if (!d || !a || !b || !keep) return std::nullopt;
    const vec3 u = glm::normalize(glm::cross(std::abs(d->z) > 0.9F ? vec3(1, 0, 0) : vec3(0, 0, 1), *d)),
               v = glm::cross(*d, u);
    const auto flat = [&](vec3 p) { return vec2(glm::dot(p, u), glm::dot(p, v)); };
    const vec2 e = glm::normalize(flat(*b) - flat(*a));
    vec2 n(e.y, -e.x);
    if (glm::dot(flat(*keep) - flat(*a), n) > 0) n = -n; // positive on the side that goes
    clips.push_back({flat(*a), n, u, v});
  }
  std::vector<float> out(carrier.lps.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const vec3 p = carrier.lps[i];
    float d = std::max((static_cast<float>(r.from.fraction) - from->at(p).level) * from->length,
                       (to->at(p).level - static_cast<float>(r.to.fraction)) * to->length);
    if (!all_round) {
      const Axis::Place place = axis->at(p);
      const auto beyond = [&](float turn) { // distance past a half-plane through the axis, or to the axis
        return std::abs(turn) > glm::half_pi<float>() ? std::copysign(place.radius, turn)
                                                      : place.radius * std::sin(turn);
      };
      const float mid = 0.5F * (low + high), half = 0.5F * (high - low);
      const float turn = std::abs(std::remainder(place.angle - mid, 2 * glm::pi<float>()));
      d = std::max(d, beyond(turn - half));
    }
    for (const Line &c : clips) d = std::max(d, glm::dot(vec2(glm::dot(p, c.u), glm::dot(p, c.v)) - c.a, c.n));
    out[i] = d;
  }
  return out;
}

// On a deep surface: a polygon seen from its chart, all of a ball, or what lies near a band's line, straight through space.
std::optional<std::vector<float>> on_deep_surface(const Region &r, const Library &library, const RegionPoints &points,
                                       const RegionCarrier &carrier, std::string &why) {
  const auto line = all_points(r.points, points, why);
  if (!line) return std::nullopt;
  if (!r.chart.empty() || r.chart_direction) return polygon(r, library, points, carrier, why);
  if (r.half_width_mm <= 0) return std::vector<float>(carrier.lps.size(), -outside_mm); // a ball is all zone
  std::vector<float> out(carrier.lps.size(), outside_mm);
  for (std::size_t k = 0; k + 1 < line->size(); ++k) {
    const vec3 a = (*line)[k], d = (*line)[k + 1] - a;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const float t = glm::clamp(glm::dot(carrier.lps[i] - a, d) / glm::dot(d, d), 0.0F, 1.0F);
      out[i] = std::min(out[i], glm::distance(carrier.lps[i], a + t * d) -
                                    static_cast<float>(r.half_width_mm) * points.scale());
    }
  }
  return out;
}

} // namespace

float polygon_distance(std::span<const vec2> c, vec2 p) {
  float best = 1e30F;
  bool inside = false;
  for (std::size_t i = 0, j = c.size() - 1; i < c.size(); j = i++) {
    const vec2 e = c[j] - c[i], w = p - c[i];
    const float n = glm::dot(e, e);
    const vec2 b = w - e * (n > 0 ? glm::clamp(glm::dot(w, e) / n, 0.0F, 1.0F) : 0.0F);
    best = std::min(best, glm::dot(b, b));
    if ((c[i].y > p.y) != (c[j].y > p.y) && p.x < (c[j].x - c[i].x) * (p.y - c[i].y) / (c[j].y - c[i].y) + c[i].x)
      inside = !inside;
  }
  return (inside ? -1.0F : 1.0F) * std::sqrt(best);
}

std::optional<std::vector<float>> region_shape(const Region &r, const Library &library, const RegionPoints &points,
                                               const RegionCarrier &carrier, std::string &why) {
  if (r.kind == "polygon") return polygon(r, library, points, carrier, why);
  if (r.kind == "disc") return disc(r, points, carrier, why);
  if (r.kind == "strip") return strip(r, points, carrier, why);
  if (r.kind == "band") return band(r, library, points, carrier, why);
  if (r.kind == "deep") return on_deep_surface(r, library, points, carrier, why);
  why = "unknown kind " + r.kind;
  return std::nullopt;
}

} // namespace myo::assemble
