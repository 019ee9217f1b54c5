#include "inspect/overlap.h"

#include "base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::inspect {
namespace {

constexpr float outside_m = 0.0001F; // what comes nearer than this touches
constexpr float cell_m = 0.004F;
constexpr int most_cells = 1024;     // along a side

// Counts how often rays in one direction leave the surface, less how often they enter it: how often the surface goes round
// the point where the ray begins. Triangles lie in the cells of a grid across the direction.
class Rays {
public:
  Rays(std::span<const vec3> positions, std::span<const std::uint32_t> indices, vec3 way) : indices_(indices) {
    const vec3 aside = glm::normalize(glm::cross(way, std::abs(way.y) < 0.7F ? vec3(0, 1, 0) : vec3(1, 0, 0)));
    axes_ = {aside, glm::cross(way, aside), way};
    flat_.reserve(positions.size());
    Bounds box;
    for (const vec3 p : positions) flat_.push_back(p * axes_), box.add(flat_.back()); // a row times the matrix: along its columns
    low_ = vec2(box.low);
    const vec2 size = vec2(box.high) - low_;
    step_ = std::max({cell_m, size.x / most_cells, size.y / most_cells});
    cells_ = glm::ivec2(size / step_) + 1;
    first_.assign(static_cast<std::size_t>(cells_.x) * static_cast<std::size_t>(cells_.y) + 1, 0);
    each_cell([&](std::size_t cell, std::uint32_t) { ++first_[cell + 1]; });
    for (std::size_t c = 1; c < first_.size(); ++c) first_[c] += first_[c - 1];
    triangles_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    each_cell([&](std::size_t cell, std::uint32_t triangle) { triangles_[next[cell]++] = triangle; });
  }

  [[nodiscard]] int turns(vec3 point) const {
    const vec3 p = point * axes_;
    const glm::ivec2 cell((vec2(p) - low_) / step_);
    if (cell.x < 0 || cell.y < 0 || cell.x >= cells_.x || cell.y >= cells_.y) return 0;
    int sum = 0;
    const std::size_t c = place(cell);
    for (std::uint32_t i = first_[c]; i < first_[c + 1]; ++i) sum += leaves(triangles_[i], p);
    return sum;
  }

private:
  [[nodiscard]] std::size_t place(glm::ivec2 cell) const {
    return static_cast<std::size_t>(cell.y) * static_cast<std::size_t>(cells_.x) + static_cast<std::size_t>(cell.x);
  }
  template <class Visit> void each_cell(const Visit &visit) const {
    for (std::uint32_t t = 0; t < indices_.size() / 3; ++t) {
      const vec2 a(flat_[indices_[3 * t]]), b(flat_[indices_[3 * t + 1]]), c(flat_[indices_[3 * t + 2]]);
      const glm::ivec2 low((glm::min(a, glm::min(b, c)) - low_) / step_), high((glm::max(a, glm::max(b, c)) - low_) / step_);
      for (int y = low.y; y <= std::min(high.y, cells_.y - 1); ++y)
        for (int x = low.x; x <= std::min(high.x, cells_.x - 1); ++x) visit(place({x, y}), t);
    }
  }
  [[nodiscard]] glm::dvec2 across(std::uint32_t vertex, vec3 p) const {
    const vec3 &v = flat_[vertex];
    return {double(v.x) - double(p.x), double(v.y) - double(p.y)};
  }
  // 1 where the ray leaves through the triangle, -1 where it enters, else 0. An edge belongs to one of its two triangles: each
  // compares the same two ends in the same order.
  [[nodiscard]] int leaves(std::uint32_t triangle, vec3 p) const {
    std::array<std::uint32_t, 3> corner{indices_[3 * triangle], indices_[3 * triangle + 1], indices_[3 * triangle + 2]};
    std::array<double, 3> side{};
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t from = corner[(k + 1) % 3], to = corner[(k + 2) % 3];
      const glm::dvec2 a = across(std::min(from, to), p), b = across(std::max(from, to), p);
      const double cross = a.x * b.y - a.y * b.x;
      side[k] = (from < to ? 1.0 : -1.0) * (cross != 0 ? cross : 1e-300);
    }
    const bool left = side[0] > 0;
    if ((side[1] > 0) != left || (side[2] > 0) != left) return 0;
    const double all = side[0] + side[1] + side[2];
    if (all == 0) return 0;
    const double height = (side[0] * double(flat_[corner[0]].z) + side[1] * double(flat_[corner[1]].z) + side[2] * double(flat_[corner[2]].z)) / all;
    return height > double(p.z) ? (left ? 1 : -1) : 0;
  }

  std::span<const std::uint32_t> indices_;
  mat3 axes_{1};
  std::vector<vec3> flat_;         // across the direction twice, then along it
  vec2 low_{0};
  float step_ = cell_m;
  glm::ivec2 cells_{1};
  std::vector<std::uint32_t> first_, triangles_;
};

} // namespace

std::vector<bool> swallowed(std::span<const vec3> positions, std::span<const std::uint32_t> indices) {
  if (indices.empty()) return {};
  // Three directions that no part of a body is square to; what two of them say holds, should a ray run along a face.
  const std::array<Rays, 3> rays{Rays(positions, indices, glm::normalize(vec3(0.91F, 0.23F, 0.34F))), Rays(positions, indices, glm::normalize(vec3(-0.29F, 0.88F, 0.37F))),
                                 Rays(positions, indices, glm::normalize(vec3(0.26F, -0.31F, 0.92F)))};
  std::vector<std::uint8_t> marks(indices.size() / 3, 0);
  parallel_for(std::size_t{0}, marks.size(), [&](std::size_t t) {
    const vec3 a = positions[indices[3 * t]], b = positions[indices[3 * t + 1]], c = positions[indices[3 * t + 2]];
    const vec3 face = glm::cross(b - a, c - a);
    const float size = glm::length(face);
    if (!(size > 0)) return;
    const vec3 p = (a + b + c) / 3.0F + outside_m * face / size;
    int inside = 0;
    for (const Rays &ray : rays) inside += ray.turns(p) != 0;
    marks[t] = inside >= 2;
  });
  return {marks.begin(), marks.end()};
}

} // namespace myo::inspect
