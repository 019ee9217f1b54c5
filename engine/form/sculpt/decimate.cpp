#include "form/sculpt/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace myo::form::sculpt {
namespace {

using Corner = std::array<std::uint32_t, 3>;

// Sum of area-weighted squared distances to planes, and the area.
struct Quadric {
  std::array<double, 10> m{};
  double area = 0;
  void add_plane(glm::dvec3 n, double d, double weight) {
    const std::array<double, 4> p{n.x, n.y, n.z, d};
    std::size_t k = 0;
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = i; j < 4; ++j) m[k++] += weight * p[i] * p[j];
    area += weight;
  }
  Quadric &operator+=(const Quadric &o) {
    for (std::size_t i = 0; i < m.size(); ++i) m[i] += o.m[i];
    area += o.area;
    return *this;
  }
  // Mean squared distance of `p` to the planes.
  [[nodiscard]] double error(glm::dvec3 p) const {
    const double e = m[0] * p.x * p.x + 2 * m[1] * p.x * p.y + 2 * m[2] * p.x * p.z + 2 * m[3] * p.x + m[4] * p.y * p.y +
                     2 * m[5] * p.y * p.z + 2 * m[6] * p.y + m[7] * p.z * p.z + 2 * m[8] * p.z + m[9];
    return area > 0 ? std::max(0.0, e) / area : 0;
  }
};

class Decimator {
public:
  Decimator(const Surface &surface, std::span<const float> errors)
      : positions_(surface.positions), errors_(errors.begin(), errors.end()), quadrics_(surface.positions.size()) {
    for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3)
      triangles_.push_back({surface.indices[i], surface.indices[i + 1], surface.indices[i + 2]});
    for (const Corner &t : triangles_) {
      const glm::dvec3 a(positions_[t[0]]), n = glm::cross(glm::dvec3(positions_[t[1]]) - a, glm::dvec3(positions_[t[2]]) - a);
      const double twice = glm::length(n);
      if (!(twice > 0)) continue;
      Quadric q;
      q.add_plane(n / twice, -glm::dot(n / twice, a), twice / 2);
      for (const std::uint32_t v : t) quadrics_[v] += q;
    }
  }

  Surface run() {
    constexpr int passes = 14;
    for (int pass = 0; pass < passes; ++pass) {
      const double share = static_cast<double>(pass + 1) / passes;
      const std::size_t before = triangles_.size();
      sweep(share);
      if (pass + 1 == passes && before - triangles_.size() > before / 50) --pass; // until little more comes of it
    }
    return packed();
  }

private:
  // One pass: every triangle gives at most one edge, and what was touched waits for the next pass.
  void sweep(double share) {
    index();
    touched_.assign(triangles_.size(), false);
    for (std::size_t t = 0; t < triangles_.size(); ++t) {
      if (gone(t) || touched_[t]) continue;
      for (std::size_t k = 0; k < 3; ++k)
        if (collapse(triangles_[t][k], triangles_[t][(k + 1) % 3], share)) break;
    }
    std::erase_if(triangles_, [](const Corner &c) { return c[0] == c[1]; });
  }

  void index() {
    first_.assign(positions_.size() + 1, 0);
    for (const Corner &t : triangles_)
      for (const std::uint32_t v : t) ++first_[v + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    around_.resize(first_.back());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (std::uint32_t t = 0; t < triangles_.size(); ++t)
      for (const std::uint32_t v : triangles_[t]) around_[at[v]++] = t;
    moved_.assign(positions_.size(), false);
  }

  [[nodiscard]] bool gone(std::size_t t) const { return triangles_[t][0] == triangles_[t][1]; }
  [[nodiscard]] std::span<const std::uint32_t> fan(std::uint32_t v) const {
    return std::span(around_).subspan(first_[v], first_[v + 1] - first_[v]);
  }

  // `b` goes into `a`. Vertices round a collapse wait for the next pass, so the fans of this pass stay true.
  bool collapse(std::uint32_t a, std::uint32_t b, double share) {
    if (moved_[a] || moved_[b]) return false;
    const double most = share * static_cast<double>(std::min(errors_[a], errors_[b])), limit = most * most;
    Quadric q = quadrics_[a];
    q += quadrics_[b];
    const glm::dvec3 pa(positions_[a]), pb(positions_[b]);
    glm::dvec3 best = 0.5 * (pa + pb);
    double least = q.error(best);
    for (const glm::dvec3 p : {pa, pb})
      if (const double e = q.error(p); e < least) least = e, best = p;
    if (least > limit || !linked(a, b)) return false;
    const vec3 p(best);
    if (folds(a, b, p) || folds(b, a, p)) return false;
    for (const std::uint32_t v : {a, b})
      for (const std::uint32_t t : fan(v)) {
        touched_[t] = true;
        for (const std::uint32_t w : triangles_[t]) moved_[w] = true;
      }
    for (const std::uint32_t t : fan(b)) {
      Corner &c = triangles_[t];
      if (std::find(c.begin(), c.end(), a) != c.end()) c = {0, 0, 0};
      else std::replace(c.begin(), c.end(), b, a);
    }
    positions_[a] = p;
    quadrics_[a] = q;
    errors_[a] = std::min(errors_[a], errors_[b]);
    return true;
  }

  // The link condition: a and b share two neighbours, those of the two triangles at their edge.
  bool linked(std::uint32_t a, std::uint32_t b) {
    ring_.clear();
    for (const std::uint32_t t : fan(a))
      if (!gone(t))
        for (const std::uint32_t v : triangles_[t])
          if (v != a) ring_.push_back(v);
    std::sort(ring_.begin(), ring_.end());
    ring_.erase(std::unique(ring_.begin(), ring_.end()), ring_.end());
    other_.clear();
    for (const std::uint32_t t : fan(b))
      if (!gone(t))
        for (const std::uint32_t v : triangles_[t])
          if (v != b) other_.push_back(v);
    std::sort(other_.begin(), other_.end());
    other_.erase(std::unique(other_.begin(), other_.end()), other_.end());
    std::size_t shared = 0;
    for (const std::uint32_t v : other_) shared += std::binary_search(ring_.begin(), ring_.end(), v) ? 1 : 0;
    return shared == 2 && ring_.size() + other_.size() > 6; // of a tetrahedron nothing may go
  }

  // Would a triangle round `v` (but not at the edge to `other`) turn over or become a needle? It turns over when it looks
  // away from where the whole fan looks: a sliver's own normal says nothing.
  [[nodiscard]] bool folds(std::uint32_t v, std::uint32_t other, vec3 p) const {
    vec3 outward(0);
    for (const std::uint32_t t : fan(v)) {
      const Corner &c = triangles_[t];
      if (!gone(t)) outward += glm::cross(positions_[c[1]] - positions_[c[0]], positions_[c[2]] - positions_[c[0]]);
    }
    outward /= std::max(1e-12F, glm::length(outward));
    for (const std::uint32_t t : fan(v)) {
      const Corner &c = triangles_[t];
      if (gone(t) || std::find(c.begin(), c.end(), other) != c.end()) continue;
      std::array<vec3, 3> now{}, then{};
      for (std::size_t k = 0; k < 3; ++k) now[k] = positions_[c[k]], then[k] = c[k] == v ? p : now[k];
      const vec3 before = glm::cross(now[1] - now[0], now[2] - now[0]), after = glm::cross(then[1] - then[0], then[2] - then[0]);
      const float size = glm::length(after), was = glm::length(before), longest = longest_side(then);
      if (!(size > needle * longest * longest) && size < was) return true;
      if (!(glm::dot(outward, after) > 0.3F * size)) return true;
      // A sound triangle may lean, as on a rim, but not turn by more than 60 degrees at once.
      const float long_now = longest_side(now);
      if (was > 2 * needle * long_now * long_now && glm::dot(before, after) < 0.5F * was * size) return true;
    }
    return false;
  }
  static constexpr float needle = 0.05F; // height as a share of the longest side
  static float longest_side(const std::array<vec3, 3> &c) {
    return std::max(glm::distance(c[0], c[1]), std::max(glm::distance(c[1], c[2]), glm::distance(c[2], c[0])));
  }

  [[nodiscard]] Surface packed() const {
    Surface out;
    std::vector<std::uint32_t> place(positions_.size(), 0xFFFFFFFFU);
    for (const Corner &t : triangles_)
      for (const std::uint32_t v : t) {
        if (place[v] == 0xFFFFFFFFU) place[v] = static_cast<std::uint32_t>(out.positions.size()), out.positions.push_back(positions_[v]);
        out.indices.push_back(place[v]);
      }
    return out;
  }

  std::vector<vec3> positions_;
  std::vector<float> errors_;
  std::vector<Quadric> quadrics_;
  std::vector<Corner> triangles_; // collapsed ones are {0, 0, 0} until the sweep ends
  std::vector<std::uint32_t> first_, around_, ring_, other_;
  std::vector<bool> touched_, moved_;
};

} // namespace

Surface decimate(const Surface &surface, float error) {
  return decimate(surface, std::vector<float>(surface.positions.size(), error));
}

Surface decimate(const Surface &surface, std::span<const float> errors) { return Decimator(surface, errors).run(); }

} // namespace myo::form::sculpt
