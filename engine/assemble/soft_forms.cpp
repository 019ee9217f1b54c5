#include "assemble/soft_forms.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

using FormKind = anatomy::SurfaceForm::Kind;

// Soft maximum of what cuts: the opposite of a union of opposites.
float soft_max(float a, float b, float k) {
  return -melt(-a, -b, k);
}

// Catmull-Rom with the ends doubled.
vec3 curve_at(const std::vector<vec3> &p, std::size_t i, float t) {
  const vec3 a = p[i > 0 ? i - 1 : 0], b = p[i], c = p[i + 1], d = p[std::min(i + 2, p.size() - 1)];
  return 0.5F * (2.0F * b + t * (c - a + t * (2.0F * a - 5.0F * b + 4.0F * c - d + t * (3.0F * (b - c) + d - a))));
}

} // namespace

mat3 turned(vec3 degrees) {
  const vec3 r = degrees * degree;
  return mat3(glm::rotate(mat4(1), r.z, vec3(0, 0, 1)) * glm::rotate(mat4(1), r.y, vec3(0, 1, 0)) *
              glm::rotate(mat4(1), r.x, vec3(1, 0, 0)));
}

float melt(float a, float b, float k) {
  if (k <= 0) return std::min(a, b);
  const float h = std::max(k - std::abs(a - b), 0.0F) / k;
  return std::min(a, b) - h * h * h * k / 6;
}

SoftForm::SoftForm(const anatomy::SurfaceForm &form, const std::vector<vec3> &points, float scale, const mat3 &turn)
    : kind_(form.kind), cut_(form.cut), blend_(form.blend_mm * scale) {
  float reach = 10 + blend_; // the field should be true for some way around, so that nothing of it is overlooked
  switch (kind_) {
  case FormKind::ball: {
    centre_ = points[0];
    const auto &r = form.radii_mm;
    radii_ = scale * (r.size() == 3 ? vec3(r[0], r[1], r[2]) : vec3(r[0]));
    axes_ = turn;
    if (points.size() == 2 && glm::distance(points[0], points[1]) > 0) {
      axes_[2] = glm::normalize(points[1] - points[0]);
      axes_[0] = glm::normalize(turn[0] - glm::dot(turn[0], axes_[2]) * axes_[2]);
      axes_[1] = glm::cross(axes_[2], axes_[0]);
    }
    axes_ = axes_ * turned(form.turn_deg);
    const float most = std::max({radii_.x, radii_.y, radii_.z}) + reach;
    bounds_.add(centre_ - most), bounds_.add(centre_ + most);
    break;
  }
  case FormKind::tube:
    flat_ = form.flat;
    if (flat_ != 1) flat_along_ = glm::normalize(turn * form.flat_along);
    make_curve(points, form.radii_mm, scale);
    break;
  case FormKind::relief:
    height_ = form.height_mm * scale;
    width_ = form.width_mm * scale;
    if (form.seen_from) seen_from_ = glm::normalize(turn * *form.seen_from);
    make_curve(points, {form.width_mm}, scale);
    reach_ = form.reach_mm * scale;
    reach = 1 + reach_;
    break;
  case FormKind::eye: {
    centre_ = points[0];
    axes_[0] = points[2] - points[1];
    axes_[1] = turn * vec3(0, -1, 0);
    axes_[0] = glm::normalize(axes_[0] - glm::dot(axes_[0], axes_[1]) * axes_[1]);
    axes_[2] = turn * vec3(0, 0, 1);
    axes_[2] = glm::normalize(axes_[2] - glm::dot(axes_[2], axes_[0]) * axes_[0]);
    for (int k = 0; k < 2; ++k) {
      const vec3 d = points[static_cast<std::size_t>(k) + 1] - centre_;
      corners_[k] = glm::dot(d, axes_[0]), corners_up_[k] = glm::dot(d, axes_[2]);
    }
    globe_ = form.globe_mm * scale, lid_ = form.lid_mm * scale;
    upper_ = form.upper_mm * scale, lower_ = form.lower_mm * scale;
    bounds_.add(centre_ - (globe_ + lid_ + reach)), bounds_.add(centre_ + (globe_ + lid_ + reach));
    break;
  }
  }
  for (const Segment &s : curve_)
    for (const auto &[p, r] : {std::pair{s.a, s.ra}, std::pair{s.b, s.rb}})
      bounds_.add(p - (r + reach)), bounds_.add(p + (r + reach));
}

void SoftForm::make_curve(const std::vector<vec3> &points, const std::vector<float> &radii, float scale) {
  const auto radius = [&](std::size_t i) { return scale * radii[radii.size() == 1 ? 0 : i]; };
  if (points.size() == 1) curve_.push_back({points[0], points[0], radius(0), radius(0)});
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const int pieces = points.size() == 2 ? 1 : std::clamp(static_cast<int>(glm::distance(points[i], points[i + 1]) / 2), 2, 6);
    vec3 before = points[i];
    float before_r = radius(i);
    for (int k = 1; k <= pieces; ++k) {
      const float t = static_cast<float>(k) / static_cast<float>(pieces);
      const vec3 p = curve_at(points, i, t);
      const float r = glm::mix(radius(i), radius(i + 1), t * t * (3 - 2 * t));
      curve_.push_back({before, p, before_r, r});
      before = p, before_r = r;
    }
  }
}

float SoftForm::operator()(vec3 p, float field) const {
  switch (kind_) {
  case FormKind::relief: return field - relief(p);
  case FormKind::eye: {
    const float lidded = melt(field, lids(p), blend_);
    return std::min(lidded, glm::distance(p, centre_) - globe_);
  }
  case FormKind::ball:
  case FormKind::tube: {
    const float d = kind_ == FormKind::ball ? ball(p) : tube(p);
    return cut_ ? soft_max(field, -d, blend_) : melt(field, d, blend_);
  }
  }
  return field;
}

float SoftForm::beyond(vec3 p) const {
  switch (kind_) {
  case FormKind::ball: return std::max(ball(p), 0.0F);
  case FormKind::tube: return std::max(tube(p), 0.0F);
  case FormKind::relief: return std::max(std::sqrt(from_line(p)) - width_, 0.0F);
  case FormKind::eye: return std::max(glm::distance(p, centre_) - globe_ - lid_, 0.0F);
  }
  return 0;
}

std::vector<vec3> SoftForm::samples(float spacing) const {
  std::vector<vec3> out;
  const auto add_ball = [&](vec3 centre, const mat3 &axes, vec3 radii) { // a spiral of even steps
    const float r = std::max({radii.x, radii.y, radii.z});
    const int n = static_cast<int>(4 * glm::pi<float>() * r * r / (spacing * spacing)) + 8;
    for (int i = 0; i < n; ++i) {
      const float z = 1 - (2 * static_cast<float>(i) + 1) / static_cast<float>(n), a = 2.39996F * static_cast<float>(i);
      const float c = std::sqrt(std::max(0.0F, 1 - z * z));
      out.push_back(centre + axes * (radii * vec3(c * std::cos(a), c * std::sin(a), z)));
    }
  };
  if (kind_ == FormKind::ball) add_ball(centre_, axes_, radii_);
  for (const Segment &s : curve_) {
    const int steps = std::max(1, static_cast<int>(glm::distance(s.a, s.b) / (0.4F * std::min(s.ra, s.rb))));
    for (int k = 0; k <= steps; ++k) {
      const float t = static_cast<float>(k) / static_cast<float>(steps);
      add_ball(glm::mix(s.a, s.b, t), mat3(1), vec3(glm::mix(s.ra, s.rb, t)));
    }
  }
  return out;
}

float SoftForm::ball(vec3 p) const { // first-order distance to an ellipsoid
  const vec3 q = glm::transpose(axes_) * (p - centre_) / radii_;
  const float k = glm::length(q), g = glm::length(q / radii_);
  return g > 1e-6F ? k * (k - 1) / g : -std::min({radii_.x, radii_.y, radii_.z});
}

float SoftForm::tube(vec3 p) const {
  const auto stretch = [&](vec3 v) { return v + (1 / flat_ - 1) * glm::dot(v, flat_along_) * flat_along_; };
  const bool flat = flat_ != 1;
  float best = 1e30F;
  for (const Segment &s : curve_) {
    const vec3 d = s.b - s.a;
    const float n = glm::dot(d, d);
    const float t = n > 0 ? glm::clamp(glm::dot(p - s.a, d) / n, 0.0F, 1.0F) : 0.0F;
    vec3 away = p - (s.a + t * d);
    const float r = glm::mix(s.ra, s.rb, t);
    float distance = glm::length(away) - r;
    if (flat) {
      away = stretch(away);
      const float length = glm::length(away);
      distance = (length - r) / std::max(glm::length(stretch(away)) / std::max(length, 1e-6F), 1.0F);
    }
    best = std::min(best, distance);
  }
  return best;
}

float SoftForm::relief(vec3 p) const {
  const float k = 1 - from_line(p) / (width_ * width_);
  return k > 0 ? height_ * k * k : 0;
}

float SoftForm::from_line(vec3 p) const {
  float best = 1e30F;
  for (const Segment &s : curve_) {
    vec3 d = s.b - s.a, a = p - s.a;
    if (std::abs(glm::dot(a - 0.5F * d, seen_from_)) > reach_) continue; // 0 when it is measured in space
    d -= glm::dot(d, seen_from_) * seen_from_;
    a -= glm::dot(a, seen_from_) * seen_from_;
    const float n = glm::dot(d, d);
    const float t = n > 0 ? glm::clamp(glm::dot(a, d) / n, 0.0F, 1.0F) : 0.0F;
    const vec3 away = a - t * d;
    best = std::min(best, glm::dot(away, away));
  }
  return best;
}

// A shell over the globe that parts along an almond: both margins are arches between the corners, the upper one highest
// towards the nose, the lower one lowest towards the temple.
float SoftForm::lids(vec3 p) const {
  const vec3 q = glm::transpose(axes_) * (p - centre_);
  const float half = 0.5F * (corners_[1] - corners_[0]);
  const float s = (q.x - 0.5F * (corners_[0] + corners_[1])) / half; // -1 at the inner, 1 at the outer corner
  const float line = glm::mix(corners_up_[0], corners_up_[1], 0.5F * (s + 1));
  const auto arch = [](float x, float lean) {
    const float y = x + lean * (1 - x * x);
    return 1 - y * y;
  };
  const float up = q.z - line - upper_ * arch(s, 0.12F), down = line - lower_ * arch(s, -0.15F) - q.z;
  const float opening = q.y > 0 ? 0.75F * std::max(up, down) : 1e3F; // negative within the almond
  const float shell = glm::length(q) - globe_ - lid_;
  return soft_max(shell, -opening, 0.5F * lid_);
}

} // namespace myo::assemble
