#include "heat/skin_walk.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace myo::heat {
namespace {

// When a round front that passed a after `ta` and b after `tb` comes to c (metres): its middle is found in the triangle's
// plane, beyond the edge a-b. Along the edges where c does not lie ahead of the front.
float round_arrival(vec3 a, float ta, vec3 b, float tb, vec3 c) {
  const float legs = std::min(ta + glm::distance(a, c), tb + glm::distance(b, c));
  const vec3 edge = b - a;
  const float n = glm::length(edge);
  if (!(n > 0)) return legs;
  const vec3 x = edge / n, up = c - a - glm::dot(c - a, x) * x;
  const float height = glm::length(up), along = glm::dot(c - a, x);
  const float middle = 0.5F * (n + (ta * ta - tb * tb) / n), depth_squared = ta * ta - middle * middle;
  if (!(height > 0) || depth_squared < 0) return legs;
  const float depth = std::sqrt(depth_squared);
  const float crossing = middle + (along - middle) * depth / (depth + height); // where the way meets the edge
  if (crossing < 0 || crossing > n) return legs;
  return std::min(legs, glm::length(vec2(along - middle, height + depth)));
}

} // namespace

SkinWalk::SkinWalk(const format::Mesh &skin) {
  weld(skin);
  join();
  measure();
  metres_.assign(points_.size(), 0);
  walk_.assign(points_.size(), 0), settled_.assign(points_.size(), 0);
}

void SkinWalk::weld(const format::Mesh &skin) {
  std::vector<std::uint32_t> order(skin.positions.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto at = [&](std::uint32_t v) { const vec3 p = skin.positions[v]; return std::tuple(p.x, p.y, p.z, v); };
  std::ranges::sort(order, {}, at);
  place_of_.resize(order.size());
  for (std::size_t n = 0; n < order.size(); ++n) {
    if (n == 0 || skin.positions[order[n]] != skin.positions[order[n - 1]]) points_.push_back(skin.positions[order[n]]);
    place_of_[order[n]] = static_cast<std::uint32_t>(points_.size() - 1);
  }
  normals_.assign(points_.size(), vec3(0));
  for (std::size_t v = 0; v < skin.normals.size(); ++v) normals_[place_of_[v]] += skin.normals[v];
  for (vec3 &n : normals_)
    if (glm::length(n) > 0) n = glm::normalize(n);
  for (const std::uint32_t v : skin.indices) corners_.push_back(place_of_[v]);
  corners_.resize(corners_.size() / 3 * 3);
}

void SkinWalk::join() {
  first_.assign(points_.size() + 1, 0);
  for (const std::uint32_t place : corners_) ++first_[place + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  triangles_.resize(corners_.size());
  std::vector<std::uint32_t> fill(first_.begin(), first_.end() - 1);
  for (std::uint32_t c = 0; c < corners_.size(); ++c) triangles_[fill[corners_[c]]++] = c / 3;
}

void SkinWalk::measure() {
  area_cm2_.assign(points_.size(), 0), spacing_mm_.assign(points_.size(), 1);
  for (std::size_t t = 0; t < corners_.size(); t += 3) {
    const vec3 a = points_[corners_[t]], b = points_[corners_[t + 1]], c = points_[corners_[t + 2]];
    triangle_cm2_.push_back(0.5e4F * glm::length(glm::cross(b - a, c - a)));
    for (std::size_t k = 0; k < 3; ++k) area_cm2_[corners_[t + k]] += triangle_cm2_.back() / 3;
  }
  // As of a mesh of equal triangles.
  for (std::size_t p = 0; p < points_.size(); ++p) spacing_mm_[p] = std::max(0.1F, 10 * std::sqrt(area_cm2_[p] * 2 / std::sqrt(3.0F)));
}

std::uint32_t SkinWalk::nearest(vec3 at) const {
  std::uint32_t best = 0;
  float least = 1e30F;
  for (std::uint32_t p = 0; p < points_.size(); ++p) {
    const vec3 way = points_[p] - at;
    if (const float d = glm::dot(way, way); d < least && first_[p] != first_[p + 1]) least = d, best = p;
  }
  return best;
}

// What lies around the touch starts with its straight distance: so near, marching is worse.
void SkinWalk::begin(vec3 at, std::uint32_t middle, Front &front) {
  const vec3 normal = normals_[middle];
  vec3 touch = at - glm::dot(at - points_[middle], normal) * normal;
  if (glm::distance(touch, points_[middle]) > 2 * spacing_mm_[middle] * millimetre) touch = points_[middle]; // beside the skin
  for (std::uint32_t k = first_[middle]; k < first_[middle + 1]; ++k)
    for (std::size_t c = 0; c < 3; ++c) {
      const std::uint32_t place = corners_[3 * std::size_t{triangles_[k]} + c];
      offer(place, glm::distance(points_[place], touch), front);
    }
}

void SkinWalk::offer(std::uint32_t place, float metres, Front &front) {
  if (metres >= known(place)) return;
  metres_[place] = metres, walk_[place] = this_walk_;
  front.push({metres, place});
}

// The front has come to a place: its triangles carry it on.
void SkinWalk::pass(std::uint32_t place, Front &front) {
  settled_[place] = this_walk_;
  for (std::uint32_t k = first_[place]; k < first_[place + 1]; ++k) {
    const std::size_t t = 3 * std::size_t{triangles_[k]};
    const std::size_t own = corners_[t] == place ? 0 : corners_[t + 1] == place ? 1 : 2;
    const std::uint32_t b = corners_[t + (own + 1) % 3], c = corners_[t + (own + 2) % 3];
    for (const auto &[ahead, beside] : {std::pair(b, c), std::pair(c, b)}) {
      if (settled_[ahead] == this_walk_) continue;
      const bool both = settled_[beside] == this_walk_;
      offer(ahead, both ? round_arrival(points_[place], metres_[place], points_[beside], metres_[beside], points_[ahead])
                        : metres_[place] + glm::distance(points_[place], points_[ahead]), front);
    }
  }
}

SkinWalk::Ring SkinWalk::around(vec3 at, float reach_mm) {
  Ring ring;
  ring.middle = nearest(at);
  ++this_walk_;
  Front front;
  begin(at, ring.middle, front);
  while (!front.empty()) {
    const Step step = front.top();
    front.pop();
    if (settled_[step.place] == this_walk_) continue;
    if (step.metres > reach_mm * millimetre) break;
    ring.places.push_back({step.place, step.metres / millimetre});
    pass(step.place, front);
  }
  return ring;
}

} // namespace myo::heat
