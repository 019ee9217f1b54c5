#include "frame/badges.h"

#include <algorithm>
#include <limits>

namespace myo::frame {
namespace {

// In radii of a letter.
constexpr float merge_within = 2.6F;           // letters of one role
constexpr float apart = 2.45F;                 // letters of two roles: rim to rim
constexpr float beside_cross = 2.3F;
constexpr float strays = 3.2F;                 // from its attachment, at the most
constexpr float unreadable = 1.9F;             // still this close to a larger one: left out

struct Cluster { vec2 middle{0}; float weight = 0; std::vector<Anchor> anchors; };

// The two nearest clusters join until none are within reach; the middle is weighed by area.
std::vector<Cluster> merged(std::vector<Cluster> clusters, float reach) {
  for (;;) {
    float least = reach;
    std::size_t first = 0, second = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i)
      for (std::size_t j = i + 1; j < clusters.size(); ++j)
        if (const float d = glm::distance(clusters[i].middle, clusters[j].middle); d < least) least = d, first = i, second = j;
    if (second == 0) return clusters;
    Cluster &a = clusters[first], &b = clusters[second];
    a.middle = (a.middle * a.weight + b.middle * b.weight) / (a.weight + b.weight);
    a.weight += b.weight;
    a.anchors.insert(a.anchors.end(), b.anchors.begin(), b.anchors.end());
    clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(second));
  }
}

// The attachment of the cluster that lies nearest to its middle: a letter stands on one, not between them.
vec2 seat(const Cluster &cluster) {
  return std::ranges::min_element(cluster.anchors, {}, [&](const Anchor &a) { return glm::distance(a.at_px, cluster.middle); })->at_px;
}

struct Placed { Badge badge; float weight; };

std::vector<Placed> of_role(std::span<const Anchor> anchors, bool origin, float radius) {
  std::vector<Cluster> clusters;
  const Anchor *behind = nullptr;
  for (const Anchor &a : anchors) {
    if (a.origin != origin) continue;
    if (a.seen) clusters.push_back({a.at_px, std::max(a.weight, 1e-3F), {a}});
    else if (behind == nullptr || a.weight > behind->weight) behind = &a;
  }
  std::vector<Placed> out;
  for (const Cluster &c : merged(std::move(clusters), merge_within * radius)) out.push_back({{seat(c), seat(c), origin, false}, c.weight});
  if (out.empty() && behind != nullptr) out.push_back({{behind->at_px, behind->at_px, origin, true}, behind->weight});
  return out;
}

// Away from `from`, or upwards where both are in one place.
vec2 away(vec2 at, vec2 from) {
  const vec2 d = at - from;
  const float length = glm::length(d);
  return length > 1e-3F ? d / length : vec2{0, -1};
}

} // namespace

std::vector<Badge> place_badges(std::span<const Anchor> anchors, std::span<const vec2> crosses, float radius, vec2 size) {
  std::vector<Placed> placed = of_role(anchors, true, radius);
  for (Placed &p : of_role(anchors, false, radius)) placed.push_back(std::move(p));
  std::ranges::stable_sort(placed, std::greater{}, &Placed::weight);

  const float rim = 1.4F * radius;
  for (int step = 0; step < 60; ++step) {
    bool moved = false;
    for (Placed &p : placed) {
      vec2 &at = p.badge.at_px;
      const vec2 before = at;
      for (const vec2 cross : crosses)
        if (const float d = glm::distance(at, cross); d < beside_cross * radius) at += (beside_cross * radius - d) * away(at, cross);
      for (Placed &other : placed) {
        if (&other == &p) continue;
        const float d = glm::distance(at, other.badge.at_px), overlap = apart * radius - d;
        if (overlap <= 0) continue;
        const vec2 push = 0.5F * overlap * away(at, other.badge.at_px);
        at += push, other.badge.at_px -= push;
      }
      const vec2 off = at - p.badge.anchor_px;
      if (const float d = glm::length(off); d > strays * radius) at = p.badge.anchor_px + off * (strays * radius / d);
      moved |= glm::distance(before, at) > 0.05F;
    }
    if (!moved) break;
  }

  std::vector<Badge> out;
  for (const Placed &p : placed) {
    const vec2 at = p.badge.at_px;
    if (glm::any(glm::lessThan(at, vec2{rim})) || glm::any(glm::greaterThan(at, size - rim))) continue;
    const bool lost = std::ranges::any_of(out, [&](const Badge &b) { return glm::distance(b.at_px, at) < unreadable * radius; }) ||
                      std::ranges::any_of(crosses, [&](vec2 c) { return glm::distance(c, at) < unreadable * radius; });
    if (!lost) out.push_back(p.badge);
  }
  return out;
}

} // namespace myo::frame
