#include "form/sculpt/radial_basis.h"
#include "form/sculpt/solid.h"
#include "form/sculpt/spline.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace myo::form::sculpt {
namespace {

constexpr float cell_mm = 0.6F, margin_mm = 12;
constexpr float thinnest_mm = 1.8F; // twice the usual lattice step: thinner plates perforate

struct Flat { // the plane that the outline lies in best
  vec3 origin{0}, x{1, 0, 0}, y{0, 1, 0}, up{0, 0, 1};
  [[nodiscard]] vec3 to(vec3 p) const { return {glm::dot(p - origin, x), glm::dot(p - origin, y), glm::dot(p - origin, up)}; }
};

Flat fit_plane(const std::vector<vec3> &points) {
  Flat f;
  vec3 mean(0);
  for (const vec3 p : points) mean += p;
  f.origin = mean / static_cast<float>(points.size());
  Eigen::Matrix3d c = Eigen::Matrix3d::Zero();
  for (const vec3 p : points) {
    const Eigen::Vector3d q(static_cast<double>(p.x - f.origin.x), static_cast<double>(p.y - f.origin.y), static_cast<double>(p.z - f.origin.z));
    c += q * q.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(c);
  const auto axis = [&](int i) {
    const Eigen::Vector3d v = solver.eigenvectors().col(i);
    return vec3(v[0], v[1], v[2]);
  };
  f.x = axis(2);
  f.up = axis(0);
  f.y = glm::cross(f.up, f.x);
  return f;
}

class Plate final : public Solid {
public:
  explicit Plate(const anatomy::PlateForm &form) : flat_(fit_plane(form.outline)) {
    std::vector<vec3> nodes, edge;
    std::vector<double> heights, thick;
    const auto add = [&](const std::vector<vec3> &points, const std::vector<double> &t) {
      for (std::size_t i = 0; i < points.size(); ++i) {
        const vec3 q = flat_.to(points[i]);
        nodes.emplace_back(q.x, q.y, 0);
        heights.push_back(static_cast<double>(q.z));
        thick.push_back(t[i]);
        thickest_ = std::max(thickest_, static_cast<float>(t[i]));
      }
    };
    add(form.outline, form.outline_thick);
    edge = nodes;
    add(form.inside, form.inside_thick);
    thickest_ = std::max(thickest_, thinnest_mm);
    tabulate(outline(std::move(edge), form.straight), RadialBasis(nodes, heights, Kernel::plate, 2),
             RadialBasis(nodes, thick, Kernel::plate, 2));
  }

  float distance(vec3 p) const override {
    const vec3 q = flat_.to(p);
    const vec2 at = glm::clamp((vec2(q) - low_) / cell_mm, vec2(0), vec2(size_ - 1) - 0.001F);
    const glm::ivec2 cell(at);
    const vec2 f = at - vec2(cell);
    const auto &a = table_[index(cell.x, cell.y)], &b = table_[index(cell.x + 1, cell.y)];
    const auto &c = table_[index(cell.x, cell.y + 1)], &d = table_[index(cell.x + 1, cell.y + 1)];
    const vec4 s = glm::mix(glm::mix(a, b, f.x), glm::mix(c, d, f.x), f.y);
    const vec2 outside = vec2(q) - (low_ + cell_mm * at); // beyond the table
    const float half = 0.5F * s.z, rim = s.x + half + glm::length(outside), off = (q.z - s.y) * s.w;
    return (rim > 0 ? std::sqrt(rim * rim + off * off) : std::abs(off)) - half;
  }
  Bounds bounds() const override { return bounds_; }

private:
  [[nodiscard]] std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.x) + static_cast<std::size_t>(x); }

  static std::vector<vec2> outline(std::vector<vec3> edge, bool straight) {
    std::vector<vec2> line;
    if (straight) {
      for (const vec3 p : edge) line.emplace_back(p);
      return line;
    }
    const Spline spline(std::move(edge), true);
    for (const SplinePlace &place : spline.places(1, 400)) line.emplace_back(spline.at(place));
    return line;
  }

  // Signed distance to the outline (negative inside) and the nearest point of it.
  static std::pair<float, vec2> to_outline(const std::vector<vec2> &line, vec2 p) {
    float best = 1e30F;
    vec2 nearest(0);
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const vec2 a = line[i], b = line[(i + 1) % line.size()], ab = b - a;
      const vec2 q = a + glm::clamp(glm::dot(p - a, ab) / std::max(1e-9F, glm::dot(ab, ab)), 0.0F, 1.0F) * ab;
      if (const float square = glm::dot(p - q, p - q); square < best) best = square, nearest = q;
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * ab.x) inside = !inside;
    }
    return {inside ? -std::sqrt(best) : std::sqrt(best), nearest};
  }

  void tabulate(const std::vector<vec2> &line, const RadialBasis &height, const RadialBasis &thickness) {
    vec2 low(1e9F), high(-1e9F);
    for (const vec2 p : line) low = glm::min(low, p), high = glm::max(high, p);
    low_ = low - margin_mm;
    size_ = glm::max(glm::ivec2(2), glm::ivec2((high + margin_mm - low_) / cell_mm) + 2);
    table_.resize(static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y));
    for (int y = 0; y < size_.y; ++y)
      for (int x = 0; x < size_.x; ++x) {
        const vec2 p = low_ + cell_mm * vec2(x, y);
        const auto [rim, nearest] = to_outline(line, p);
        const vec2 inner = rim > 0 ? nearest : p; // beyond the rim the plate goes on as it is at the rim
        const float t = std::clamp(thickness(vec3(inner, 0)), thinnest_mm, 1.15F * thickest_);
        table_[index(x, y)] = {rim, height(vec3(inner, 0)), t, 1};
      }
    float lowest = 1e9F, highest = -1e9F;
    for (int y = 0; y < size_.y; ++y)
      for (int x = 0; x < size_.x; ++x) {
        const auto h = [&](int i, int k) { return table_[index(std::clamp(i, 0, size_.x - 1), std::clamp(k, 0, size_.y - 1))].y; };
        const vec2 slope = vec2(h(x + 1, y) - h(x - 1, y), h(x, y + 1) - h(x, y - 1)) / (2 * cell_mm);
        vec4 &cell = table_[index(x, y)];
        cell.w = 1 / std::sqrt(1 + glm::dot(slope, slope));
        lowest = std::min(lowest, cell.y), highest = std::max(highest, cell.y);
      }
    const float t = thickest_;
    for (const float u : {low.x - t, high.x + t})
      for (const float v : {low.y - t, high.y + t})
        for (const float w : {lowest - t, highest + t}) bounds_.add(flat_.origin + u * flat_.x + v * flat_.y + w * flat_.up);
  }

  Flat flat_;
  vec2 low_{0};
  glm::ivec2 size_{2};
  std::vector<vec4> table_; // rim distance, height, thickness, cosine of the slope
  float thickest_ = 0;
  Bounds bounds_;
};

} // namespace

SolidPtr make_plate(const anatomy::PlateForm &form) { return std::make_unique<Plate>(form); }

} // namespace myo::form::sculpt
