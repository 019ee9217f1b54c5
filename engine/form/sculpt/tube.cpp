#include "form/sculpt/solid.h"
#include "form/sculpt/spline.h"
#include "form/sculpt/superellipse.h"

#include <algorithm>
#include <vector>

namespace myo::form::sculpt {
namespace {

constexpr std::size_t most_nodes = 320, group = 8;

struct Node {
  vec3 at, along, wide, thin;
  float wide_front, wide_back, thin_front, thin_back;
  float run; // length from the start
};

Node mix(const Node &a, const Node &b, float t) {
  Node n = a;
  n.at = glm::mix(a.at, b.at, t);
  n.along = glm::mix(a.along, b.along, t);
  if (glm::dot(a.wide, b.wide) > 0) { // a ring's two ends may meet turned over
    n.wide = glm::mix(a.wide, b.wide, t);
    n.thin = glm::mix(a.thin, b.thin, t);
  }
  n.wide_front = glm::mix(a.wide_front, b.wide_front, t);
  n.wide_back = glm::mix(a.wide_back, b.wide_back, t);
  n.thin_front = glm::mix(a.thin_front, b.thin_front, t);
  n.thin_back = glm::mix(a.thin_back, b.thin_back, t);
  n.run = glm::mix(a.run, b.run, t);
  return n;
}

class Tube final : public Solid {
public:
  explicit Tube(const anatomy::TubeForm &form) : form_(form) {
    const Spline line(form.points, form.closed);
    const auto places = line.places(place_step_mm, most_nodes);
    for (const SplinePlace &place : places) {
      Node n{};
      n.at = line.at(place);
      n.wide_front = line.value(form.wide, place);
      n.thin_front = line.value(form.thin, place);
      n.wide_back = form.wide_back.empty() ? n.wide_front : line.value(form.wide_back, place);
      n.thin_back = form.thin_back.empty() ? n.thin_front : line.value(form.thin_back, place);
      nodes_.push_back(n);
    }
    if (form.closed) nodes_.push_back(nodes_.front());
    orient(line, places);
    shift(line, places);
    gather();
  }

  float distance(vec3 p) const override {
    std::size_t best = 0;
    float best_share = 0, best_square = 1e30F;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const float reach = glm::distance(p, groups_[g].centre) - groups_[g].radius;
      if (reach > 0 && reach * reach >= best_square) continue;
      for (std::size_t i = g * group; i < std::min(nodes_.size() - 1, (g + 1) * group); ++i) {
        const vec3 a = nodes_[i].at, ab = nodes_[i + 1].at - a;
        const float t = glm::clamp(glm::dot(p - a, ab) / std::max(1e-9F, glm::dot(ab, ab)), 0.0F, 1.0F);
        const vec3 off = p - a - t * ab;
        if (const float square = glm::dot(off, off); square < best_square) best_square = square, best = i, best_share = t;
      }
    }
    return at_node(p, mix(nodes_[best], nodes_[best + 1], best_share));
  }

  Bounds bounds() const override { return bounds_; }

private:
  struct Ball { vec3 centre; float radius; };

  void orient(const Spline &line, const std::vector<SplinePlace> &places) {
    const std::size_t n = nodes_.size();
    vec3 last(0);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t before = i > 0 ? i - 1 : (form_.closed ? n - 2 : 0);
      const std::size_t after = i + 1 < n ? i + 1 : (form_.closed ? 1 : n - 1);
      Node &node = nodes_[i];
      const vec3 along = nodes_[after].at - nodes_[before].at;
      node.along = glm::length(along) > 1e-6F ? glm::normalize(along) : vec3(0, 0, 1);
      const vec3 wide = wide_axis(node.along, last, i == 0);
      last = wide;
      vec3 thin = glm::cross(node.along, wide);
      // Thin's front side is the same whichever way the line was written: the posterior one, else the superior one.
      const vec3 front = std::abs(thin.y) > std::abs(thin.z) ? vec3(0, 1, 0) : vec3(0, 0, 1);
      if (i == 0) turn_ = glm::dot(thin, front) < 0 ? -1.0F : 1.0F;
      thin *= turn_;
      const float twist = glm::radians(line.value(form_.twist_deg, places[std::min(i, places.size() - 1)]));
      node.wide = std::cos(twist) * wide + std::sin(twist) * thin;
      node.thin = -std::sin(twist) * wide + std::cos(twist) * thin;
      node.run = i > 0 ? nodes_[i - 1].run + glm::distance(nodes_[i - 1].at, node.at) : 0;
    }
  }

  void shift(const Spline &line, const std::vector<SplinePlace> &places) {
    if (form_.shift_wide.empty() && form_.shift_thin.empty()) return;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const SplinePlace &place = places[std::min(i, places.size() - 1)];
      Node &node = nodes_[i];
      node.at += line.value(form_.shift_wide, place) * node.wide + line.value(form_.shift_thin, place) * node.thin;
      node.run = i > 0 ? nodes_[i - 1].run + glm::distance(nodes_[i - 1].at, node.at) : 0;
    }
  }

  // Towards the wished direction, and never turned over: where the line runs along that direction, the section keeps the
  // way it had.
  [[nodiscard]] vec3 wide_axis(vec3 along, vec3 last, bool first) const {
    constexpr float sure = 0.35F; // sine of the angle between line and wish from which the wish alone counts
    const vec3 wish = glm::normalize(form_.wide_dir);
    vec3 aimed = wish - glm::dot(wish, along) * along;
    const float sine = glm::length(aimed);
    if (first) {
      if (sine > 1e-3F) return aimed / sine;
      return glm::normalize(glm::cross(along, std::abs(along.x) < 0.8F ? vec3(1, 0, 0) : vec3(0, 1, 0)));
    }
    const vec3 carried = glm::normalize(last - glm::dot(last, along) * along);
    if (glm::dot(aimed, carried) < 0) aimed = -aimed;
    return sine >= sure ? aimed / sine : glm::normalize(glm::mix(carried, aimed / std::max(sine, 1e-3F), sine / sure));
  }

  void gather() {
    // A boxy section reaches farther over its corners, a three-cornered one over its apices.
    const float corner = form_.corner > 2 ? std::pow(2.0F, 0.5F - 1 / static_cast<float>(form_.corner)) : 1.0F;
    const float reach = corner * (1.05F + static_cast<float>(form_.triangle)) * std::max(1.0F, static_cast<float>(form_.cap));
    for (const Node &n : nodes_) {
      const float r = std::max(std::max(n.wide_front, n.wide_back), std::max(n.thin_front, n.thin_back)) * reach;
      bounds_.add(n.at - vec3(r)), bounds_.add(n.at + vec3(r));
    }
    for (std::size_t i = 0; i + 1 < nodes_.size(); i += group) {
      Bounds box;
      for (std::size_t k = i; k <= std::min(nodes_.size() - 1, i + group); ++k) box.add(nodes_[k].at);
      groups_.push_back({box.centre(), 0.5F * glm::length(box.size())});
    }
  }

  [[nodiscard]] float at_node(vec3 p, const Node &n) const {
    const vec3 q = p - n.at;
    const float a = glm::dot(q, n.wide), b = glm::dot(q, n.thin);
    vec3 radii(a >= 0 ? n.wide_front : n.wide_back, b >= 0 ? n.thin_front : n.thin_back, 0);
    if (form_.triangle > 0) {
      const float angle = std::atan2(b / radii.y, a / radii.x) - static_cast<float>(form_.apex_deg) * degree;
      radii *= 1 + static_cast<float>(form_.triangle) * std::cos(3 * angle);
    }
    vec3 local(a, b, 0);
    const float thinnest = std::min(radii.x, radii.y);
    if (!form_.closed && form_.cap > 0) {
      const float length = nodes_.back().run;
      const float beyond = n.run <= 0 ? -glm::dot(q, n.along) : n.run >= length ? glm::dot(q, n.along) : 0;
      if (beyond > 0) local.z = beyond, radii.z = std::max(0.2F, static_cast<float>(form_.cap) * thinnest);
    }
    float d = superellipse_distance(local, radii, static_cast<float>(form_.corner));
    if (!form_.closed && form_.cap <= 0) d = trim(p, n, d, std::max(radii.x, radii.y));
    return d;
  }

  // Flat ends: an end's plane counts only near that end, for the line may come back past it.
  [[nodiscard]] float trim(vec3 p, const Node &n, float d, float reach) const {
    const float k = 2 * static_cast<float>(form_.edge);
    const auto cut = [&](const Node &end, float sign) {
      const float plane = sign * glm::dot(p - end.at, end.along);
      const float h = k > 0 ? std::max(k - std::abs(d - plane), 0.0F) / k : 0;
      d = std::max(d, plane) + 0.25F * k * h * h;
    };
    if (n.run < 1.5F * reach) cut(nodes_.front(), -1);
    if (nodes_.back().run - n.run < 1.5F * reach) cut(nodes_.back(), 1);
    return d;
  }

  anatomy::TubeForm form_;
  std::vector<Node> nodes_;
  std::vector<Ball> groups_;
  Bounds bounds_;
  float turn_ = 1;
};

} // namespace

SolidPtr make_tube(const anatomy::TubeForm &form) { return std::make_unique<Tube>(form); }

} // namespace myo::form::sculpt
