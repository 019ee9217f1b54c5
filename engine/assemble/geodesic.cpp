#include "assemble/geodesic.h"

#include "assemble/skin.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <queue>

namespace myo::assemble {
namespace {

constexpr std::uint32_t nowhere = 0xFFFFFFFFU;

std::uint32_t next(std::uint32_t corner) {
  return corner % 3 == 2 ? corner - 2 : corner + 1;
}
std::uint32_t previous(std::uint32_t corner) {
  return corner % 3 == 0 ? corner + 2 : corner - 1;
}

// Arrival at the origin of a straight front that passes a at ta and b at tb; the legs alone when it comes from outside
// the corner (Bronstein et al. 2008, "Numerical geometry of non-rigid shapes", 4.3).
float arrive(vec2 a, float ta, vec2 b, float tb) {
  const float legs = std::min(ta + glm::length(a), tb + glm::length(b));
  const double aa = glm::dot(a, a), bb = glm::dot(b, b), ab = glm::dot(a, b), det = aa * bb - ab * ab;
  if (det <= 1e-12 * aa * bb) return legs;
  const double q00 = bb / det, q01 = -ab / det, q11 = aa / det;
  const double base = std::min(ta, tb), u = ta - base, v = tb - base;
  const double A = q00 + 2 * q01 + q11, B = (q00 + q01) * u + (q01 + q11) * v;
  const double C = q00 * u * u + 2 * q01 * u * v + q11 * v * v - 1;
  const double disc = B * B - A * C;
  if (disc < 0) return legs;
  const double t = (B + std::sqrt(disc)) / A;
  const double wa = q00 * (t - u) + q01 * (t - v), wb = q01 * (t - u) + q11 * (t - v);
  if (wa < 0 || wb < 0) return legs;
  return std::min(legs, static_cast<float>(t + base));
}

// The same for a round front: its centre lies beyond the edge a-b, ta from a and tb from b (after Novotni and Klein
// 2002).
float arrive_round(vec2 a, float ta, vec2 b, float tb) {
  const float legs = std::min(ta + glm::length(a), tb + glm::length(b));
  const vec2 e = b - a;
  const float n = glm::length(e);
  if (n <= 0) return legs;
  const float x = 0.5F * (n + (ta * ta - tb * tb) / n), h = ta * ta - x * x;
  if (h < 0) return arrive(a, ta, b, tb);
  vec2 away(e.y / n, -e.x / n);
  if (glm::dot(away, a) < 0) away = -away; // the centre and the corner lie on different sides of the edge
  const vec2 centre = a + x / n * e + std::sqrt(h) * away;
  const float sa = a.x * centre.y - a.y * centre.x, sb = centre.x * b.y - centre.y * b.x, all = a.x * b.y - a.y * b.x;
  if (sa * all < 0 || sb * all < 0) return legs;
  return std::min(legs, glm::length(centre));
}

float to_segment(vec3 p, vec3 a, vec3 b) {
  const vec3 d = b - a;
  const float n = glm::dot(d, d);
  const float t = n > 0 ? std::clamp(glm::dot(p - a, d) / n, 0.0F, 1.0F) : 0.0F;
  return glm::distance(p, a + t * d);
}

} // namespace

Geodesic::Geodesic(std::span<const vec3> positions, std::span<const std::uint32_t> indices) {
  const std::vector<std::uint32_t> weld = weld_map({positions.begin(), positions.end()});
  weld_.resize(positions.size());
  for (std::uint32_t i = 0; i < positions.size(); ++i) {
    if (weld[i] == i) {
      weld_[i] = static_cast<std::uint32_t>(points_.size());
      points_.push_back(positions[i]);
      first_of_.push_back(i);
    } else {
      weld_[i] = weld_[weld[i]];
    }
  }
  for (const std::uint32_t i : indices) corners_.push_back(weld_[i]);
  ring_first_.assign(points_.size() + 1, 0);
  for (const std::uint32_t v : corners_) ++ring_first_[v + 1];
  for (std::size_t v = 0; v < points_.size(); ++v) ring_first_[v + 1] += ring_first_[v];
  ring_.resize(corners_.size());
  std::vector<std::uint32_t> fill(ring_first_.begin(), ring_first_.end() - 1);
  for (std::uint32_t c = 0; c < corners_.size(); ++c) ring_[fill[corners_[c]]++] = c;

  // The corner that looks at the same edge from the other side, for each corner.
  std::vector<std::uint32_t> across(corners_.size(), nowhere);
  for (std::uint32_t c = 0; c < corners_.size(); ++c) {
    const std::uint32_t a = corners_[next(c)], b = corners_[previous(c)];
    for (std::uint32_t k = ring_first_[b]; k < ring_first_[b + 1]; ++k)
      if (corners_[next(ring_[k])] == a) {
        across[c] = previous(ring_[k]);
        break;
      }
  }
  unfold(across);
  split_first_.assign(points_.size() + 1, 0);
  for (const Unfolded &u : unfolded_)
    if (u.vertex != nowhere) ++split_first_[u.vertex + 1];
  for (std::size_t v = 0; v < points_.size(); ++v) split_first_[v + 1] += split_first_[v];
  split_.resize(split_first_.back());
  fill.assign(split_first_.begin(), split_first_.end() - 1);
  for (std::uint32_t c = 0; c < unfolded_.size(); ++c)
    if (unfolded_[c].vertex != nowhere) split_[fill[unfolded_[c].vertex]++] = c;
}

void Geodesic::unfold(const std::vector<std::uint32_t> &across) {
  unfolded_.resize(corners_.size());
  for (std::uint32_t c = 0; c < corners_.size(); ++c) {
    const vec3 o = points_[corners_[c]], a = points_[corners_[next(c)]] - o, b = points_[corners_[previous(c)]] - o;
    if (glm::dot(a, b) >= 0) continue;
    const float la = glm::length(a), x = glm::dot(a, b) / la;
    vec2 pa(la, 0), pb(x, std::sqrt(std::max(0.0F, glm::dot(b, b) - x * x)));
    const vec2 leg_a = pa, leg_b = pb;
    std::uint32_t edge = c; // the edge opposite this corner separates the strip unfolded so far from the next triangle
    for (int steps = 0; steps < 12; ++steps) {
      const std::uint32_t far = across[edge];
      if (far == nowhere) break;
      const vec3 q = points_[corners_[far]], qa = points_[corners_[previous(far)]], qb = points_[corners_[next(far)]];
      const vec2 e = pb - pa;
      const float n = glm::dot(e, e);
      if (n <= 0) break;
      const float t = glm::dot(q - qa, qb - qa) / n;
      const float height = std::sqrt(std::max(0.0F, glm::dot(q - qa, q - qa) - t * t * n)) / std::sqrt(n);
      const vec2 p = pa + t * e + height * vec2(e.y, -e.x); // away from the corner
      const bool near_a = glm::dot(p, leg_a) > 0, near_b = glm::dot(p, leg_b) > 0;
      if (near_a && near_b) {
        unfolded_[c] = {corners_[far], p};
        break;
      }
      if (near_a)
        pa = p, edge = previous(far); // too close to a: go on through the edge p-b
      else
        pb = p, edge = next(far);
    }
  }
}

float Geodesic::update(std::uint32_t c, const std::vector<float> &distance, const std::vector<std::uint8_t> &known,
                       Front front) const {
  const auto arrival = front == Front::round ? arrive_round : arrive;
  const std::uint32_t va = corners_[next(c)], vb = corners_[previous(c)];
  const vec3 o = points_[corners_[c]], a = points_[va] - o, b = points_[vb] - o;
  const float la = glm::length(a), lb = glm::length(b);
  float best = 1e30F;
  if (known[va] != 0) best = std::min(best, distance[va] + la);
  if (known[vb] != 0) best = std::min(best, distance[vb] + lb);
  const float x = glm::dot(a, b) / la;
  const vec2 pa(la, 0), pb(x, std::sqrt(std::max(0.0F, lb * lb - x * x)));
  const Unfolded &far = unfolded_[c];
  if (far.vertex == nowhere) {
    if (known[va] != 0 && known[vb] != 0) best = std::min(best, arrival(pa, distance[va], pb, distance[vb]));
  } else if (known[far.vertex] != 0) {
    if (known[va] != 0) best = std::min(best, arrival(pa, distance[va], far.at, distance[far.vertex]));
    if (known[vb] != 0) best = std::min(best, arrival(far.at, distance[far.vertex], pb, distance[vb]));
  }
  return best;
}

void Geodesic::march(std::vector<float> &distance, std::vector<std::uint8_t> &known, std::span<const Seed> seeds,
                     float cap, Front front) const {
  using Entry = std::pair<float, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (const Seed &s : seeds)
    if (s.distance <= distance[s.vertex]) distance[s.vertex] = s.distance, queue.emplace(s.distance, s.vertex);
  std::vector<std::uint8_t> done(points_.size(), 0);
  while (!queue.empty()) {
    const auto [d, v] = queue.top();
    queue.pop();
    if (done[v] != 0 || d > distance[v]) continue;
    if (d >= cap) break;
    done[v] = known[v] = 1;
    const auto refresh = [&](std::uint32_t c) {
      const std::uint32_t w = corners_[c];
      if (done[w] != 0) return;
      const float t = update(c, distance, known, front);
      if (t < distance[w]) distance[w] = t, queue.emplace(t, w);
    };
    for (std::uint32_t k = ring_first_[v]; k < ring_first_[v + 1]; ++k)
      refresh(next(ring_[k])), refresh(previous(ring_[k]));
    for (std::uint32_t k = split_first_[v]; k < split_first_[v + 1]; ++k) refresh(split_[k]);
  }
  for (std::size_t v = 0; v < points_.size(); ++v)
    if (done[v] == 0 || distance[v] > cap) distance[v] = cap;
}

std::vector<float> Geodesic::spread(const std::vector<float> &welded) const {
  std::vector<float> out(weld_.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = welded[weld_[i]];
  return out;
}

std::vector<float> Geodesic::distance(std::span<const SurfacePoint> sources, float cap) const {
  std::vector<float> distance(points_.size(), 1e30F);
  std::vector<std::uint8_t> known(points_.size(), 0);
  std::vector<Seed> seeds;
  // Straight lines are better than marching close to a point source: three rings of vertices start with them.
  std::vector<std::uint32_t> mark(points_.size(), nowhere), near, fresh;
  for (std::uint32_t s = 0; s < sources.size(); ++s) {
    const std::size_t t = 3 * static_cast<std::size_t>(sources[s].triangle);
    if (t + 2 >= corners_.size()) continue;
    vec3 p(0);
    near.clear();
    for (int k = 0; k < 3; ++k) {
      const std::uint32_t v = corners_[t + static_cast<std::size_t>(k)];
      p += sources[s].weights[k] * points_[v];
      mark[v] = s;
      near.push_back(v);
    }
    std::size_t begin = 0;
    for (int ring = 0; ring < 3; ++ring) {
      const std::size_t end = near.size();
      for (; begin < end; ++begin)
        for (std::uint32_t k = ring_first_[near[begin]]; k < ring_first_[near[begin] + 1]; ++k)
          if (const std::uint32_t w = corners_[next(ring_[k])]; mark[w] != s) mark[w] = s, near.push_back(w);
    }
    for (const std::uint32_t v : near) seeds.push_back({v, glm::distance(points_[v], p)});
  }
  march(distance, known, seeds, cap, Front::round);
  return spread(distance);
}

std::vector<float> Geodesic::signed_distance(std::span<const float> implicit, float cap) const {
  std::vector<float> phi(points_.size());
  for (std::size_t v = 0; v < phi.size(); ++v) phi[v] = implicit[first_of_[v]];
  std::vector<float> distance(points_.size(), 1e30F);
  std::vector<std::uint8_t> known(points_.size(), 0);
  std::vector<std::uint32_t> touched;
  for (std::size_t t = 0; t + 2 < corners_.size(); t += 3) {
    std::array<vec3, 3> cut;
    int cuts = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = corners_[t + k], b = corners_[t + (k + 1) % 3];
      if ((phi[a] < 0) == (phi[b] < 0)) continue;
      cut[static_cast<std::size_t>(cuts++)] = glm::mix(points_[a], points_[b], phi[a] / (phi[a] - phi[b]));
    }
    if (cuts != 2) continue;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = corners_[t + k];
      for (std::uint32_t r = ring_first_[a]; r < ring_first_[a + 1]; ++r)
        for (const std::uint32_t v : {corners_[ring_[r]], corners_[next(ring_[r])]}) {
          distance[v] = std::min(distance[v], to_segment(points_[v], cut[0], cut[1]));
          touched.push_back(v);
        }
    }
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  std::vector<Seed> seeds;
  for (const std::uint32_t v : touched) seeds.push_back({v, distance[v]});
  march(distance, known, seeds, cap, Front::straight);
  for (std::size_t v = 0; v < phi.size(); ++v)
    if (phi[v] < 0) distance[v] = -distance[v];
  return spread(distance);
}

double Geodesic::area_inside(std::span<const float> implicit) const {
  double sum = 0;
  for (std::size_t t = 0; t + 2 < corners_.size(); t += 3) {
    std::array<vec3, 4> polygon;
    std::size_t n = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = corners_[t + k], b = corners_[t + (k + 1) % 3];
      const float fa = implicit[first_of_[a]], fb = implicit[first_of_[b]];
      if (fa < 0) polygon[n++] = points_[a];
      if ((fa < 0) != (fb < 0)) polygon[n++] = glm::mix(points_[a], points_[b], fa / (fa - fb));
    }
    for (std::size_t k = 2; k < n; ++k)
      sum += 0.5 * static_cast<double>(glm::length(glm::cross(polygon[k - 1] - polygon[0], polygon[k] - polygon[0])));
  }
  return sum;
}

void Geodesic::drop_small_pieces(std::span<float> implicit, double share) const {
  std::vector<std::uint32_t> piece(points_.size(), nowhere);
  std::vector<double> area;
  std::vector<std::uint32_t> stack;
  for (std::uint32_t s = 0; s < points_.size(); ++s) {
    if (piece[s] != nowhere || implicit[first_of_[s]] >= 0) continue;
    const auto id = static_cast<std::uint32_t>(area.size());
    area.push_back(0);
    piece[s] = id;
    stack.push_back(s);
    while (!stack.empty()) {
      const std::uint32_t v = stack.back();
      stack.pop_back();
      for (std::uint32_t k = ring_first_[v]; k < ring_first_[v + 1]; ++k) {
        const std::uint32_t c = ring_[k], a = corners_[next(c)], b = corners_[previous(c)];
        area[id] += static_cast<double>(glm::length(glm::cross(points_[a] - points_[v], points_[b] - points_[v]))) / 6;
        for (const std::uint32_t w : {a, b})
          if (piece[w] == nowhere && implicit[first_of_[w]] < 0) piece[w] = id, stack.push_back(w);
      }
    }
  }
  if (area.empty()) return;
  const double least = share * *std::max_element(area.begin(), area.end());
  for (std::size_t i = 0; i < implicit.size(); ++i) {
    const std::uint32_t id = piece[weld_[i]];
    if (id != nowhere && area[id] < least) implicit[i] = std::max(1e-4F, std::abs(implicit[i]));
  }
}

} // namespace myo::assemble
